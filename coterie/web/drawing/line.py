"""Lines over time, with a grid that people read: round numbers at the side, first and last date below."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coterie.web.drawing.scale import path, points, short

WIDTH, HEIGHT = 720, 180
GRID = 4
AXIS = 3


@dataclass(frozen=True, slots=True)
class Series:
    """A named row of numbers, one per label of the chart; None where nothing is known."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class LineChart:
    """What the template places: shapes on a canvas that stretches, and evenly spaced texts beside and below it."""

    paths: list[tuple[str, str]]
    area: str
    grid: list[str]
    ticks: list[float]
    labels: list[str]


def draw_lines(series: Sequence[Series], labels: Sequence[str]) -> LineChart:
    """Draw all series against one axis that starts at zero."""
    known = [value for one in series for value in one.values if value is not None]
    high = round_up(max([*known, 1]), whole=all(float(value).is_integer() for value in known))
    low = min([*known, 0])
    drawn = [path(points(one.values, width=WIDTH, height=HEIGHT, low=low, high=high)) for one in series]
    paths = list(zip([one.name for one in series], drawn, strict=True))
    whole = len(series) == 1 and None not in series[0].values and len(series[0].values) > 1
    area = f"{drawn[0]}V{HEIGHT}H0Z" if whole else ""
    grid = [short(HEIGHT * row / GRID) for row in range(GRID + 1)]
    ticks = [high - row * (high - low) / GRID for row in range(GRID + 1)]
    return LineChart(paths, area, grid, ticks, axis(labels))


def round_up(number: float, *, whole: bool = False) -> float:
    """Return the next number that begins with 1, 2, 4, 5 or 8, so that quarters of it stay readable.

    Of `whole` things the quarters are whole too: there is no half message.
    """
    power = 10.0 ** math.floor(math.log10(number))
    steps = (digit * power for digit in (1, 2, 4, 5, 8, 10, 20, 40))
    return next(step for step in steps if step >= number and not (whole and step % GRID))


def axis(labels: Sequence[str]) -> list[str]:
    """Return the first, middle and last label."""
    return [labels[0], labels[len(labels) // 2], labels[-1]] if len(labels) >= AXIS else list(labels)
