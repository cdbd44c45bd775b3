"""A campaign beside its plan: what was seen until a moment, and where most of the forecast's cases lie."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate

import numpy as np

from coterie.growth.models import Campaign, CampaignPlan
from coterie.growth.queries.ledger import friends_in
from coterie.growth.queries.measures import BROUGHT
from coterie.growth.rules.campaign_file import campaign_of
from coterie.growth.rules.forecast import MOST_COLUMNS, QUANTILES, Forecast, forecast
from coterie.kit.money import digits

DAY = timedelta(days=1)
BELOW, WITHIN, ABOVE = "below", "within", "above"


@dataclass(frozen=True, slots=True)
class Compared:
    """Friends who joined and cost by the forecast's days, and what was seen up to the last of them that is over."""

    forecast: Forecast
    """Its members are friends who joined, without the seeds."""
    friends: list[float]
    cost: list[float]

    @property
    def day(self) -> float:
        """The last day of the forecast that is over."""
        return float(self.forecast.days[len(self.friends) - 1])

    def seen(self, part: str) -> list[float]:
        """Return what was seen of a part of the forecast, by its days."""
        return {"members": self.friends, "cost": self.cost}[part]

    def stands(self, part: str) -> tuple[str, float, float, float]:
        """Return whether what was seen lies below, within or above eight of ten cases; it, and these bounds."""
        seen = self.seen(part)
        cases = getattr(self.forecast, part)[:, len(seen) - 1]
        low, high = (float(one) for one in np.quantile(cases, [QUANTILES["p10"], QUANTILES["p90"]]))
        place = BELOW if seen[-1] < low else ABOVE if seen[-1] > high else WITHIN
        return place, seen[-1], low, high


def plan_of(campaign: Campaign) -> CampaignPlan | None:
    """Return what was expected of a campaign, if somebody kept it."""
    return CampaignPlan.objects.filter(campaign=campaign).first()


def compared(plan: CampaignPlan, campaign: Campaign, currency: str, at: datetime) -> Compared:
    """Return a campaign beside its plan at a moment; amounts in the currency's main unit."""
    made = campaign_of(plan.numbers)
    found = forecast(made, columns=MOST_COLUMNS)
    found = replace(found, members=found.members - made.seeds)
    age = max((min(at, campaign.ends_at) - campaign.starts_at) / DAY, 0.0)
    days = [float(day) for day in found.days if day <= age]
    joins = [friend.joined_at for friend in friends_in(campaign, at) if friend.standing in BROUGHT and friend.joined_at]
    spent = [(row.at, row.cost / 10 ** digits(currency)) for row in campaign.grants.filter(at__lte=at)]
    return Compared(
        found,
        by_day(campaign.starts_at, days, ((moment, 1.0) for moment in joins)),
        [made.fixed_cost + one for one in by_day(campaign.starts_at, days, spent)],
    )


def by_day(begun: datetime, days: Sequence[float], facts: Iterable[tuple[datetime, float]]) -> list[float]:
    """Return how much there was in all by each day, counted from a beginning."""
    rows = sorted(facts)
    ages, sums = [(moment - begun) / DAY for moment, _much in rows], [0.0, *accumulate(much for _moment, much in rows)]
    return [sums[bisect_right(ages, day)] for day in days]
