"""A QR code with a sign in the middle is still read, in colours and in every form."""

from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from coterie.joining.designs.look import Brand
from coterie.joining.designs.marked_code import marked_pdf, marked_png, marked_svg
from coterie.kit import qr
from tests.talk.speech import PNG

ADDRESSES = ["http://127.0.0.1:8000/g/abcdefg", "https://community.a-rather-long-name.example.org/g/abcdefg"]
INKS = [qr.Ink(), qr.Ink("#8a1c18", "#fdf7f0"), qr.Ink("#00401a", "#ffffff")]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("name", ["Table", "读书会", "   "])
def test_marked_code_is_read_from_pixels(address: str, ink: qr.Ink, name: str) -> None:
    for scale in (4, 16):
        assert qr.texts_in(marked_png(address, Brand(name), ink, scale)) == [address]


def test_marked_code_is_read_when_a_tenth_of_it_is_dirty() -> None:
    with Image.open(BytesIO(marked_png(ADDRESSES[0], Brand("Table"), qr.Ink(), 10))) as image:
        side = image.width
        image.paste((120, 90, 60), (side // 2, side * 3 // 4, side * 3 // 4, side * 6 // 7))
        dirty = BytesIO()
        image.save(dirty, "PNG")

    assert qr.texts_in(dirty.getvalue()) == ADDRESSES[:1]


@pytest.mark.parametrize("ink", INKS)
def test_marked_code_is_read_from_a_document(ink: qr.Ink) -> None:
    page = pypdfium2.PdfDocument(marked_pdf(ADDRESSES[0], Brand("读书会"), ink))[0]

    [found] = zxingcpp.read_barcodes(page.render(scale=4).to_pil().convert("L"))

    assert found.text == ADDRESSES[0]


def test_drawing_has_the_sign_inside_and_nothing_from_elsewhere() -> None:
    drawing = marked_svg(ADDRESSES[0], Brand("<Table>"), qr.Ink())

    assert drawing.startswith("<svg")
    assert drawing.endswith("</svg>")
    assert drawing.count("data:image/png;base64,") == 1
    assert "<Table>" not in drawing


def test_logo_in_the_middle_is_read_in_every_form() -> None:
    brand = Brand("Table", logo=PNG)

    assert qr.texts_in(marked_png(ADDRESSES[0], brand, qr.Ink(), 8)) == ADDRESSES[:1]
    page = pypdfium2.PdfDocument(marked_pdf(ADDRESSES[0], brand, qr.Ink()))[0]
    [found] = zxingcpp.read_barcodes(page.render(scale=4).to_pil().convert("L"))
    assert found.text == ADDRESSES[0]
    assert marked_svg(ADDRESSES[0], brand, qr.Ink()) != marked_svg(ADDRESSES[0], Brand("Table"), qr.Ink())
