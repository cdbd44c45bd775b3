"""Who takes part in a campaign."""

from django.db import models

from coterie.kit.ids import new_key


class Participant(models.Model):
    """A member who takes part; `key` stands in the member's personal link."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    campaign = models.ForeignKey("growth.Campaign", on_delete=models.CASCADE, related_name="participants")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    terms = models.ForeignKey("growth.CampaignTerms", on_delete=models.PROTECT, related_name="+")
    visitor = models.BigIntegerField(null=True)
    """The browser from which they took part: friends are not made there."""
    began_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    """When something of this may change by the mere passing of time; a hint for when to look, no more."""
    counting = models.PositiveIntegerField(default=0)
    joined = models.PositiveIntegerField(default=0)
    """How many friends counted, and had joined, when this was last settled; a hint for whom to look at first."""

    class Meta:
        db_table = "growth_participants"
        constraints = (models.UniqueConstraint(fields=["campaign", "member"], name="growth_participant_once"),)
        indexes = (
            models.Index(fields=["due_at"], name="growth_participants_due"),
            models.Index(fields=["campaign", "-counting", "-joined", "began_at"], name="growth_participants_first"),
            models.Index(fields=["campaign", "visitor"], name="growth_participants_browser"),
        )

    def __str__(self) -> str:
        return self.key
