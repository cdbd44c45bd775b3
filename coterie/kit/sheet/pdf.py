"""Sheets as a document to print: the code and the letters are drawn as lines, and the text can be searched."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import singledispatch
from io import BytesIO
from itertools import chain

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from coterie.kit.ids import new_key
from coterie.kit.sheet.face import EM, Face, subset
from coterie.kit.sheet.raster import opened
from coterie.kit.sheet.sheet import Box, Colour, Photo, Sheet, Words

A4 = 595.276
"""Its width in points."""
DOTS = 300 / 72
"""Pixels of a photo to a point: what printers resolve."""
FILL, FILL_AND_STROKE = 0, 2


class Paper:
    """A page in the making; lengths of the sheet become points from the lower left corner."""

    def __init__(self, sheet: Sheet, canvas: Canvas, scale: float, fonts: dict[Face, str]) -> None:
        self.canvas, self.scale, self.fonts = canvas, scale, fonts
        self.height = sheet.height * scale

    def ink(self, colour: Colour) -> None:
        """Paint with a colour from now on."""
        self.canvas.setFillColorRGB(*(part / 255 for part in colour))
        self.canvas.setStrokeColorRGB(*(part / 255 for part in colour))

    def area(self, thing: Box | Photo) -> tuple[float, float, float, float]:
        """Return left, lower, width and height of a box in points."""
        lower = self.height - (thing.y + thing.height) * self.scale
        return thing.x * self.scale, lower, thing.width * self.scale, thing.height * self.scale


def document(sheet: Sheet, *more: Sheet, width: float = A4) -> bytes:
    """Return sheets of one shape as a PDF, a page for each, `width` points wide."""
    scale, target = width / sheet.width, BytesIO()
    canvas = Canvas(target, pagesize=(width, sheet.height * scale), pageCompression=1, invariant=1)
    canvas.setTitle(sheet.title)
    canvas.setCreator("Coterie")
    with fonts_for(sheet, *more) as fonts:
        for one in (sheet, *more):
            paper = Paper(one, canvas, scale, fonts)
            put(Box(x=0, y=0, width=one.width, height=one.height, colour=one.paper), paper)
            for thing in one.things:
                put(thing, paper)
            canvas.showPage()
        canvas.save()
    return target.getvalue()


@contextmanager
def fonts_for(*sheets: Sheet) -> Iterator[dict[Face, str]]:
    """Make fonts that hold what is written on the sheets, under names of their own, until the block ends.

    ReportLab keeps every font for as long as the process lives; of a thousand sheets that would be a thousand fonts.
    """
    written: dict[Face, set[str]] = {}
    for thing in chain.from_iterable(sheet.things for sheet in sheets):
        if isinstance(thing, Words):
            written.setdefault(thing.face, {" "}).update(thing.text)
    names = {face: f"{face}-{new_key()}" for face in written}
    fonts = [TTFont(name, BytesIO(subset(face, frozenset(written[face]), name))) for face, name in names.items()]
    for font in fonts:
        pdfmetrics.registerFont(font)
    try:
        yield names
    finally:
        for font in fonts:
            pdfmetrics._fonts.pop(font.fontName, None)  # noqa: SLF001 - the only way to let a font go
            pdfmetrics._dynFaceNames.pop(font.face.name, None)  # noqa: SLF001 - as above


@singledispatch
def put(thing: object, _paper: Paper) -> None:
    """Put one thing on the page."""
    raise TypeError(thing)


@put.register
def _(thing: Words, paper: Paper) -> None:
    scale = paper.scale
    paper.canvas.saveState()
    text = paper.canvas.beginText(thing.x * scale, paper.height - thing.y * scale)
    text.setFont(paper.fonts[thing.face], thing.size * scale)
    text.setTextRenderMode(FILL_AND_STROKE if thing.bold else FILL)
    paper.ink(thing.colour)
    paper.canvas.setLineWidth(2 * thing.bold * thing.size * scale / EM)
    text.textOut(thing.text)
    paper.canvas.drawText(text)
    paper.canvas.restoreState()


@put.register
def _(thing: Box, paper: Paper) -> None:
    paper.ink(thing.colour)
    paper.canvas.roundRect(*paper.area(thing), thing.round * paper.scale, stroke=0, fill=1)


@put.register
def _(thing: Photo, paper: Paper) -> None:
    left, lower, width, height = paper.area(thing)
    size = round(width * DOTS), round(height * DOTS)
    image = ImageOps.fit(opened(thing), size, Image.Resampling.LANCZOS, centering=(0.5, 0.35))
    paper.canvas.saveState()
    frame = paper.canvas.beginPath()
    frame.roundRect(left, lower, width, height, thing.round * paper.scale)
    paper.canvas.clipPath(frame, stroke=0)
    paper.canvas.drawImage(ImageReader(image), left, lower, width, height)
    paper.canvas.restoreState()
