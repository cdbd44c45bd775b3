"""A line the size of a word: the rhythm of some weeks, without axes."""

from collections.abc import Sequence
from dataclasses import dataclass

from coterie.web.drawing.scale import path, points

WIDTH, HEIGHT, MARGIN = 150, 26, 3


@dataclass(frozen=True, slots=True)
class Sparkline:
    """The path, and where its last dot stands."""

    d: str
    end_x: str
    end_y: str


def draw_sparkline(values: Sequence[float | None]) -> Sparkline:
    """Fit the values into the small frame; the line starts at zero when all values are positive."""
    known = [value for value in values if value is not None]
    if not known:
        return Sparkline("", "", "")
    low, high = min(*known, 0), max(known)
    dots = points(values, width=WIDTH - 2 * MARGIN, height=HEIGHT - 2 * MARGIN, low=low, high=high)
    end_x, _, end_y = next(dot for dot in reversed(dots) if dot).partition(" ")
    return Sparkline(path(dots), end_x, end_y)
