"""Where teams ask for too much: campaigns in which most of them miss their time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q

from coterie.growth.enums import CampaignState, TeamStanding
from coterie.growth.models import Campaign, CampaignTerms, Team

ENDED = (TeamStanding.COMPLETE, TeamStanding.MISSED)
FEWEST = 5
"""Fewer teams say nothing."""


@dataclass(frozen=True, slots=True)
class TooHard:
    """A campaign in which more than half of at least so many teams missed their time."""

    key: str
    name: str
    missed: int
    ended: int

    @property
    def share(self) -> float:
        """Which share of the teams that ended missed their time."""
        return self.missed / self.ended


def too_hard_in(community: int, now: datetime) -> Iterator[TooHard]:
    """Yield the campaigns that run in which most teams miss their time, by the terms that are in force.

    It counts what was last told of them: a hint that is looked at each day folds no ledger. Whoever changes the terms
    is told again only of teams by the new ones.
    """
    running = Campaign.objects.filter(
        community=community, state=CampaignState.RUNNING, starts_at__lte=now, ends_at__gt=now
    )
    newer = CampaignTerms.objects.filter(
        campaign=OuterRef("founder__campaign"), number__gt=OuterRef("founder__terms__number")
    )
    rows = Team.objects.filter(~Exists(newer), founder__campaign__in=running, told__in=ENDED)
    named = rows.order_by("founder__campaign").values_list("founder__campaign__key", "founder__campaign__name")
    counted = named.annotate(missed=Count("pk", filter=Q(told=TeamStanding.MISSED)), ended=Count("pk"))
    for row in counted.filter(ended__gte=FEWEST, ended__lt=2 * F("missed")):
        yield TooHard(*row)
