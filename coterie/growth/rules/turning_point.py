"""What would have to be true: from which value on a campaign pays, each number taken by itself."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from coterie.growth.rules.campaign import Campaign
from coterie.growth.rules.forecast import forecast

RUNS, LOOKS, HALVINGS = 1000, 16, 14
MOST_GROWTH = 10.0
"""Beyond so many new members for each one, nobody is asked to go."""


def turning_points(campaign: Campaign) -> dict[str, float | None]:
    """Return the smallest invitations, joins, order rate and margin with a median profit of zero; None where none is.

    Chance is the same in each try, so that what differs is the number alone.
    """
    seed = campaign.seed
    highest = {
        "mean": min(100.0, MOST_GROWTH / campaign.joins) if campaign.joins else 0.0,
        "joins": min(1.0, MOST_GROWTH / campaign.mean) if campaign.mean else 0.0,
        "rate": 10.0,
        "margin": 1.0,
    }

    def profit(lever: str, value: float) -> float:
        tried = replace(campaign, **{lever: value})  # type: ignore[arg-type]  # each lever is a float
        return float(np.median(forecast(tried, runs=RUNS, seed=seed).profit[:, -1]))

    return {lever: smallest(lambda at, name=lever: profit(name, at), most) for lever, most in highest.items()}  # type: ignore[misc]


def smallest(profit: Callable[[float], float], most: float) -> float | None:
    """Return the smallest value from 0 to `most` at which `profit` reaches zero; None where it never does.

    More need not be better: a reward may cost more than a friend brings. So the range is looked through first, closer
    where it begins, and the first step over zero is halved then.
    """
    low = 0.0
    if profit(low) >= 0:
        return low
    for look in range(1, LOOKS + 1):
        high = most * (look / LOOKS) ** 2
        if profit(high) >= 0:
            return halved(profit, low, high)
        low = high
    return None


def halved(profit: Callable[[float], float], low: float, high: float) -> float:
    """Return where `profit` turns from below zero at `low`."""
    for _step in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if profit(middle) >= 0 else (middle, high)
    return high
