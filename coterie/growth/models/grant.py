"""Rewards that were earned."""

from django.db import models

from coterie.growth.enums import WAITING, GrantState
from coterie.kit.ids import new_key


class RewardGrant(models.Model):
    """What somebody earned by a milestone: who brought friends, or a friend who counts."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    campaign = models.ForeignKey("growth.Campaign", on_delete=models.CASCADE, related_name="grants", db_index=False)
    participant = models.ForeignKey("growth.Participant", on_delete=models.CASCADE, related_name="grants")
    milestone = models.ForeignKey("growth.Milestone", on_delete=models.PROTECT, related_name="grants")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    """Who gets it."""
    state = models.CharField(max_length=12, choices=GrantState)
    cost = models.BigIntegerField(default=0)
    """What it costs us as it stands, in minor units: nothing once it is refused or taken away again."""
    at = models.DateTimeField()
    changed_at = models.DateTimeField()
    times = models.PositiveSmallIntegerField(default=0)
    """How often it was handed over: what was taken back may be earned again."""
    given = models.CharField(max_length=40, blank=True)
    """What is with its owner: the number of an award, a coupon's code, a gift's source, a key; of a thing, a dash."""
    note = models.CharField(max_length=120, blank=True)
    reached = models.PositiveIntegerField(default=0)
    """How many friends of all together it is for; 0: it is somebody's own."""
    team = models.ForeignKey("growth.Team", on_delete=models.CASCADE, null=True, related_name="grants", db_index=False)
    """The team that earned it, each of whom has one; none: no team."""
    seed = models.CharField(max_length=40, blank=True)
    """By what it was drawn (`rules/together.py`); empty: it was not."""
    address = models.CharField(max_length=400, blank=True)
    """Where a thing is to be sent, as its owner wrote it; forgotten once it is handed over, or not to be."""

    class Meta:
        db_table = "growth_grants"
        constraints = (
            models.UniqueConstraint(
                fields=["participant", "milestone", "member"],
                condition=models.Q(reached=0, team=None),
                name="growth_grant_once",
            ),
            models.UniqueConstraint(
                fields=["team", "member"], condition=models.Q(team__isnull=False), name="growth_grant_team_once"
            ),
            models.UniqueConstraint(
                fields=["campaign", "reached"], condition=models.Q(reached__gt=0), name="growth_grant_together_once"
            ),
            models.CheckConstraint(condition=models.Q(cost__gte=0), name="growth_grant_cost"),
        )
        indexes = (
            models.Index(fields=["campaign", "state"], name="growth_grants_in"),
            models.Index(fields=["milestone", "state"], name="growth_grants_of"),
            models.Index(fields=["member"], name="growth_grants_to"),
        )

    def __str__(self) -> str:
        return f"{self.milestone_id} to {self.member_id}"

    @property
    def is_thanks(self) -> bool:
        """Whether it is for having come as a friend, not for having brought one."""
        return self.participant.member_id != self.member_id

    @property
    def is_to_be_sent(self) -> bool:
        """Whether its owner can say where it is to be sent."""
        return self.milestone.with_address and self.state in WAITING
