"""Shares of people, with how sure they are."""

import math
from dataclasses import dataclass

Z = 1.959964
"""95 % of a normal distribution lie within so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the 95 % interval of the share that stands behind them."""

    done: int
    of: int

    @property
    def rate(self) -> float | None:
        """The share; nothing without anybody."""
        return self.done / self.of if self.of else None

    @property
    def low(self) -> float | None:
        """The lower end of the interval."""
        return self._end(-1)

    @property
    def high(self) -> float | None:
        """The upper end of the interval."""
        return self._end(1)

    def _end(self, side: int) -> float | None:
        """Return an end of the score interval. Source: Wilson (1927)."""
        if not self.of:
            return None
        rate, square = self.done / self.of, Z * Z / self.of
        half = Z * math.sqrt(rate * (1 - rate) / self.of + square / (4 * self.of))
        end = (rate + square / 2 + side * half) / (1 + square)
        return min(1.0, max(rate, end)) if side > 0 else max(0.0, min(rate, end))
