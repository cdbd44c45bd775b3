"""A QR code with a community's sign in the middle; what the sign covers, the code says otherwise (level H)."""

from base64 import b64encode

from coterie.joining.designs.look import Brand, stamp
from coterie.kit import qr
from coterie.kit.sheet.code import code
from coterie.kit.sheet.pdf import document
from coterie.kit.sheet.raster import picture
from coterie.kit.sheet.sheet import Box, Colour, Sheet, Thing

SIDE = 100.0
SHARE = 0.22
"""Of the side of the code: a twentieth of its area, where level H bears three tenths."""
MARK_PIXELS = 320
POINTS = 160.0
"""Width of a PDF: near 5.6 cm."""


def marked_svg(address: str, brand: Brand, ink: qr.Ink) -> str:
    """Return the code in lines, with the sign as a picture in it."""
    drawn = qr.svg(address, ink=ink, error="h")
    modules = len(qr.rows(address, "h"))
    side = modules * SHARE
    place = qr.QUIET_ZONE + (modules - side) / 2
    data = b64encode(picture(Sheet(SIDE, SIDE, rgb(ink.light), tuple(sign(brand, 0, 0, SIDE, ink))), width=MARK_PIXELS))
    box = f'x="{place:g}" y="{place:g}" width="{side:g}" height="{side:g}"'
    return drawn.removesuffix("</svg>") + f'<image {box} href="data:image/png;base64,{data.decode()}"/></svg>'


def marked_png(address: str, brand: Brand, ink: qr.Ink, scale: int) -> bytes:
    """Return the code in pixels, `scale` of them to a module."""
    return picture(marked_sheet(address, brand, ink), width=scale * across(address))


def marked_pdf(address: str, brand: Brand, ink: qr.Ink) -> bytes:
    """Return the code on a page of its size."""
    return document(marked_sheet(address, brand, ink), width=POINTS)


def marked_sheet(address: str, brand: Brand, ink: qr.Ink) -> Sheet:
    """Return the code with its quiet zone and the sign."""
    side = float(across(address))
    mark = (side - 2 * qr.QUIET_ZONE) * SHARE
    place = (side - mark) / 2
    boxes = code(address, x=0, y=0, side=side, dark=rgb(ink.dark), light=rgb(ink.light), error="h")
    return Sheet(side, side, rgb(ink.light), (*boxes, *sign(brand, place, place, mark, ink)), title=address)


def sign(brand: Brand, x: float, y: float, side: float, ink: qr.Ink) -> list[Thing]:
    """Return the sign of a community, with a light edge around it."""
    edge = side * 0.08
    paper = Box(x=x, y=y, width=side, height=side, colour=rgb(ink.light))
    return [paper, *stamp(brand, x=x + edge, y=y + edge, side=side - 2 * edge)]


def across(address: str) -> int:
    """Return how many modules wide a code stands, with its quiet zone."""
    return len(qr.rows(address, "h")) + 2 * qr.QUIET_ZONE


def rgb(colour: str) -> Colour:
    """Return the parts of a colour written as #rrggbb."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
