"""A sheet as a picture of so many pixels."""

from functools import singledispatch
from io import BytesIO
from typing import Literal

from PIL import Image, ImageDraw, ImageOps

from coterie.kit.sheet.face import EM, cast
from coterie.kit.sheet.sheet import Box, Photo, Sheet, Words

Format = Literal["PNG", "WEBP"]


class Canvas:
    """Pixels, and how many of them a unit of the sheet is."""

    def __init__(self, sheet: Sheet, width: int) -> None:
        self.scale = width / sheet.width
        self.image = Image.new("RGB", (width, round(sheet.height * self.scale)), sheet.paper)
        self.draw = ImageDraw.Draw(self.image)

    def area(self, thing: Box | Photo) -> tuple[int, int, int, int]:
        """Return the corners of a box in whole pixels, so that neighbours touch."""
        scale = self.scale
        right, lower = round((thing.x + thing.width) * scale), round((thing.y + thing.height) * scale)
        return round(thing.x * scale), round(thing.y * scale), right, lower


def picture(sheet: Sheet, *, width: int, form: Format = "PNG") -> bytes:
    """Return a sheet painted `width` pixels wide."""
    target = BytesIO()
    painted(sheet, width=width).save(target, form, **({"optimize": False} if form == "PNG" else {"quality": 86}))
    return target.getvalue()


def painted(sheet: Sheet, *, width: int) -> Image.Image:
    """Return the pixels of a sheet."""
    canvas = Canvas(sheet, width)
    for thing in sheet.things:
        paint(thing, canvas)
    return canvas.image


@singledispatch
def paint(thing: object, _canvas: Canvas) -> None:
    """Put one thing on the canvas."""
    raise TypeError(thing)


@paint.register
def _(thing: Words, canvas: Canvas) -> None:
    font, scale = cast(thing.face, thing.size * canvas.scale), canvas.scale
    stroke = thing.bold * thing.size * scale / EM
    for x, sign in thing.placed():
        canvas.draw.text((x * scale, thing.y * scale), sign, thing.colour, font, anchor="ls", stroke_width=stroke)


@paint.register
def _(thing: Box, canvas: Canvas) -> None:
    left, top, right, lower = canvas.area(thing)
    if right > left and lower > top:
        canvas.draw.rounded_rectangle((left, top, right - 1, lower - 1), thing.round * canvas.scale, thing.colour)


@paint.register
def _(thing: Photo, canvas: Canvas) -> None:
    left, top, right, lower = canvas.area(thing)
    image = ImageOps.fit(opened(thing), (right - left, lower - top), Image.Resampling.LANCZOS, centering=(0.5, 0.35))
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, *image.size), thing.round * canvas.scale, 255)
    canvas.image.paste(image, (left, top), mask)


def opened(photo: Photo) -> Image.Image:
    """Return a photo on white."""
    image = Image.open(BytesIO(photo.data)).convert("RGBA")
    white = Image.new("RGBA", image.size, (255, 255, 255, 255))
    return Image.alpha_composite(white, image).convert("RGB")
