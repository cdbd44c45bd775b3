"""The funnel: columns whose height is the share that got so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from coterie.web.drawing.scale import short

THINNEST = 1.2


class Step(Protocol):
    """What a step of a funnel must tell: `rate` is its share of the step before, None for the first."""

    label: str
    count: int
    rate: float | None
    pending: int
    weakest: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A step with its shape on a 100 x 100 canvas."""

    label: str
    count: int
    rate: float | None
    pending: int
    weakest: bool
    size: str
    top: str


def draw_funnel(steps: Iterable[Step]) -> list[Column]:
    """Scale every step to the largest; a step that somebody reached is at least a hair thick."""
    steps = list(steps)
    most = max((step.count for step in steps), default=0) or 1
    return [column(step, most) for step in steps]


def column(step: Step, most: int) -> Column:
    """Return one step's column."""
    size = max(step.count / most * 100, THINNEST) if step.count else 0
    return Column(step.label, step.count, step.rate, step.pending, step.weakest, short(size), short(100 - size))
