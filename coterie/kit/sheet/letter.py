"""What papers with amounts are made of: A4, facts above, amounts at the right, in the reader's language."""

from collections.abc import Iterable, Sequence
from datetime import date

from babel.dates import format_date
from babel.numbers import format_currency
from django.utils.translation import get_language, to_locale

from coterie.kit.money import Money
from coterie.kit.sheet.face import Face, measured, shown
from coterie.kit.sheet.lines import broken, fitted
from coterie.kit.sheet.sheet import Box, Colour, Sheet, Thing, Words

WIDTH, HEIGHT, EDGE = 420.0, 594.0, 38.0
"""The shape of A4."""
RIGHT = WIDTH - EDGE
LABEL, BODY, SMALL, STEP = 96.0, 10.0, 8.5, 17.0
WHITE: Colour = (255, 255, 255)
INK: Colour = (34, 27, 22)
SOFT: Colour = (95, 86, 78)
LINE: Colour = (214, 208, 198)


def page(things: Sequence[Thing], title: str) -> Sheet:
    """Return a page."""
    return Sheet(WIDTH, HEIGHT, WHITE, tuple(things), title=title)


def facts(rows: Iterable[tuple[str, str]], y: float) -> tuple[list[Thing], float]:
    """Return facts under their labels, without what is not known, and where they end; long ones take several lines."""
    things: list[Thing] = []
    for label, value in rows:
        for place, line in enumerate(broken_at(value, RIGHT - EDGE - LABEL)):
            things += [words(label, EDGE, y, size=SMALL, colour=SOFT)] if place == 0 else []
            things.append(words(line, EDGE + LABEL, y))
            y += STEP
    return things, y


def broken_at(text: str, most: float, size: float = BODY) -> list[str]:
    """Return a text in lines of a width."""
    return broken(shown(text), most, lambda part: measured(Face.SANS, part, size))


def words(
    text: str, x: float, y: float, *, size: float = BODY, colour: Colour = INK, bold: float = 0.0, most: float = 0.0
) -> Words:
    """Return a text on one line, cut where it is too long."""
    room = most or RIGHT - x
    found = fitted(
        shown(" ".join(text.split())), most=room, room=size, leading=1e6, sizes=(size,),
        width=lambda wide: lambda part: measured(Face.SANS, part, wide),
    ).lines  # fmt: skip
    return Words(x=x, y=y, text=found[0] if found else "", size=size, colour=colour, face=Face.SANS, bold=bold)


def at_right(
    text: str, right: float, y: float, *, size: float = BODY, colour: Colour = INK, bold: float = 0.0
) -> Words:  # fmt: skip
    """Return a text that ends at `right`."""
    plain = shown(text.replace("\u00a0", " "))
    return Words(
        x=right - measured(Face.SANS, plain, size), y=y, text=plain, size=size, colour=colour, face=Face.SANS, bold=bold
    )


def rule(y: float) -> Box:
    """Return a thin line across the page."""
    return Box(x=EDGE, y=y, width=RIGHT - EDGE, height=0.5, colour=LINE)


def money(minor: int, currency: str) -> str:
    """Write an amount as the reader's language does."""
    return format_currency(Money(minor, currency).decimal, currency, locale=reader())


def day(when: date) -> str:
    """Write a day as the reader's language does."""
    return format_date(when, format="long", locale=reader())


def reader() -> str:
    """Return the locale of who reads."""
    return to_locale(get_language() or "en")
