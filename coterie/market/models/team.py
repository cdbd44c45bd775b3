"""Buying together: so many who pay less, or nobody pays anything."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.market.enums import TeamState


class TeamTerms(models.Model):
    """That a variant costs less for so many who buy it within so many hours."""

    variant = models.OneToOneField("market.Variant", on_delete=models.CASCADE, related_name="team_terms")
    people = models.PositiveSmallIntegerField()
    hours = models.PositiveSmallIntegerField()
    price = models.BigIntegerField()
    """For each, in minor units of the community's currency."""

    class Meta:
        db_table = "market_team_terms"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(people__gte=2, hours__gte=1, price__gte=1), name="market_team_terms_bounds"
            ),
        )

    def __str__(self) -> str:
        return f"{self.people} in {self.hours} h"


class Team(models.Model):
    """Some who buy one variant together by the terms of that moment; their money is kept apart until it is complete."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    variant = models.ForeignKey("market.Variant", on_delete=models.PROTECT, related_name="teams")
    people = models.PositiveSmallIntegerField()
    hours = models.PositiveSmallIntegerField()
    price = models.BigIntegerField()
    founder = models.ForeignKey("members.Member", on_delete=models.SET_NULL, null=True, related_name="+")
    began_at = models.DateTimeField(null=True)
    """When the first of it paid; its hours run from then."""
    ends_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=TeamState, default=TeamState.OPEN)
    decided_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    """When all its money was where it belongs: with the seller, or back with who paid."""

    class Meta:
        db_table = "market_teams"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(people__gte=2, hours__gte=1, price__gte=1), name="market_team_bounds"
            ),
            models.CheckConstraint(
                condition=models.Q(began_at__isnull=True, ends_at__isnull=True)
                | models.Q(began_at__isnull=False, ends_at__isnull=False),
                name="market_team_began_when",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open") | models.Q(began_at__isnull=False, decided_at__isnull=False),
                name="market_team_decided_when",
            ),
        )
        indexes = (models.Index(fields=["ends_at"], name="market_teams_due", condition=models.Q(state="open")),)

    def __str__(self) -> str:
        return f"team {self.key}"
