"""The pictures of what the demo sells."""

from coterie.kit.sheet.raster import picture
from coterie.kit.sheet.sheet import Box, Colour, Sheet, Thing, Words

TABLE, SHADE, CARD, INK, SEAL = (226, 214, 196), (203, 188, 166), (253, 250, 244), (38, 34, 30), (138, 28, 24)
BOOK = ((92.0, "Nine"), (118.0, "headlines"), (144.0, "a week"))
CARDS = ((34.0, 26.0, "Rice that", "waits for you."), (214.0, 146.0, "Still warm", "at the corner."))


def cards_on_a_table() -> bytes:
    """Return two cards on a table, 800 pixels wide."""
    things: list[Thing] = []
    for x, y, first, second in CARDS:
        things += [box(x + 5, y + 7, SHADE), box(x, y, CARD), Box(x=x, y=y, width=7, height=148, colour=SEAL)]
        things += [line(x + 26, y + 62, first), line(x + 26, y + 88, second)]
    return picture(Sheet(480.0, 320.0, TABLE, tuple(things), title="Headline cards"), width=800)


def book_on_a_table() -> bytes:
    """Return a book on a table, 800 pixels wide."""
    things: list[Thing] = [
        Box(x=176, y=40, width=160, height=250, colour=SHADE, round=4),
        Box(x=166, y=30, width=160, height=250, colour=SEAL, round=4),
        Box(x=166, y=30, width=14, height=250, colour=INK, round=4),
        *(Words(x=196, y=y, text=text, size=19, colour=CARD, bold=5.0) for y, text in BOOK),
    ]
    return picture(Sheet(480.0, 320.0, TABLE, tuple(things), title="The book of headlines"), width=800)


def box(x: float, y: float, colour: Colour) -> Box:
    """Return the outline of a card."""
    return Box(x=x, y=y, width=228, height=148, colour=colour, round=5)


def line(x: float, y: float, text: str) -> Words:
    """Return a line on a card."""
    return Words(x=x, y=y, text=text, size=21, colour=INK, bold=5.0)
