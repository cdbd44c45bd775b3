"""Lines over time, with a grid that people read: round numbers at the side, first and last date below."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coterie.web.drawing.scale import path, points, short

WIDTH, HEIGHT = 720, 180
GRID = 4


@dataclass(frozen=True, slots=True)
class Series:
    """A named row of numbers, one per label of the chart; None where nothing is known."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid: where it lies and what it says."""

    y: str
    value: float


@dataclass(frozen=True, slots=True)
class LineChart:
    """Everything that the template places."""

    paths: list[tuple[str, str]]
    area: str
    ticks: list[Tick]
    labels: list[tuple[str, str, str]]


def draw_lines(series: Sequence[Series], labels: Sequence[str]) -> LineChart:
    """Draw all series against one axis that starts at zero."""
    known = [value for one in series for value in one.values if value is not None]
    high = round_up(max([*known, 1]))
    low = min([*known, 0])
    drawn = [path(points(one.values, width=WIDTH, height=HEIGHT, low=low, high=high)) for one in series]
    paths = list(zip([one.name for one in series], drawn, strict=True))
    whole = len(series) == 1 and None not in series[0].values and len(series[0].values) > 1
    area = f"{drawn[0]}V{HEIGHT}H0Z" if whole else ""
    return LineChart(paths, area, ticks(low, high), axis(labels))


def round_up(number: float) -> float:
    """Return the next number that begins with 1, 2, 4, 5 or 8, so that quarters of it stay readable."""
    power = 10.0 ** math.floor(math.log10(number))
    return next(digit * power for digit in (1, 2, 4, 5, 8, 10) if digit * power >= number)


def ticks(low: float, high: float) -> list[Tick]:
    """Return the lines of the grid from top to bottom."""
    step = (high - low) / GRID
    return [Tick(short(HEIGHT * row / GRID), high - row * step) for row in range(GRID + 1)]


def axis(labels: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return (x, text-anchor, text) of the first, middle and last label."""
    if not labels:
        return []
    middle, last = len(labels) // 2, len(labels) - 1
    chosen = {0: "start", middle: "middle", last: "end"}
    return [(short(WIDTH * at / max(last, 1)), anchor, labels[at]) for at, anchor in chosen.items()]
