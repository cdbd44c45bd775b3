"""How a community gives points."""

from django.db import models

from coterie.rewards.enums import Deed


class PointsPlan(models.Model):
    """That a community gives points, what they are called there, and how many it may give."""

    community = models.OneToOneField("communities.Community", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=20, blank=True)
    """What points are called; empty: points."""
    begun_at = models.DateTimeField(null=True)
    """Since when points are given; null: not now."""
    monthly_budget = models.PositiveIntegerField(null=True)
    """How many may be given in a month of the community's calendar; null: as many as the rules say."""
    life_months = models.PositiveSmallIntegerField(null=True)
    """How many months after the end of the month in which they came points end that nobody spends; null: never."""
    least_givers = models.PositiveSmallIntegerField(default=3)
    """From how many people praise must come before it counts for levels and boards."""

    class Meta:
        db_table = "rewards_plans"
        constraints = (
            models.CheckConstraint(condition=models.Q(least_givers__gte=1), name="rewards_plan_givers"),
            models.CheckConstraint(
                condition=models.Q(life_months=None) | models.Q(life_months__gte=1), name="rewards_plan_life"
            ),
        )

    def __str__(self) -> str:
        return f"points of {self.community_id}"


class PointsRule(models.Model):
    """How many points a deed brings, and how often."""

    plan = models.ForeignKey("rewards.PointsPlan", on_delete=models.CASCADE, related_name="rules")
    deed = models.CharField(max_length=12, choices=Deed)
    points = models.PositiveIntegerField()
    most_a_day = models.PositiveSmallIntegerField(null=True)
    """How often a day brings one member points for it; null: as often as it happens."""
    most_by_giver = models.PositiveSmallIntegerField(null=True)
    """How often a day one person's praise brings anybody points; null: as often as it happens."""

    class Meta:
        db_table = "rewards_rules"
        constraints = (
            models.UniqueConstraint(fields=["plan", "deed"], name="rewards_rule_once"),
            models.CheckConstraint(condition=models.Q(points__gte=1), name="rewards_rule_gives"),
        )

    def __str__(self) -> str:
        return f"{self.points} for {self.deed}"
