"""What would have to be true: from which value on a campaign pays, each number taken by itself."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from coterie.growth.rules.campaign import Campaign
from coterie.growth.rules.campaign_file import ALL_BOUNDS
from coterie.growth.rules.forecast import money
from coterie.growth.rules.generations import Growth, grown

RUNS, LOOKS, HALVINGS = 1000, 12, 13
MOST_GROWTH, MOST_RATE = 10.0, 10.0
"""Nobody is asked to go beyond so many new members for each one, or so many orders."""


def turning_points(campaign: Campaign) -> dict[str, float | None]:
    """Return the smallest invitations, joins, order rate and margin with a median profit of zero; None where none is.

    Chance is the same in each try, so that what differs is the number alone. Invitations and joins matter by their
    product alone, the growth; and orders change nothing of it.
    """
    alike = growth_of(campaign)
    growth = smallest(
        lambda at: median_profit(made := replace(campaign, mean=at, joins=1.0), growth_of(made)), MOST_GROWTH
    )
    return {
        "mean": shared(growth, campaign.joins, ALL_BOUNDS["mean"].most),
        "joins": shared(growth, campaign.mean, 1.0),
        "rate": smallest(lambda at: median_profit(replace(campaign, rate=at), alike), MOST_RATE),
        "margin": smallest(lambda at: median_profit(replace(campaign, margin=at), alike), 1.0),
    }


def growth_of(campaign: Campaign) -> Growth:
    """Let a campaign grow, by the same chance each time."""
    return grown(campaign, RUNS, np.random.default_rng(1), columns=1)


def median_profit(campaign: Campaign, growth: Growth) -> float:
    """Return the profit in the middle of all runs."""
    _members, _cost, profit, _wanted = money(campaign, growth, np.random.default_rng(2))
    return float(np.median(profit[:, -1]))


def shared(growth: float | None, other: float, most: float) -> float | None:
    """Return by which number the `other` factor makes this growth; None where it would have to be above `most`."""
    if not growth:
        return growth
    return growth / other if other and growth / other <= most else None


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
