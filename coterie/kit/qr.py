"""QR codes that phones read: enough contrast, error correction for dirt, and the quiet zone; and reading them back."""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

import segno
import zxingcpp
from django.utils.translation import gettext as _
from PIL import Image

from coterie.kit.errors import Invalid

Error = Literal["m", "h"]
"""How much of a code may be lost: 15 or 30 percent."""
QUIET_ZONE = 4
"""Light modules around the code, as ISO/IEC 18004 asks."""
CONTRAST = 4.5
"""The least contrast of dark and light (WCAG 2, from 1 to 21) that cheap cameras tell apart in a dim hall."""
POINTS = 4
"""Printer's points of one module in a PDF: about 5 cm for an address."""


@dataclass(frozen=True)
class Ink:
    """The two colours of a code, each as #rrggbb."""

    dark: str = "#000000"
    light: str = "#ffffff"


BLACK_ON_WHITE = Ink()


def readable(ink: Ink) -> Ink:
    """Return the colours when phones can read them.

    Raises Invalid for what is no colour, for light on dark (many phones do not find it), and for too little contrast.
    """
    for field, colour in (("dark", ink.dark), ("light", ink.light)):
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            raise Invalid(_("A colour is written like #1a2b3c."), field=field)
    found = (_luminance(ink.light) + 0.05) / (_luminance(ink.dark) + 0.05)
    if found < 1:
        raise Invalid(_("Phones do not read a light code on a dark ground: swap the two colours."), field="dark")
    if found < CONTRAST:
        words = {"contrast": f"{found:.1f}", "least": f"{CONTRAST:.1f}"}
        raise Invalid(
            _("Phones cannot read these colours: their contrast is %(contrast)s, and %(least)s is needed.") % words,
            field="dark",
        )
    return ink


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, 1.4.3)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2, from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def svg(text: str, *, ink: Ink = BLACK_ON_WHITE, error: Error = "m") -> str:
    """Return a QR code as an SVG that takes the size of its box; a unit of it is a module."""
    drawn = BytesIO()
    facts = {"dark": ink.dark, "light": ink.light, "border": QUIET_ZONE}
    _made(text, error).save(drawn, kind="svg", xmldecl=False, omitsize=True, svgclass="qr", **facts)
    return drawn.getvalue().decode().strip()


def png(text: str, *, scale: int = 16, ink: Ink = BLACK_ON_WHITE) -> bytes:
    """Return a QR code as a PNG with `scale` pixels to a module; 16 prints sharply at 5 cm."""
    drawn = BytesIO()
    _made(text).save(drawn, kind="png", border=QUIET_ZONE, scale=scale, dark=ink.dark, light=ink.light)
    return drawn.getvalue()


def pdf(text: str, *, ink: Ink = BLACK_ON_WHITE) -> bytes:
    """Return a QR code as a PDF of one page, in lines that stay sharp at any size."""
    drawn = BytesIO()
    dark, light = _for_pdf(ink.dark), _for_pdf(ink.light)
    _made(text).save(drawn, kind="pdf", border=QUIET_ZONE, scale=POINTS, dark=dark, light=light)
    return drawn.getvalue()


def rows(text: str, error: Error = "m") -> list[list[bool]]:
    """Return a QR code without its quiet zone: row by row, whether a module is dark."""
    return [[bool(module) for module in row] for row in _made(text, error).matrix]


def texts_in(picture: bytes) -> list[str]:
    """Return what the QR codes in a picture say, each text once; the picture is one that we drew ourselves."""
    with Image.open(BytesIO(picture)) as image:
        found = zxingcpp.read_barcodes(
            image.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        )
    return list(dict.fromkeys(code.text for code in found if code.text))


def _for_pdf(colour: str) -> str:
    """Return the colour without parts of 1/255: segno would take the 1 for all of it, and print black as white."""
    return "#" + "".join("00" if part == "01" else part for part in re.findall("..", colour[1:]))


def _made(text: str, error: Error = "m") -> segno.QRCode:
    return segno.make_qr(text, error=error)
