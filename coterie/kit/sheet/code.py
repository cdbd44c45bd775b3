"""A QR code on a sheet: dark on white, whatever the paper, with the quiet zone that phones need."""

from itertools import groupby

from coterie.kit import qr
from coterie.kit.sheet.sheet import Box, Colour

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (20, 16, 14)


def code(
    address: str,
    *,
    x: float,
    y: float,
    side: float,
    round: float = 0.0,  # noqa: A002 - of the patch
    dark: Colour = BLACK,
    light: Colour = WHITE,
    error: qr.Error = "m",
) -> list[Box]:
    """Return a light patch `side` wide with the code in it."""
    rows = qr.rows(address, error)
    module = side / (len(rows) + 2 * qr.QUIET_ZONE)
    edge = module * qr.QUIET_ZONE
    boxes = [Box(x=x, y=y, width=side, height=side, colour=light, round=round)]
    for line, row in enumerate(rows):
        place = 0
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                left, top = x + edge + place * module, y + edge + line * module
                boxes.append(Box(x=left, y=top, width=length * module, height=module, colour=dark))
            place += length
    return boxes
