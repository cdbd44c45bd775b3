"""Bold: the whole sheet is the seal, and the headline can be read from across the street."""

from coterie.joining.designs.look import (
    EDGE,
    HEIGHT,
    INK,
    ON_SEAL,
    PAPER,
    SOFT,
    WIDTH,
    PosterText,
    fit,
    masthead,
    one_line,
    person,
)  # fmt: skip
from coterie.kit.sheet.code import code
from coterie.kit.sheet.face import Face
from coterie.kit.sheet.sheet import Box, Sheet, Thing, Words, column, height_of

TOP, FOOT = 104.0, 428.0
CODE = 130.0
HEADLINE = (62, 56, 50, 45, 41, 37, 33, 30, 27, 24, 21, 18)
LINES = (17, 16, 15, 14, 13, 12, 11)


def sheet(text: PosterText) -> Sheet:
    """Lay the words out."""
    end = FOOT - (86 if text.name else 24)
    room = (end - TOP) * (0.68 if text.line else 0.95)
    headline = fit(text.headline, room=room, leading=1.22, sizes=HEADLINE, face=Face.SANS)
    below = TOP + height_of(headline, 1.22) + 24
    line = fit(text.line, room=end - below, leading=1.5, sizes=LINES, face=Face.SANS)
    things: list[Thing] = [
        *masthead(text.brand, ink=ON_SEAL, seal=ON_SEAL, on_seal=text.brand.seal),
        *column(headline, x=EDGE, y=TOP, colour=ON_SEAL, leading=1.22, face=Face.SANS, bold=26.0),
        *column(line, x=EDGE, y=below, colour=text.brand.blush, leading=1.5, face=Face.SANS),
        *person(text, y=FOOT - 68, ink=ON_SEAL, soft=text.brand.blush),
        *foot(text),
    ]
    return Sheet(WIDTH, HEIGHT, text.brand.seal, tuple(things), title=text.headline)


def foot(text: PosterText) -> list[Thing]:
    """Return the strip of paper with the code, and what to do with it."""
    x, top = EDGE + CODE + 24, FOOT + 18
    most = WIDTH - EDGE - x
    call = fit(text.call, most=most, room=66, sizes=(28, 25, 22, 19, 16), face=Face.SANS)
    upper = top + (CODE - height_of(call) - 28) / 2
    note = one_line(text.note, most=most, size=11)
    return [
        Box(x=0, y=FOOT, width=WIDTH, height=HEIGHT - FOOT, colour=PAPER),
        *code(text.address, x=EDGE, y=top, side=CODE, round=8),
        *column(call, x=x, y=upper, colour=INK, face=Face.SANS, bold=24.0),
        Words(x=x, y=upper + height_of(call) + 26, text=note, size=11, colour=SOFT, face=Face.SANS),
    ]
