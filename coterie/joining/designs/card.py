"""The card that stands for a page where it is shared: twice as wide as high, read in a small box."""

from coterie.joining.designs.look import INK, PAPER, SOFT, Brand, fit, masthead
from coterie.kit.sheet.face import shown
from coterie.kit.sheet.sheet import Box, Sheet, Thing, column, height_of

WIDTH, HEIGHT, EDGE = 600.0, 315.0, 38.0
TOP = 96.0


def card(brand: Brand, title: str, description: str) -> Sheet:
    """Lay a card out."""
    inner, end = WIDTH - 2 * EDGE, HEIGHT - EDGE
    room = (end - TOP) * (0.66 if description else 1.0)
    head = fit(shown(title), room=room, most=inner, leading=1.24, sizes=(48, 43, 38, 34, 30, 26, 22, 18))
    below = TOP + height_of(head, 1.24) + 18
    line = fit(shown(description), room=end - below, most=inner, leading=1.5, sizes=(20, 18, 16, 14))
    things: list[Thing] = [
        Box(x=0, y=0, width=12, height=HEIGHT, colour=brand.seal),
        *masthead(brand, ink=SOFT),
        *column(head, x=EDGE, y=TOP, colour=INK, leading=1.24, bold=8.0),
        *column(line, x=EDGE, y=below, colour=SOFT, leading=1.5),
    ]
    return Sheet(WIDTH, HEIGHT, PAPER, tuple(things), title=title)
