"""Quiet: paper and ink, much air, and the seal as the one red."""

from coterie.joining.designs.look import (
    EDGE,
    HEIGHT,
    INK,
    INNER,
    LINE,
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

TOP, FOOT = 112.0, 424.0
CODE = 124.0
HEADLINE = (46, 42, 38, 34, 31, 28, 25, 22, 20, 18)
LINES = (17, 16, 15, 14, 13, 12, 11)


def sheet(text: PosterText) -> Sheet:
    """Lay the words out."""
    end = FOOT - (84 if text.name else 22)
    headline = fit(text.headline, room=(end - TOP) * (0.62 if text.line else 0.9), sizes=HEADLINE)
    below = TOP + height_of(headline) + 26
    line = fit(text.line, room=end - below - 22, leading=1.6, sizes=LINES)
    things: list[Thing] = [
        *masthead(text.brand, ink=SOFT),
        *column(headline, x=EDGE, y=TOP, colour=INK, bold=5.0),
        Box(x=EDGE, y=below, width=34, height=3, colour=text.brand.seal),
        *column(line, x=EDGE, y=below + 22, colour=SOFT, leading=1.6),
        *person(text, y=FOOT - 66, ink=INK, soft=SOFT),
        *foot(text),
    ]
    return Sheet(WIDTH, HEIGHT, PAPER, tuple(things), title=text.headline)


def foot(text: PosterText) -> list[Thing]:
    """Return the code, and what to do with it."""
    x, top = EDGE + CODE + 22, FOOT + 14
    most = WIDTH - EDGE - x
    call = fit(text.call, most=most, room=60, sizes=(24, 21, 18, 15))
    lower = top + 34 + height_of(call)
    return [
        Box(x=EDGE, y=FOOT, width=INNER, height=1, colour=LINE),
        *code(text.address, x=EDGE, y=top, side=CODE, round=8),
        *column(call, x=x, y=top + 26, colour=INK, bold=5.0),
        Words(x=x, y=lower + 14, text=one_line(text.note, most=most, size=11), size=11, colour=SOFT, face=Face.SANS),
    ]
