"""A fan over time: the middle as a line, and around it where most cases lie."""

import math
from collections.abc import Sequence

from coterie.web.drawing.line import GRID, HEIGHT, WIDTH, LineChart, axis, round_up
from coterie.web.drawing.scale import path, points, short


def draw_fan(
    low: Sequence[float], middle: Sequence[float], high: Sequence[float], labels: Sequence[str],
    *, seen: Sequence[float] = (), names: tuple[str, str] = ("", ""),
) -> LineChart:  # fmt: skip
    """Draw three rows of numbers, one per label, against an axis with a line at zero.

    What was `seen` of the first labels is a line of its own; `names` call the middle and it.
    """
    most, least = max([*high, *seen, 0]), min([*low, 0])
    step = round_up(max((most - least) / GRID, 0.01))
    top, bottom = math.ceil(most / step) or 1, math.floor(least / step)
    edges = {"width": WIDTH, "height": HEIGHT, "low": bottom * step, "high": top * step}
    down, line, up = (points(row, **edges) for row in (low, middle, high))
    rows = top - bottom
    grid = [short(HEIGHT * row / rows) for row in range(rows + 1)]
    ticks = [(top - row) * step for row in range(rows + 1)]
    area = f"{path([*up, *reversed(down)])}Z" if len(labels) > 1 else ""
    lived = points([*seen, *[None] * (len(labels) - len(seen))], **edges) if seen else []
    paths = [(names[0], path(line)), *([(names[1], path(lived))] if seen else [])]
    return LineChart(paths, area, grid, ticks, axis(labels))
