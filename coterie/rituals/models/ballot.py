"""A sealed vote."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.rituals.enums import TieRule


class Ballot(models.Model):
    """A question with its options; who was there when it was opened may vote, and nobody sees how before the end."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, null=True, related_name="+")
    """Whose members vote; None: all members of the community."""
    title = models.CharField(max_length=120)
    brief = models.TextField(max_length=2000, blank=True)
    options = models.JSONField(default=list)
    """Texts; a vote names one by its place."""
    tie_rule = models.CharField(max_length=8, choices=TieRule, default=TieRule.EARLIER)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True)
    winners = models.JSONField(default=list)
    """Places of the options that won."""
    decision = models.CharField(max_length=300, blank=True)
    """Why the operators decided a tie as they did."""

    class Meta:
        db_table = "rituals_ballots"
        constraints = (
            models.CheckConstraint(condition=~models.Q(title=""), name="rituals_ballot_named"),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opened_at")), name="rituals_ballot_forward"
            ),
            models.CheckConstraint(
                condition=models.Q(counted_at=None) | models.Q(counted_at__gte=models.F("closes_at")),
                name="rituals_counted_at_the_end",
            ),
        )
        indexes = (
            models.Index(fields=["community", "-closes_at"], name="rituals_ballots_of"),
            models.Index(fields=["closes_at"], condition=models.Q(counted_at=None), name="rituals_ballots_open"),
        )

    def __str__(self) -> str:
        return self.title


class Vote(models.Model):
    """A member who may vote, as was written down when it was opened; and what they chose, which they may change."""

    ballot = models.ForeignKey("rituals.Ballot", on_delete=models.CASCADE, related_name="votes")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    choice = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rituals_votes"
        constraints = (models.UniqueConstraint(fields=["ballot", "member"], name="rituals_one_vote"),)

    def __str__(self) -> str:
        return f"{self.member_id} in {self.ballot_id}"
