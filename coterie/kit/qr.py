"""QR codes that phones read: enough contrast, error correction for dirt, and the quiet zone; and reading them back."""

from io import BytesIO

import segno
import zxingcpp
from PIL import Image

QUIET_ZONE = 4
"""Light modules around the code, as ISO/IEC 18004 asks."""


def svg(text: str) -> str:
    """Return a QR code as an SVG that takes the size of its box."""
    drawn = BytesIO()
    _made(text).save(drawn, kind="svg", border=QUIET_ZONE, xmldecl=False, omitsize=True, svgclass="qr", light="#fff")
    return drawn.getvalue().decode().strip()


def png(text: str, *, scale: int = 16) -> bytes:
    """Return a QR code as a PNG with `scale` pixels to a module; 16 prints sharply at 5 cm."""
    drawn = BytesIO()
    _made(text).save(drawn, kind="png", border=QUIET_ZONE, scale=scale)
    return drawn.getvalue()


def rows(text: str) -> list[list[bool]]:
    """Return a QR code without its quiet zone: row by row, whether a module is dark."""
    return [[bool(module) for module in row] for row in _made(text).matrix]


def texts_in(picture: bytes) -> list[str]:
    """Return what the QR codes in a picture say, each text once; the picture is one that we drew ourselves."""
    with Image.open(BytesIO(picture)) as image:
        found = zxingcpp.read_barcodes(
            image.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        )
    return list(dict.fromkeys(code.text for code in found if code.text))


def _made(text: str) -> segno.QRCode:
    return segno.make_qr(text, error="m")
