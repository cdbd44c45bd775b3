"""Trends that one odd week cannot bend."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median


@dataclass(frozen=True, slots=True)
class Trend:
    """A change per step with its 95 % interval."""

    slope: float
    low: float
    high: float

    @property
    def falls(self) -> bool:
        """True when even the upper end of the interval points down."""
        return self.high < 0

    @property
    def rises(self) -> bool:
        """True when even the lower end of the interval points up."""
        return self.low > 0


def theil_sen(values: Sequence[float]) -> Trend | None:
    """Return the median slope between all pairs of equally spaced values, and its 95 % interval.

    The interval takes the slopes at ranks `(N -+ 1.96*sigma) / 2` with Kendall's `sigma**2 = n(n-1)(2n+5)/18`,
    lessened for ties. None with fewer than three values. Source: Sen (1968).
    """
    count = len(values)
    if count < 3:
        return None
    slopes = sorted((b - a) / (j - i) for (i, a), (j, b) in combinations(enumerate(values), 2))
    spread = 1.959964 * math.sqrt(kendall_variance(values))
    low = max(round((len(slopes) - spread) / 2) - 1, 0)
    high = min(round((len(slopes) + spread) / 2), len(slopes) - 1)
    return Trend(median(slopes), slopes[low], slopes[high])


def chance_of_fall(values: Sequence[float]) -> float:
    """Return how often values without any trend fall as steadily as these, by rank.

    Mann's (1945) one-sided test with Kendall's variance and a correction for continuity; 1.0 for what does not fall.
    """
    score, variance = sum((b > a) - (b < a) for a, b in combinations(values, 2)), kendall_variance(values)
    if variance <= 0 or score >= 0:
        return 1.0
    return 0.5 * math.erfc(-(score + 1) / math.sqrt(2 * variance))


def kendall_variance(values: Sequence[float]) -> float:
    """Return the variance of Kendall's S under no trend, with the correction for equal values."""
    count = len(values)
    ties = [list(values).count(value) for value in set(values)]
    return (count * (count - 1) * (2 * count + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
