"""The forecast of a campaign: members, cost and profit as distributions over many runs of chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from coterie.growth.rules.campaign import Campaign
from coterie.growth.rules.generations import Growth, grown

Floats = NDArray[np.float64]

RUNS, BLOCK = 10_000, 10_000
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
        return {**{name: summary(values[:, -1]) for name, values in parts.items()}, **shares}


def forecast(campaign: Campaign, *, runs: int = RUNS, daily: bool = False, seed: int | None = None) -> Forecast:
    """Run a campaign many times; chance begins at the campaign's own seed, so that it is the same each time.

    With `daily` there is a column for each cycle, from the day on which the seeds are there; else the last one alone.
    """
    chance = np.random.default_rng(campaign.seed if seed is None else seed)
    blocks = [min(BLOCK, runs - done) for done in range(0, runs, BLOCK)]
    parts = [money(campaign, grown(campaign, size, chance, daily=daily), chance, daily=daily) for size in blocks]
    members, cost, profit, wanted = (np.concatenate(part) for part in zip(*parts, strict=True))
    cycles = np.arange(campaign.cycles + 1, dtype=np.float64)
    days = cycles * campaign.cycle_days if daily else np.array([campaign.horizon_days], dtype=np.float64)
    return Forecast(campaign, days, members, cost, profit, wanted)


def money(campaign: Campaign, growth: Growth, chance: np.random.Generator, *, daily: bool) -> tuple[Floats, ...]:
    """Return members, cost, profit, and the cost that is wanted.

    Who takes part and is no fraud orders a Poisson number of times; seeds are no fraud. Rewards are given as long as
    the budget lasts, after the fixed cost and the commission, which must be paid.
    """
    buyers = chance.binomial(growth.joined, [campaign.activation] + [campaign.buying] * (growth.joined.shape[1] - 1))
    orders = chance.poisson(buyers * campaign.rate) if campaign.rate else np.zeros_like(buyers)
    members, sales, rewards = (
        np.cumsum(part, axis=1, dtype=np.float64)[:, None if daily else -1 :]
        for part in (growth.joined, orders * campaign.value, growth.earned)
    )
    owed = campaign.fixed_cost + sales * campaign.commission
    wanted = owed + rewards
    cost = wanted if campaign.budget is None else np.minimum(wanted, np.maximum(owed, campaign.budget))
    return members, cost, sales * campaign.margin - cost, wanted


def summary(values: Floats) -> dict[str, float]:
    """Return mean, standard deviation and three quantiles."""
    spread = {"mean": float(values.mean()), "sd": float(values.std(ddof=1))}
    return spread | {name: float(np.quantile(values, share)) for name, share in QUANTILES.items()}


def extinction(campaign: Campaign) -> float:
    """Return the chance that the chain ends by itself, with all the time and people there are.

    That of one seed is the smallest root of `q = (1 + R(1-q)/k)^(-k)`; of all seeds, its power. The curve less q is
    convex and lowest where its slope is 1, so that the root lies before that.
    """
    growth, k = campaign.growth, campaign.dispersion
    if growth <= 1:
        return 1.0
    lowest = 1 - k / growth * (growth ** (1 / (k + 1)) - 1)
    return float(brentq(lambda q: (1 + growth * (1 - q) / k) ** -k - q, 0, lowest)) ** campaign.seeds
