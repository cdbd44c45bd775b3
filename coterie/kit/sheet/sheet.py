"""A sheet: what stands where, in units of its own, from the upper left corner."""

from collections.abc import Iterator
from dataclasses import dataclass

from coterie.kit.sheet.face import Face, measured
from coterie.kit.sheet.lines import Fitted

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A line of text; `y` is its base line, `bold` its stroke in units of the em."""

    x: float
    y: float
    text: str
    size: float
    colour: Colour
    face: Face = Face.SERIF
    bold: float = 0.0

    def placed(self) -> Iterator[tuple[float, str]]:
        """Yield each sign with the place where it begins."""
        x = self.x
        for sign in self.text:
            yield x, sign
            x += measured(self.face, sign, self.size)

    @property
    def width(self) -> float:
        """How wide it stands."""
        return measured(self.face, self.text, self.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour
    round: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture that fills its box, cut where it is too long."""

    x: float
    y: float
    width: float
    height: float
    data: bytes
    round: float = 0.0


Thing = Words | Box | Photo


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on a sheet, in the order in which it is painted."""

    width: float
    height: float
    paper: Colour
    things: tuple[Thing, ...]
    title: str = ""


def column(text: Fitted, *, x: float, y: float, colour: Colour, leading: float = 1.3, **looks: object) -> list[Words]:
    """Return the lines of a text below one another; `y` is the upper edge."""
    step = text.size * leading
    return [
        Words(x=x, y=y + text.size * 0.88 + place * step, text=line, size=text.size, colour=colour, **looks)  # type: ignore[arg-type]  # looks of Words
        for place, line in enumerate(text.lines)
    ]


def height_of(text: Fitted, leading: float = 1.3) -> float:
    """Return how high the lines of a text stand."""
    return text.size * (1 + leading * (len(text.lines) - 1)) if text.lines else 0.0
