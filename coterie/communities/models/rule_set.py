from django.db import models


class RuleSet(models.Model):
    """One published version of a community's rules; never changed afterwards."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="rule_sets")
    version = models.PositiveIntegerField()
    text = models.TextField(max_length=10_000)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        db_table = "communities_rule_sets"
        constraints = (
            models.UniqueConstraint(fields=["community", "version"], name="communities_rules_version_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="communities_rules_said"),
        )

    def __str__(self) -> str:
        return f"rules {self.version}"
