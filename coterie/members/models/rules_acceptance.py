from django.db import models


class RulesAcceptance(models.Model):
    """A member's yes to one version of the rules."""

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    rules = models.ForeignKey("communities.RuleSet", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "members_rules_acceptances"
        constraints = (models.UniqueConstraint(fields=["member", "rules"], name="members_rules_accepted_once"),)

    def __str__(self) -> str:
        return f"{self.member_id} {self.rules_id}"
