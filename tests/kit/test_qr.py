"""QR codes are read back by a decoder, with their quiet zone."""

import xml.etree.ElementTree as ET
from io import BytesIO

import zxingcpp
from PIL import Image

from coterie.kit.qr import QUIET_ZONE, png, svg

ADDRESS = "https://coterie.example.org/g/7fk3mqz"


def test_png_says_what_was_put_in() -> None:
    picture = Image.open(BytesIO(png(ADDRESS)))

    assert zxingcpp.read_barcode(picture).text == ADDRESS


def test_quiet_zone_is_empty() -> None:
    picture = Image.open(BytesIO(png(ADDRESS, scale=2))).convert("L")
    zone = QUIET_ZONE * 2

    frame = [picture.crop((0, 0, picture.width, zone)), picture.crop((0, 0, zone, picture.height))]
    assert [part.getextrema() for part in frame] == [(255, 255)] * 2


def test_svg_has_no_inline_style() -> None:
    drawn = ET.fromstring(svg(ADDRESS))

    assert drawn.get("viewBox")
    assert not [part for part in drawn.iter() if part.get("style")]
