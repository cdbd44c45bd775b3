"""What plans are to bring."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema

from coterie.api.found import community_at
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.market.enums import Period
from coterie.market.queries.plan_standing import plans_standing
from coterie.review.queries.plan_outlook import AHEAD, PlanOutlook, plan_outlook

router = Router(tags=["plans"])


class MonthOut(Schema):
    """What a month is to bring, in minor units; it lies between `low` and `high` in four of five cases."""

    first: date
    amount: int
    low: int
    high: int


class ThinOut(Schema):
    """Plans whose turns last so long are not in it: so many of the needed decisions to stay or to leave are known."""

    period: Period
    count: int
    plans: int
    decisions: int
    needed: int


class ForecastOut(Schema):
    """The coming twelve months of plans that are renewed; no months as long as too little is known."""

    months: list[MonthOut]
    thin: list[ThinOut]
    plans: int
    amount: int


@router.get("/communities/{slug}/plans/forecast", response=ForecastOut)
def forecast(request: HttpRequest, slug: str) -> PlanOutlook:
    """Say what plans are to bring in the coming year, by who renewed so far."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    at = now()
    rows = list(plans_standing(actor_of(request), community.pk, now=at, until=at + AHEAD))
    return plan_outlook(rows, zone=community.timezone, now=at)
