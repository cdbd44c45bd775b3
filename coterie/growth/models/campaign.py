"""Campaigns: drives in which members bring friends."""

from django.db import models

from coterie.growth.enums import CampaignKind, CampaignState, RewardKind, Side
from coterie.kit.ids import new_key


class Campaign(models.Model):
    """A drive in which members bring friends, between two moments and within a budget."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    text = models.TextField(max_length=600, blank=True)
    """What friends read who open a link."""
    kind = models.CharField(max_length=12, choices=CampaignKind)
    state = models.CharField(max_length=8, choices=CampaignState, default=CampaignState.DRAFT)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    budget = models.BigIntegerField(null=True)
    """How much its rewards may cost in all, in minor units of the community's currency; none: no limit."""
    group = models.ForeignKey("groups.Group", on_delete=models.SET_NULL, null=True, related_name="+")
    """Where it is told what was reached, and red envelopes lie."""
    holdout = models.PositiveSmallIntegerField(default=0)
    """How many of 100 members, drawn by chance, take part without rewards; by them it is seen what the rewards do."""
    created_at = models.DateTimeField()

    class Meta:
        db_table = "growth_campaigns"
        constraints = (
            models.CheckConstraint(condition=models.Q(holdout__lte=50), name="growth_campaign_holdout"),
            models.CheckConstraint(condition=models.Q(starts_at__lt=models.F("ends_at")), name="growth_campaign_lasts"),
            models.CheckConstraint(
                condition=models.Q(budget=None) | models.Q(budget__gte=0), name="growth_campaign_budget"
            ),
        )
        indexes = (models.Index(fields=["community", "state"], name="growth_campaigns_in"),)

    def __str__(self) -> str:
        return self.name


class CampaignTerms(models.Model):
    """One version of what a campaign promises; who takes part keeps the one of that day. Never changed.

    Version 0, where there is a hold-out, is the same without rewards.
    """

    campaign = models.ForeignKey("growth.Campaign", on_delete=models.CASCADE, related_name="terms")
    number = models.PositiveSmallIntegerField()
    stay_hours = models.PositiveSmallIntegerField(default=72)
    """How long a friend has to stay to count."""
    back_days = models.PositiveSmallIntegerField(default=14)
    """How long after a friend first counted it is taken back when the friend leaves."""
    speak = models.BooleanField(default=False)
    buy = models.BooleanField(default=False)
    returning = models.BooleanField(default=False)
    """Whether former members count who come back."""
    by_hand = models.BooleanField(default=False)
    """Whether hosts approve each reward."""
    celebrate = models.BooleanField(default=False)
    """Whether the campaign's group is told who reached a milestone."""
    team_hours = models.PositiveSmallIntegerField(null=True)
    """How long a team has from its founding; none: until the campaign ends."""
    made_at = models.DateTimeField()

    class Meta:
        db_table = "growth_terms"
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="growth_terms_once"),
            models.CheckConstraint(
                condition=models.Q(team_hours=None) | models.Q(team_hours__gte=1), name="growth_terms_team_hours"
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id}, version {self.number}"


class Milestone(models.Model):
    """A reward of one version of the terms, for so many friends who count; each comes on top of those before."""

    terms = models.ForeignKey("growth.CampaignTerms", on_delete=models.CASCADE, related_name="milestones")
    side = models.CharField(max_length=8, choices=Side, default=Side.INVITER)
    at = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=RewardKind)
    points = models.PositiveIntegerField(null=True)
    percent = models.PositiveSmallIntegerField(null=True)
    """What a coupon takes off."""
    badge = models.ForeignKey("members.Badge", on_delete=models.PROTECT, null=True, related_name="+")
    thing = models.CharField(max_length=60, blank=True)
    with_address = models.BooleanField(default=False)
    """Whether a thing is sent: then its owner says where to."""
    offer = models.ForeignKey("market.Offer", on_delete=models.PROTECT, null=True, related_name="+")
    """What is opened, or what a code opens."""
    cost = models.BigIntegerField(default=0)
    """What one costs us, in minor units."""
    stock = models.PositiveIntegerField(null=True)
    """How many there are; none: as many as are earned."""

    class Meta:
        db_table = "growth_milestones"
        constraints = (
            models.UniqueConstraint(fields=["terms", "side", "at"], name="growth_milestone_once"),
            models.CheckConstraint(condition=models.Q(at__gte=1, cost__gte=0), name="growth_milestone_bounds"),
            models.CheckConstraint(
                condition=models.Q(kind="points", points__gte=1)
                | models.Q(kind="badge", badge__isnull=False)
                | models.Q(kind="coupon", percent__range=(1, 100))
                | (models.Q(kind="thing") & ~models.Q(thing=""))
                | models.Q(kind__in=("access", "code"), offer__isnull=False)
                | models.Q(kind="envelope", points__gte=1),
                name="growth_milestone_brings",
            ),
        )
        ordering = ("side", "at")

    def __str__(self) -> str:
        return f"{self.kind} at {self.at}"
