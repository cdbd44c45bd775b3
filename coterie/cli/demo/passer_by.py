"""Somebody who read a piece before they came."""

from datetime import datetime, timedelta
from random import Random

from coterie.cli.demo.stage import Stage
from coterie.kit.actor import VISITOR
from coterie.rituals.domain.piece_reader import see_piece
from coterie.rituals.queries.pieces import public_pieces

BY_A_PIECE = 0.12


def come_by_a_piece(stage: Stage, visitor: int, at: datetime) -> None:
    """Let some visitors have read the latest piece before they look at the door."""
    dice = Random(visitor)  # noqa: S311 - dice of a story, beside those of the play
    row = public_pieces(stage.community.pk).first() if dice.random() < BY_A_PIECE else None
    if row:
        see_piece(piece=row, visitor=visitor, member=None, actor=VISITOR, now=at - timedelta(minutes=4))
