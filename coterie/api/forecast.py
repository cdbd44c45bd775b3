"""What a campaign is to bring."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from coterie.api.found import community_at
from coterie.communities.enums import Permission
from coterie.growth.rules.campaign_file import campaign_of
from coterie.growth.rules.forecast import MOST_COLUMNS, forecast
from coterie.growth.rules.turning_point import turning_points

router = Router(tags=["campaigns"])


class Invitations(Schema, extra="forbid"):
    """How many friends a member invites, in the mean of all, and how unevenly (k of the negative binomial)."""

    mean: float
    dispersion: float


class Order(Schema, extra="forbid"):
    """Orders of one who takes part; `margin` is the share of the value that stays, 1 if nothing is said."""

    rate: float
    value: float
    margin: float | None = None


class Reward(Schema, extra="forbid"):
    """What an inviter gets at so many friends who count; a later one comes on top."""

    at: int
    cost: float
    kind: str | None = None


class TeamReward(Schema, extra="forbid"):
    """What each of a team of `people` gets if it is complete within `hours`; `stock`: how many there are."""

    people: int
    cost: float
    hours: float | None = None
    stock: int | None = None


class CampaignIn(Schema, extra="forbid"):
    """The numbers of a campaign, as in the file of `coterie simulate`; shares from 0 to 1, amounts in any one unit."""

    seeds: int
    invitations: Invitations
    cycle_days: float
    horizon_days: float
    population: int | None = None
    joins: float | None = None
    activation: float | None = None
    order: Order | None = None
    rewards: list[Reward] | None = None
    team: TeamReward | None = None
    commission: float | None = None
    fraud_share: float | None = None
    fixed_cost: float | None = None
    budget: float | None = None


class Summary(Schema):
    """A figure over all runs: one of ten lies below `p10`, one above `p90`."""

    mean: float
    sd: float
    p10: float
    p50: float
    p90: float


class Moment(Schema):
    """How the campaign stands on a day, counted from its beginning."""

    day: float
    members: Summary
    cost: Summary
    profit: Summary


class PaysFrom(Schema):
    """The smallest value at which the median profit is zero, each alone; null where no value is enough."""

    mean: float | None
    joins: float | None
    rate: float | None
    margin: float | None


class ForecastOut(Schema):
    """The fields of `coterie simulate`, the way there by day, and from where on it pays.

    `p_team`: the chance that the team of a member is complete in time; null without teams.
    """

    members: Summary
    cost: Summary
    profit: Summary
    p_profit: float
    p_overrun: float
    extinction: float
    p_team: float | None = None
    days: list[Moment]
    pays_from: PaysFrom


@router.post("/communities/{slug}/forecast", response=ForecastOut)
def forecast_campaign(request: HttpRequest, slug: str, body: CampaignIn) -> dict[str, Any]:
    """Forecast a campaign before it is held: members, cost and profit over 10,000 runs; nothing is kept."""
    community_at(request, slug, Permission.SEE_CONSOLE)
    made = campaign_of(body.dict(exclude_none=True))
    found = forecast(made, columns=MOST_COLUMNS)
    return {**found.figures, "days": found.by_day(), "pays_from": turning_points(made)}
