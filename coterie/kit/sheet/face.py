"""Faces: where the fonts lie, how wide their signs are, and what they look like.

The fonts are Noto Serif SC and Noto Sans SC (SIL Open Font License), from a package of the lock file: never from the
system, so that a sheet is the same on every machine.
"""

from enum import StrEnum
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn as fonts
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from PIL import ImageFont

EM = 1000
"""Units of a face to its size; both fonts have as many."""
BLANK = ".notdef"
TOLERANCE = 0.6
"""How far, in units of the em, a curve may run beside the one that was drawn."""


class Face(StrEnum):
    """The two faces of a sheet."""

    SERIF = "serif"
    SANS = "sans"


def path_of(face: Face) -> Path:
    """Return the file of a face."""
    return Path(fonts.serif_path() if face == Face.SERIF else fonts.sans_path())


@cache
def opened(face: Face) -> tuple[Any, dict[int, str], Any]:
    """Return the glyphs of a face, their names by sign, and their widths; the file is read as far as it is needed."""
    font = TTFont(path_of(face), lazy=True)
    return font.getGlyphSet(), font.getBestCmap(), font["hmtx"]


@lru_cache(maxsize=65_536)
def advance(face: Face, sign: str) -> float:
    """Return how wide a sign is, in units of the em; nothing for what the face does not have."""
    _glyphs, names, widths = opened(face)
    name = names.get(ord(sign))
    return float(widths[name][0]) if name else 0.0


def shown(text: str) -> str:
    """Return a text without the signs that our faces do not have, such as pictures among letters."""
    names = opened(Face.SERIF)[1], opened(Face.SANS)[1]
    return "".join(sign for sign in text if sign == "\n" or all(ord(sign) in known for known in names))


def measured(face: Face, text: str, size: float) -> float:
    """Return how wide a text is in a size."""
    return sum(advance(face, sign) for sign in text) * size / EM


@lru_cache(maxsize=64)
def cast(face: Face, pixels: float) -> ImageFont.FreeTypeFont:
    """Return a face in a size for pictures."""
    return ImageFont.truetype(str(path_of(face)), pixels, layout_engine=ImageFont.Layout.BASIC)


def subset(face: Face, signs: frozenset[str], name: str) -> bytes:
    """Return a TrueType font of these signs alone, called `name`, to be put into a document."""
    glyphs, names, widths = opened(face)
    wanted = {ord(sign): names[ord(sign)] for sign in sorted(signs) if ord(sign) in names}
    order = [BLANK, *sorted(set(wanted.values()) - {BLANK})]
    drawn = {}
    for glyph in order:
        pen = TTGlyphPen(None)
        glyphs[glyph].draw(Cu2QuPen(pen, TOLERANCE, reverse_direction=True))
        drawn[glyph] = pen.glyph()
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(wanted)
    builder.setupGlyf(drawn)
    builder.setupHorizontalMetrics({glyph: (widths[glyph][0], drawn[glyph].xMin or 0) for glyph in order})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=1151, usWinDescent=286)
    builder.setupPost()
    target = BytesIO()
    builder.save(target)
    return target.getvalue()
