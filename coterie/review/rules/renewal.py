"""What the renewals of plans bring, month by month, and how far that can be off.

Every member stays by themselves, by the shifted beta-geometric model (`review.rules.sbg`). Its two parameters are not
known but likely: they are weighed on a grid by their likelihood, with log(a) and log(b) equally likely beforehand. So
the variance of a month is the mean of the variances plus the variance of the means (law of total variance).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coterie.kit.special import betaln
from coterie.review.rules.sbg import plan_fitted

Floats = NDArray[np.float64]

ENOUGH = 30
"""Decisions to stay or to leave from which on there is a forecast."""
GRID, REACH = 41, 3.0
"""Points each way, and how far from the likeliest in logarithms."""
FAR = 1.2816
"""Standard deviations within which four of five cases lie."""


@dataclass(frozen=True, slots=True)
class Paying:
    """Somebody who pays: how often they renewed, what a turn costs, and in which coming months the next ones fall."""

    renewed: int
    price: int
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """What a month brings: the mean and the standard deviation."""

    mean: float
    deviation: float


def decisions(lost: Sequence[int], kept: Sequence[int]) -> int:
    """Return how many renewals were taken or not, as far as anybody saw; see `seen` for the arrays."""
    return sum(turn * (gone + more) for turn, (gone, more) in enumerate(zip(lost, kept, strict=True), start=1))


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
    for (renewed, when), prices in alike(payers).items():
        turns = np.arange(1, len(when) + 1)[:, None]
        stays = np.exp(betaln(a, b + renewed + turns) - betaln(a, b + renewed))
        for month in set(when):
            ours = stays[[place for place, at in enumerate(when) if at == month]]
            # who takes a later turn took the earlier ones: cov = P(later) * (1 - P(earlier))
            gone = 1 - ours
            means[month] += sum(prices) * ours.sum(axis=0)
            squares = sum(price**2 for price in prices)
            variances[month] += squares * (ours * (2 * np.cumsum(gone, axis=0) - gone)).sum(axis=0)
    mean = means @ weights
    deviation = np.sqrt(variances @ weights + ((means - mean[:, None]) ** 2) @ weights)
    return [Coming(*map(float, row)) for row in zip(mean, deviation, strict=True)]


def alike(payers: Sequence[Paying]) -> dict[tuple[int, tuple[int, ...]], list[int]]:
    """Return the prices of those who renewed as often and whose turns fall in the same months."""
    found: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    for one in payers:
        found.setdefault((one.renewed, one.months), []).append(one.price)
    return found


def likely(lost: Floats, kept: Floats) -> tuple[Floats, Floats, Floats]:
    """Return parameters around the likeliest ones, and how likely each pair is."""
    peak = plan_fitted(lost, kept)
    steps = np.exp(np.linspace(-REACH, REACH, GRID))
    a, b = (grid.ravel() for grid in np.meshgrid(peak.a * steps, peak.b * steps))
    t = np.arange(1, len(lost) + 1, dtype=np.float64)[:, None]
    value = lost @ betaln(a + 1, b + t - 1) + kept @ betaln(a, b + t) - (lost.sum() + kept.sum()) * betaln(a, b)
    weights = np.exp(value - value.max())
    return a, b, weights / weights.sum()
