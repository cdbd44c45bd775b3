"""The forecast of a campaign: members, cost and profit as distributions over many runs of chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coterie.growth.rules.campaign import Campaign
from coterie.growth.rules.generations import Growth, grown
from coterie.growth.rules.milestones import reaching

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

RUNS, BLOCK, MOST_COLUMNS = 10_000, 10_000, 60
QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}


@dataclass(frozen=True, slots=True)
class Forecast:
    """By run (rows) and moment (columns), each counted from the beginning; `wanted` is the cost without the cap."""

    campaign: Campaign
    days: Floats
    members: Floats
    cost: Floats
    profit: Floats
    wanted: Floats

    @property
    def p_profit(self) -> float:
        """The share of runs that end above zero."""
        return float((self.profit[:, -1] > 0).mean())

    @property
    def p_overrun(self) -> float:
        """The share of runs whose cost would be above the budget if nothing held it; 0 without a budget."""
        budget = self.campaign.budget
        return 0.0 if budget is None else float((self.wanted[:, -1] > budget).mean())

    @property
    def figures(self) -> dict[str, object]:
        """The forecast at the horizon, as the contract names it."""
        parts = {"members": self.members, "cost": self.cost, "profit": self.profit}
        shares = {"p_profit": self.p_profit, "p_overrun": self.p_overrun, "extinction": extinction(self.campaign)}
        if self.campaign.team:
            shares["p_team"] = team_chance(self.campaign)
        return {**{name: summary(values[:, -1]) for name, values in parts.items()}, **shares}

    def by_day(self) -> list[dict[str, object]]:
        """Return the same figures for each moment."""
        parts = {"members": self.members, "cost": self.cost, "profit": self.profit}
        return [
            {"day": float(day), **{name: summary(values[:, place]) for name, values in parts.items()}}
            for place, day in enumerate(self.days)
        ]


def forecast(campaign: Campaign, *, runs: int = RUNS, columns: int = 1, seed: int | None = None) -> Forecast:
    """Run a campaign many times; chance begins at the campaign's own seed, so that it is the same each time.

    Columns are the day on which the seeds are there, and at most so many more up to the horizon. The last one does not
    depend on how many there are (up to BLOCK runs).
    """
    chance = np.random.default_rng(campaign.seed if seed is None else seed)
    columns = max(1, min(columns, campaign.cycles))
    blocks = [min(BLOCK, runs - done) for done in range(0, runs, BLOCK)]
    parts = [money(campaign, grown(campaign, size, chance, columns=columns), chance) for size in blocks]
    members, cost, profit, wanted = (np.concatenate(part) for part in zip(*parts, strict=True))
    days = np.arange(columns + 1) * campaign.cycles // columns * campaign.cycle_days
    return Forecast(campaign, days.astype(np.float64), members, cost, profit, wanted)


def money(campaign: Campaign, growth: Growth, chance: np.random.Generator) -> tuple[Floats, ...]:
    """Return members, cost, profit, and the cost that is wanted.

    Rewards are given as long as the budget lasts, after the fixed cost and the commission, which must be paid.
    """
    sales: Floats = np.cumsum(ordered(campaign, growth, chance), axis=1, dtype=np.float64) * campaign.value
    owed = campaign.fixed_cost + sales * campaign.commission
    wanted: Floats = owed + np.cumsum(growth.earned, axis=1) + of_teams(campaign, growth)
    cost = wanted if campaign.budget is None else np.minimum(wanted, np.maximum(owed, campaign.budget))
    members = np.cumsum(growth.joined, axis=1, dtype=np.float64)
    return members, cost, sales * campaign.margin - cost, wanted


def of_teams(campaign: Campaign, growth: Growth) -> Floats | float:
    """Return what the rewards of complete teams cost, as far as their stock reaches."""
    if campaign.team is None:
        return 0.0
    people: Floats = np.cumsum(growth.in_teams, axis=1)
    return campaign.team.cost * (people if campaign.team.stock is None else np.minimum(people, campaign.team.stock))


def ordered(campaign: Campaign, growth: Growth, chance: np.random.Generator) -> Counts:
    """Return the orders: who takes part and is no fraud places a Poisson number of them; seeds are no fraud.

    All orders are drawn first, then on which day each falls, among those who joined.
    """
    orders = np.zeros_like(growth.joined)
    if campaign.rate:
        came = growth.joined[:, 1:].sum(axis=1)
        buyers = chance.binomial(campaign.seeds, campaign.activation, len(came)), chance.binomial(came, campaign.buying)
        orders[:, 0], later = (chance.poisson(part * campaign.rate) for part in buyers)
        shares = growth.joined[:, 1:] / np.maximum(came, 1)[:, None]
        orders[:, 1:] = chance.multinomial(later, shares) if shares.shape[1] > 1 else later[:, None]
    return orders


def summary(values: Floats) -> dict[str, float]:
    """Return mean, standard deviation and three quantiles."""
    spread = {"mean": float(values.mean()), "sd": float(values.std(ddof=1))}
    return spread | {name: float(np.quantile(values, share)) for name, share in QUANTILES.items()}


def team_chance(campaign: Campaign) -> float:
    """Return the chance that the team of a member is complete in time: P(X >= people - 1) of its friends in time.

    These are negative binomial with the same k, for each friend is one of them by itself.
    """
    if campaign.team is None:
        return 0.0
    mean = campaign.growth * campaign.counted * campaign.in_time
    reached, _slope = reaching(np.array([mean]), campaign.dispersion, np.array([campaign.team.people - 1]))
    return float(reached[0, 0])


def extinction(campaign: Campaign) -> float:
    """Return the chance that the chain ends by itself, with all the time and people there are.

    That of one seed is the smallest root of `q = (1 + R(1-q)/k)^(-k)`; of all seeds, its power. The curve less q is
    convex and lowest where its slope is 1, so that the root lies before that.
    """
    from scipy.optimize import brentq  # takes long to load, and few ask for it

    growth, k = campaign.growth, campaign.dispersion
    if growth <= 1:
        return 1.0
    lowest = 1 - k / growth * (growth ** (1 / (k + 1)) - 1)
    return float(brentq(lambda q: (1 + growth * (1 - q) / k) ** -k - q, 0, lowest)) ** campaign.seeds
