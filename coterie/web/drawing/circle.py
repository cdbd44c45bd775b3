"""People around one who brought them, and what ties them to each other; the same people are drawn the same."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coterie.web.drawing.scale import short

SIZE, AROUND, DOT = 360, 138, 20
MIDDLE = SIZE / 2


@dataclass(frozen=True, slots=True)
class Dot:
    """Somebody: where, and under which number of the list beside."""

    x: str
    y: str
    number: int


@dataclass(frozen=True, slots=True)
class Line:
    """What ties two people, or one to who brought them."""

    x1: str
    y1: str
    x2: str
    y2: str
    kind: str


@dataclass(frozen=True, slots=True)
class Circle:
    """What the template places: lines first, so that they end under the dots."""

    dots: Sequence[Dot]
    lines: Sequence[Line]


def draw_circle(people: Sequence[int], ties: Iterable[tuple[int, int, str]]) -> Circle:
    """Draw people in their order, clockwise from the top, around who brought them."""
    places = {person: place_of(number, len(people)) for number, person in enumerate(people)}
    dots = [Dot(x, y, number) for number, (x, y) in enumerate(places.values(), 1)]
    brought = [Line(short(MIDDLE), short(MIDDLE), dot.x, dot.y, "brought") for dot in dots]
    return Circle(dots, [*brought, *(line_of(places, *tie) for tie in ties)])


def place_of(number: int, of: int) -> tuple[str, str]:
    """Return where somebody stands."""
    turn = 2 * math.pi * number / of
    return short(MIDDLE + AROUND * math.sin(turn)), short(MIDDLE - AROUND * math.cos(turn))


def line_of(places: Mapping[int, tuple[str, str]], one: int, other: int, kind: str) -> Line:
    """Return the line between two people."""
    return Line(*places[one], *places[other], kind)
