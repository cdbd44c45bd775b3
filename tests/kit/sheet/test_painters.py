"""Both painters show the same: letters as they are measured, codes that phones read, pictures that fill their box."""

from io import BytesIO

import pypdfium2
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfbase import pdfmetrics

from coterie.kit.sheet.code import code
from coterie.kit.sheet.face import Face, measured, shown
from coterie.kit.sheet.pdf import document
from coterie.kit.sheet.raster import painted, picture
from coterie.kit.sheet.sheet import Box, Photo, Sheet, Words

ADDRESS = "https://coterie.example.org/g/7fk3mqz"
PAPER, INK = (252, 249, 245), (20, 20, 20)


def sheet_of(*things: Words | Box | Photo) -> Sheet:
    return Sheet(200.0, 280.0, PAPER, things)


def printed(sheet: Sheet, scale: float = 2.0) -> Image.Image:
    """Return how a printer would see the document."""
    pages = pypdfium2.PdfDocument(document(sheet))
    found = pages[0].render(scale=scale).to_pil().convert("RGB")
    pages.close()
    return found


def red_png() -> bytes:
    target = BytesIO()
    Image.new("RGBA", (40, 90), (200, 0, 0, 255)).save(target, "PNG")
    return target.getvalue()


def test_code_is_read_from_both() -> None:
    sheet = sheet_of(*code(ADDRESS, x=20, y=20, side=80))

    for image in (painted(sheet, width=400), printed(sheet)):
        assert [found.text for found in zxingcpp.read_barcodes(image)] == [ADDRESS]


def test_code_has_its_quiet_zone() -> None:
    sheet = sheet_of(*code(ADDRESS, x=20, y=20, side=82))
    patch, *modules = [thing for thing in sheet.things if isinstance(thing, Box)]

    assert min(box.x for box in modules) - patch.x >= 3.99 * modules[0].height
    assert patch.x + patch.width - max(box.x + box.width for box in modules) >= 3.99 * modules[0].height


@given(st.text(st.sampled_from("标题半夜，。abcXYZ 019“”"), min_size=1, max_size=8))
def test_words_are_as_wide_as_they_are_measured(text: str) -> None:
    words = Words(x=20, y=60, text=text, size=18, colour=INK)
    image = (
        painted(Sheet(200.0, 100.0, (255, 255, 255), (words,)), width=800).convert("L").point(lambda p: 255 * (p < 200))
    )

    box = image.getbbox() or (80, 0, 80, 0)
    assert box[0] >= 80 - 6
    assert box[2] <= (20 + measured(Face.SERIF, text, 18)) * 4 + 6


def test_text_of_a_document_can_be_searched() -> None:
    sheet = sheet_of(Words(x=20, y=60, text="每晚九点 Tea", size=18, colour=INK, bold=20))
    pages = pypdfium2.PdfDocument(document(sheet))

    assert pages[0].get_textpage().get_text_range().strip() == "每晚九点 Tea"
    pages.close()


def test_documents_leave_no_font_behind() -> None:
    sheet = sheet_of(Words(x=20, y=60, text="标题", size=18, colour=INK))
    document(sheet)
    before = len(pdfmetrics._fonts), len(pdfmetrics._dynFaceNames)

    for _one in range(3):
        document(sheet)
    assert (len(pdfmetrics._fonts), len(pdfmetrics._dynFaceNames)) == before


def test_picture_fills_its_box() -> None:
    sheet = sheet_of(Photo(x=0, y=0, width=200, height=100, data=red_png()))

    for image in (painted(sheet, width=200), printed(sheet, scale=200 / 595.276)):
        assert image.getpixel((100, 50)) == (200, 0, 0)
        assert image.getpixel((100, 150)) == PAPER


def test_signs_without_a_face_are_left_away() -> None:
    assert shown("Tea 🍵 茶") == "Tea  茶"


def test_picture_is_a_png_of_that_width() -> None:
    found = Image.open(BytesIO(picture(sheet_of(), width=300)))

    assert (found.format, found.size) == ("PNG", (300, 420))
