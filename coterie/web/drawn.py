"""Pages that are alike for all who look but for some holes: drawn once, the holes filled anew each time."""

import secrets
from collections.abc import Iterable, Mapping

EDGE = secrets.token_hex(16)
"""Stands around the name of a hole; nobody can have typed it."""

Pieces = tuple[tuple[str, bool], ...]
"""Text, or (True) the name of what fits in."""


def holes(*names: str) -> dict[str, str]:
    """Return what to draw in place of the facts that differ from page to page."""
    return {name: f"{EDGE}{name}{EDGE}" for name in names}


def pieces(drawn: str) -> Pieces:
    """Cut a drawn page at its holes."""
    return tuple((piece, bool(place % 2)) for place, piece in enumerate(drawn.split(EDGE)))


def filled(cut: Iterable[tuple[str, bool]], fills: Mapping[str, str]) -> str:
    """Return the page with its holes filled."""
    return "".join(fills[piece] if hole else piece for piece, hole in cut)
