"""A poster: the words on it, laid out by one of the designs."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from coterie.joining.designs import bold, portrait, quiet
from coterie.joining.designs.look import PosterText
from coterie.joining.enums import PosterDesign, PosterForm
from coterie.kit.sheet.face import shown
from coterie.kit.sheet.pdf import document
from coterie.kit.sheet.raster import picture
from coterie.kit.sheet.sheet import Sheet

DESIGNS: dict[str, Callable[[PosterText], Sheet]] = {
    PosterDesign.QUIET: quiet.sheet,
    PosterDesign.BOLD: bold.sheet,
    PosterDesign.PORTRAIT: portrait.sheet,
}
PRINT, PHONE, SMALL = 2480, 1080, 480
"""Pixels across: A4 at 300 dots an inch, a phone, a list."""
WRITTEN = ("headline", "name", "title", "line", "call", "note")


def laid_out(design: str, text: PosterText) -> Sheet:
    """Return the sheet; signs that our faces do not have are left away, such as pictures among letters."""
    drawn: dict[str, Any] = {name: shown(getattr(text, name)) for name in WRITTEN}
    return DESIGNS[design](replace(text, **drawn))


def handed_over(sheet: Sheet, form: str) -> bytes:
    """Return a sheet as people take it away: a PNG for phones, or a PDF to print."""
    return document(sheet) if form == PosterForm.PDF else picture(sheet, width=PHONE)
