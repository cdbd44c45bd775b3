"""The heat map: a table whose cells carry one of ten shades."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHADES = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with its shade; the shade of what is not yet known is `none`."""

    value: float | None
    shade: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the map."""

    label: str
    note: str
    cells: list[Cell]


def shade(value: float | None, most: float) -> str:
    """Return `0` .. `9` by the share of the largest value, or `none`."""
    if value is None:
        return "none"
    return str(min(int(value / most * SHADES), SHADES - 1)) if most > 0 else "0"


def draw_heat(rows: Iterable[tuple[str, str, Sequence[float | None]]], most: float | None = None) -> list[Line]:
    """Shade rows of (label, note, values) against `most`, by default the largest value of all."""
    rows = list(rows)
    known = [value for _, _, values in rows for value in values if value is not None]
    top = most if most is not None else max(known, default=0)
    return [Line(label, note, [Cell(value, shade(value, top)) for value in values]) for label, note, values in rows]
