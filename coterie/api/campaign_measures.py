"""What a campaign shows."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema

from coterie.api.found import community_at
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.growth.queries.campaigns import campaigns_run_by
from coterie.growth.queries.measures import Measures, measures_of
from coterie.kit.clock import now
from coterie.kit.errors import NotFound

router = Router(tags=["campaigns"])


class ShapeOut(Schema):
    """How far it spread: people by generation, the largest tree, and the mean distance of two people in it."""

    generations: list[int]
    largest: int
    distance: float


class PastOut(Schema):
    """How many friends a member brings, how unevenly (k), and after how many days; corrected for who joined lately."""

    growth: float
    dispersion: float
    cycle_days: float


class TallyOut(Schema):
    """How many friends stand where; what they cost, in all and each who counts, in minor units."""

    standings: dict[str, int]
    reasons: dict[str, int]
    counting: int
    spent: int
    each: int | None


class MeasuresOut(Schema):
    """How a campaign spreads; shares from 0 to 1, null where there is none."""

    people: int
    brought: int
    joins: float | None
    activation: float | None
    tally: TallyOut
    shape: ShapeOut
    past: PastOut | None


@router.get("/communities/{slug}/campaigns/{key}/measures", response=MeasuresOut)
def measures(request: HttpRequest, slug: str, key: str) -> Measures:
    """Say how a campaign spreads and what it costs, and with which numbers the next one can be forecast."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    row = campaigns_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such campaign."))
    return measures_of(row, now())
