"""What the designs share: the words, the colours of paper, ink and seal, and the parts that recur."""

from dataclasses import dataclass

from coterie.kit.sheet.face import Face, measured, shown
from coterie.kit.sheet.lines import Fitted, Width, fitted
from coterie.kit.sheet.sheet import Box, Colour, Photo, Thing, Words

WIDTH, HEIGHT = 420.0, 594.0
"""The shape of A4."""
EDGE = 38.0
INNER = WIDTH - 2 * EDGE

PAPER: Colour = (252, 249, 245)
INK: Colour = (34, 27, 22)
SOFT: Colour = (95, 86, 78)
LINE: Colour = (229, 225, 217)
SEAL: Colour = (190, 38, 33)
BLUSH: Colour = (250, 226, 218)
ON_SEAL: Colour = (253, 252, 248)


@dataclass(frozen=True, slots=True)
class Brand:
    """How a community is known again: its name, its colour with a pale one, and its logo."""

    name: str = ""
    seal: Colour = SEAL
    blush: Colour = BLUSH
    logo: bytes | None = None


ACCENTS: dict[str, tuple[Colour, Colour]] = {
    "red": (SEAL, BLUSH),
    "clay": ((162, 89, 31), (245, 228, 217)),
    "pine": ((51, 127, 91), (221, 236, 227)),
    "lake": ((2, 124, 145), (218, 236, 240)),
    "ink": ((63, 103, 203), (222, 232, 253)),
    "plum": ((158, 72, 152), (244, 225, 241)),
}
"""The colours of frontend/css/tokens.css as printers know them, each with its pale one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterText:
    """The words of a poster; all but the address may be empty."""

    address: str
    """What the code says."""
    brand: Brand = Brand()
    headline: str = ""
    name: str = ""
    title: str = ""
    line: str = ""
    call: str = ""
    """What to do with the code."""
    note: str = ""
    """Small, below the call."""
    photo: bytes | None = None


def fit(
    text: str, *, sizes: tuple[float, ...], room: float = 0.0, leading: float = 1.3, most: float = INNER,
    face: Face = Face.SERIF,
) -> Fitted:  # fmt: skip
    """Return a text in the largest of the sizes in which it fits into `room`; without room, on one line."""
    if not room:
        room, leading = max(sizes), 1e6
    return fitted(text, most=most, room=room, leading=leading, sizes=sizes, width=lambda size: width_in(face, size))


def width_in(face: Face, size: float) -> Width:
    """Return how wide texts are in a face and size."""
    return lambda text: measured(face, text, size)


def one_line(text: str, *, most: float, size: float, face: Face = Face.SANS) -> str:
    """Return a text that stays on its line."""
    found = fit(text, most=most, sizes=(size,), face=face).lines
    return found[0] if found else ""


def stamp(
    brand: Brand, *, x: float, y: float, side: float, seal: Colour | None = None, on_seal: Colour = ON_SEAL
) -> list[Thing]:
    """Return the community's sign: its logo, or the first letter of its name on the seal."""
    if brand.logo:
        return [Photo(x=x, y=y, width=side, height=side, data=brand.logo, round=side * 0.19)]
    letter, size = shown(brand.name).strip()[:1].upper(), side * 0.58
    return [
        Box(x=x, y=y, width=side, height=side, colour=seal or brand.seal, round=side * 0.19),
        Words(
            x=x + (side - measured(Face.SERIF, letter, size)) / 2, y=y + side / 2 + size * 0.36, text=letter, size=size,
            colour=on_seal, bold=14.0,
        ),
    ]  # fmt: skip


def masthead(brand: Brand, *, ink: Colour, seal: Colour | None = None, on_seal: Colour = ON_SEAL) -> list[Thing]:
    """Return the community's sign, and its name beside it."""
    side = 32.0
    name = one_line(shown(brand.name), most=INNER - side - 12, size=13)
    return [
        *stamp(brand, x=EDGE, y=EDGE, side=side, seal=seal, on_seal=on_seal),
        Words(x=EDGE + side + 12, y=EDGE + 20.8, text=name, size=13, colour=ink, face=Face.SANS),
    ]


def person(text: PosterText, *, y: float, ink: Colour, soft: Colour) -> list[Thing]:
    """Return who it is about: a small picture, the name, the title; nothing when nobody is named."""
    if not text.name:
        return []
    side = 46.0 if text.photo else 0.0
    x = EDGE + (side + 14 if side else 0)
    most = WIDTH - EDGE - x
    name, title = one_line(text.name, most=most, size=18, face=Face.SERIF), one_line(text.title, most=most, size=12.5)
    shown = [Photo(x=EDGE, y=y, width=side, height=side, data=text.photo, round=side / 2)] if text.photo else []
    upper = y + (20.0 if title else 29.0)
    return [
        *shown,
        Words(x=x, y=upper, text=name, size=18, colour=ink),
        Words(x=x, y=upper + 19, text=title, size=12.5, colour=soft, face=Face.SANS),
    ]
