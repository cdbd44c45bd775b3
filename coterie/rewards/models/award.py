"""Points that were given."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.rewards.enums import Deed


class Award(models.Model):
    """Points that a member got for one deed; `source` says which deed, so that it is rewarded once."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    deed = models.CharField(max_length=12, choices=Deed)
    source = models.CharField(max_length=60)
    points = models.PositiveIntegerField()
    giver = models.ForeignKey("members.Member", on_delete=models.CASCADE, null=True, related_name="+")
    """Whose praise it was."""
    on = models.DateField()
    """The day, in the community's calendar."""
    at = models.DateTimeField()
    note = models.CharField(max_length=120, blank=True)
    """Why, of a gift."""
    entry = models.BigIntegerField()
    """The number of the ledger's entry."""
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rewards_awards"
        constraints = (
            models.UniqueConstraint(fields=["member", "deed", "source"], name="rewards_award_once"),
            models.CheckConstraint(condition=models.Q(points__gte=1), name="rewards_award_gives"),
        )
        indexes = (
            models.Index(fields=["member", "deed", "on"], name="rewards_award_of"),
            models.Index(fields=["giver", "deed", "on"], name="rewards_award_by"),
            models.Index(fields=["community", "at"], name="rewards_award_in"),
            models.Index(fields=["community", "on"], name="rewards_award_month"),
            models.Index(fields=["entry"], name="rewards_award_entry"),
        )

    def __str__(self) -> str:
        return f"{self.points} for {self.deed} to {self.member_id}"
