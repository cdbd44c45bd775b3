"""What the renewals of plans bring, month by month, and how far that can be off.

Every member stays by themselves, by the shifted beta-geometric model (`review.rules.sbg`). Its two parameters are not
known but likely: they are weighed on a grid by their likelihood, with log(a) and log(b) equally likely beforehand. So
the variance of a month is the mean of the variances plus the variance of the means (law of total variance).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln

from coterie.review.rules.sbg import plan_fitted

Floats = NDArray[np.float64]

ENOUGH = 30
"""Decisions to stay or to leave from which on there is a forecast."""
GRID, REACH = 41, 3.0
"""Points each way, and how far from the likeliest in logarithms."""
FAR = 1.2816
"""Standard deviations that leave a tenth on either side."""


@dataclass(frozen=True, slots=True)
class Paying:
    """Somebody who pays: how often they renewed, what a turn costs, and in which coming months the next ones fall."""

    renewed: int
    price: int
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """What a month brings: the mean, and what it lies between in four of five cases."""

    mean: float
    low: float
    high: float


def decisions(lost: Sequence[int], kept: Sequence[int]) -> int:
    """Return how many renewals were taken or not, as far as anybody saw; see `seen` for the arrays."""
    stayed = sum(place * (gone + more) for place, (gone, more) in enumerate(zip(lost, kept, strict=True)))
    return stayed + sum(lost) + sum(kept)


def seen(left: Sequence[int], stay: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the counts that the model wants, from how often those renewed who left, and those who are still there.

    Of the second who never had to decide tells nothing.
    """
    size = max([renewed + 1 for renewed in left] + list(stay), default=0)
    lost, kept = [0] * size, [0] * size
    for renewed in left:
        lost[renewed] += 1
    for renewed in stay:
        if renewed:
            kept[renewed - 1] += 1
    return lost, kept


def coming(lost: Sequence[int], kept: Sequence[int], payers: Sequence[Paying], months: int) -> list[Coming]:
    """Return what the next months bring, in the money of the prices. Raises ValueError when nobody was seen."""
    a, b, weights = likely(np.asarray(lost, dtype=np.float64), np.asarray(kept, dtype=np.float64))
    means, variances = np.zeros((months, len(weights))), np.zeros((months, len(weights)))
    for one in payers:
        turns = np.arange(1, len(one.months) + 1)[:, None]
        stays = np.exp(betaln(a, b + one.renewed + turns) - betaln(a, b + one.renewed))
        np.add.at(means, list(one.months), one.price * stays)
        np.add.at(variances, list(one.months), one.price**2 * stays * (1 - stays))
    mean = means @ weights
    spread = np.sqrt(variances @ weights + ((means - mean[:, None]) ** 2) @ weights)
    lows = np.maximum(mean - FAR * spread, 0)
    return [Coming(*map(float, row)) for row in zip(mean, lows, mean + FAR * spread, strict=True)]


def likely(lost: Floats, kept: Floats) -> tuple[Floats, Floats, Floats]:
    """Return parameters around the likeliest ones, and how likely each pair is."""
    peak = plan_fitted(lost, kept)
    steps = np.exp(np.linspace(-REACH, REACH, GRID))
    a, b = (grid.ravel() for grid in np.meshgrid(peak.a * steps, peak.b * steps))
    t = np.arange(1, len(lost) + 1, dtype=np.float64)[:, None]
    value = lost @ betaln(a + 1, b + t - 1) + kept @ betaln(a, b + t) - (lost.sum() + kept.sum()) * betaln(a, b)
    weights = np.exp(value - value.max())
    return a, b, weights / weights.sum()
