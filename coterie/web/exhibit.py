"""What a piece shows, on every page where it is read."""

from collections.abc import Callable
from dataclasses import dataclass

from coterie.rituals.enums import MaterialKind
from coterie.rituals.models import Material, Piece
from coterie.rituals.queries.pieces import materials_of

PLAYED = (MaterialKind.AUDIO, MaterialKind.VIDEO)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A picture or a link of a piece; `picture` is the address of a picture here, or empty."""

    title: str
    source: str
    link: str
    kind: str
    picture: str


def exhibits_of(row: Piece, address: Callable[[Material], str]) -> list[Exhibit]:
    """Return what a piece shows; `address` says where its pictures lie for who reads it. Texts are for the author."""
    return [
        Exhibit(one.title, one.source, one.link, one.kind, address(one) if one.picture else "")
        for one in materials_of(row)
        if one.picture or one.link or one.source
    ]
