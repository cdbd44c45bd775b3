"""A tree as rows of blocks: each above those below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from coterie.web.drawing.scale import short

WIDTH, ROW, GAP = 720, 46, 2


@dataclass(frozen=True, slots=True)
class Tile:
    """A block as the template places it; where it leads, if it does."""

    x: str
    y: str
    width: str
    tone: int
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Icicle:
    """Tiles, and how high each and the picture are, in pixels: a block is pressed with a thumb."""

    tiles: list[Tile]
    height: int
    row: int = ROW


def draw_icicle(blocks: Sequence[tuple[int, float, float, str, str]]) -> Icicle:
    """Draw blocks: level from the top, start and width as parts of the whole, what they say, and where they lead."""
    tiles = [
        Tile(short(start * WIDTH), str(level * (ROW + GAP)), short(max(width * WIDTH - 1, 1)), level % 3, title, href)
        for level, start, width, title, href in blocks
    ]
    rows = max((level for level, *_rest in blocks), default=-1) + 1
    return Icicle(tiles, rows * (ROW + GAP))
