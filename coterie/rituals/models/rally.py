"""Calling the seed members together."""

from django.db import models

from coterie.kit.ids import new_key


class Rally(models.Model):
    """A call to some members: what is to be done, and until when."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=80)
    task = models.TextField(max_length=2000)
    tag = models.CharField(max_length=40)
    """Whom it calls: the members with this tag, as they were when it was called."""
    called_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        db_table = "rituals_rallies"
        constraints = (
            models.CheckConstraint(condition=~models.Q(title=""), name="rituals_rally_named"),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("called_at")), name="rituals_rally_forward"
            ),
        )
        indexes = (models.Index(fields=["community", "-called_at"], name="rituals_rallies_of"),)

    def __str__(self) -> str:
        return self.title


class RallyCall(models.Model):
    """One member who is called, and when they came."""

    rally = models.ForeignKey("rituals.Rally", on_delete=models.CASCADE, related_name="calls")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+", db_index=False)
    came_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "rituals_rally_calls"
        constraints = (models.UniqueConstraint(fields=["rally", "member"], name="rituals_called_once"),)
        indexes = (models.Index(fields=["member", "came_at"], name="rituals_calls_of_member"),)

    def __str__(self) -> str:
        return f"{self.member_id} in {self.rally_id}"
