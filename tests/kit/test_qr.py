"""QR codes are read back by a decoder, with their quiet zone."""

import re
import xml.etree.ElementTree as ET
import zlib
from io import BytesIO

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from coterie.kit.errors import Invalid
from coterie.kit.qr import POINTS, QUIET_ZONE, Ink, pdf, png, readable, svg

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


def rendered(drawn: bytes) -> Image.Image:
    """Draw what the page of a PDF says: its ground, and lines one module wide."""
    stream = re.search(rb"stream\r\n(.*)\r\nendstream", drawn, re.DOTALL)
    side = re.search(rb"MediaBox \[0 0 (\d+) (\d+)\]", drawn)
    assert stream, drawn
    assert side, drawn
    words = zlib.decompress(stream[1]).decode()
    colours = {name: re.search(rf"([\d.]+) ([\d.]+) ([\d.]+) {name}\b", words) for name in ("rg", "RG")}
    dark, ground = (
        tuple(round(255 * float(part)) for part in (found.groups() if found else (0, 0, 0)))
        for found in (colours["RG"], colours["rg"])
    )
    picture = Image.new("RGB", (int(side[1]), int(side[2])), ground)
    pen = ImageDraw.Draw(picture)
    for start, y, end in re.findall(r"([\d.]+) (-?[\d.]+) m ([\d.]+) -?[\d.]+ l", words):
        left, right = (POINTS * (QUIET_ZONE + float(x)) for x in (start, end))
        top = POINTS * (QUIET_ZONE - float(y))
        pen.rectangle((left, top, right - 1, top + POINTS - 1), fill=dark)
    return picture


@pytest.mark.parametrize("ink", [Ink(), Ink("#010101"), Ink("#1a4b8c", "#fff7e0"), Ink("#B00020", "#FFFFFF")])
def test_pdf_says_what_was_put_in(ink: Ink) -> None:
    picture = rendered(pdf(ADDRESS, ink=ink))

    assert zxingcpp.read_barcode(picture).text == ADDRESS
    assert picture.getpixel((0, 0)) == tuple(bytes.fromhex(ink.light[1:]))


COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(st.builds(Ink, COLOURS, COLOURS))
def test_colours_are_read_by_a_phone_or_refused(ink: Ink) -> None:
    try:
        readable(ink)
    except Invalid:
        return
    picture = Image.open(BytesIO(png(ADDRESS, scale=4, ink=ink))).convert("RGB")
    assert zxingcpp.read_barcode(picture).text == ADDRESS
    assert zxingcpp.read_barcode(rendered(pdf(ADDRESS, ink=ink))).text == ADDRESS


@pytest.mark.parametrize(
    ("ink", "field", "words"),
    [
        (Ink("#ffffff", "#000000"), "dark", "swap the two colours"),
        (Ink("#ffd000", "#ffffff"), "dark", "their contrast is 1.5, and 4.5 is needed"),
        (Ink("#777777", "#ffffff"), "dark", "4.5 is needed"),
        (Ink("red", "#ffffff"), "dark", "like #1a2b3c"),
        (Ink("#000000", "#fff"), "light", "like #1a2b3c"),
    ],
)
def test_colours_that_phones_cannot_read(ink: Ink, field: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        readable(ink)

    assert refused.value.field == field


def test_svg_takes_the_colours() -> None:
    drawn = svg(ADDRESS, ink=Ink("#1a4b8c", "#fff7e0"))

    assert ("#1a4b8c" in drawn, "#fff7e0" in drawn) == (True, True)
