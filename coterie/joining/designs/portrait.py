"""Portrait: a face comes first, then who it is and what they will talk about."""

from coterie.joining.designs.look import (
    EDGE,
    HEIGHT,
    INK,
    INNER,
    PAPER,
    SOFT,
    WIDTH,
    PosterText,
    fit,
    one_line,
    stamp,
)  # fmt: skip
from coterie.kit.sheet.code import code
from coterie.kit.sheet.face import Face, measured, shown
from coterie.kit.sheet.sheet import Box, Photo, Sheet, Thing, Words, column, height_of

FRAME = 246.0
CODE, COLUMN, STAMP = 118.0, 206.0, 44.0
LOW = HEIGHT - EDGE


def sheet(text: PosterText) -> Sheet:
    """Lay the words out."""
    name = fit(text.name or shown(text.brand.name), sizes=(36, 32, 28, 24, 20, 16, 12))
    top = FRAME + 30
    title = one_line(text.title, most=INNER, size=13.5)
    after_name = top + height_of(name) + 8
    after_title = after_name + (34 if title else 16)
    room = LOW - CODE - 12 - after_title
    headline = fit(text.headline, room=room, leading=1.36, sizes=(26, 24, 22, 20, 18, 16, 14, 12))
    things: list[Thing] = [
        *face(text),
        *stamp(text.brand, x=WIDTH - EDGE - STAMP, y=FRAME - STAMP / 2, side=STAMP),
        *column(name, x=EDGE, y=top, colour=INK, bold=6.0),
        Words(x=EDGE, y=after_name + 14, text=title, size=13.5, colour=text.brand.seal, face=Face.SANS),
        *column(headline, x=EDGE, y=after_title, colour=INK, leading=1.36),
        *foot(text, after_title + height_of(headline, 1.36)),
    ]
    return Sheet(WIDTH, HEIGHT, PAPER, tuple(things), title=text.headline)


def face(text: PosterText) -> list[Thing]:
    """Return the picture; without one, the first letter as large as a picture."""
    if text.photo:
        return [Photo(x=0, y=0, width=WIDTH, height=FRAME, data=text.photo)]
    letter, size = (text.name or shown(text.brand.name)).strip()[:1].upper(), 190.0
    x = (WIDTH - measured(Face.SERIF, letter, size)) / 2
    return [
        Box(x=0, y=0, width=WIDTH, height=FRAME, colour=text.brand.blush),
        Words(x=x, y=FRAME / 2 + size * 0.36, text=letter, size=size, colour=text.brand.seal),
    ]


def foot(text: PosterText, upper: float) -> list[Thing]:
    """Return the code on the right, and on the left the line, the call and the note."""
    call = fit(text.call, most=COLUMN, sizes=(17, 15, 13))
    line = fit(text.line, most=COLUMN, room=LOW - 62 - upper - 14, leading=1.5, sizes=(14.5, 13.5, 12.5, 11.5, 10.5))
    return [
        *code(text.address, x=WIDTH - EDGE - CODE, y=LOW - CODE, side=CODE, round=8),
        *column(line, x=EDGE, y=upper + 14, colour=SOFT, leading=1.5),
        *column(call, x=EDGE, y=LOW - 36, colour=INK, bold=5.0),
        Words(x=EDGE, y=LOW - 2, text=one_line(text.note, most=COLUMN, size=11), size=11, colour=SOFT, face=Face.SANS),
    ]
