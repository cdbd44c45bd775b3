"""Red envelopes."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.rewards.enums import Share


class Envelope(models.Model):
    """Points that somebody gives away in a group, to whoever is quick; without a member it is the community's gift."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, null=True, related_name="+")
    words = models.CharField(max_length=60)
    amount = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    split = models.CharField(max_length=5, choices=Share, default=Share.LUCKY)
    offered_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    """When what nobody took went back, or the last share was taken."""

    class Meta:
        db_table = "rewards_envelopes"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(count__gte=1, amount__gte=models.F("count")), name="rewards_envelope_splits"
            ),
        )
        indexes = (
            models.Index(fields=["group", "-offered_at"], name="rewards_envelopes_in"),
            models.Index(fields=["ends_at"], name="rewards_envelopes_due", condition=models.Q(closed_at=None)),
        )

    def __str__(self) -> str:
        return f"{self.amount} in {self.count}"


class EnvelopeShare(models.Model):
    """One share of an envelope; they are cut when it is offered, and taken in their order."""

    envelope = models.ForeignKey("rewards.Envelope", on_delete=models.CASCADE, related_name="shares")
    number = models.PositiveIntegerField()
    points = models.PositiveIntegerField()
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rewards_shares"
        constraints = (
            models.UniqueConstraint(fields=["envelope", "number"], name="rewards_share_once"),
            models.UniqueConstraint(fields=["envelope", "member"], name="rewards_share_each"),
            models.CheckConstraint(condition=models.Q(points__gte=1), name="rewards_share_gives"),
            models.CheckConstraint(
                condition=models.Q(member=None, taken_at=None) | models.Q(member__isnull=False, taken_at__isnull=False),
                name="rewards_share_taken_when",
            ),
        )
        indexes = (
            models.Index(fields=["envelope", "number"], name="rewards_share_free", condition=models.Q(member=None)),
        )

    def __str__(self) -> str:
        return f"{self.points} of {self.envelope_id}"
