"""What the permission matrix puts on the stage for content: a column, a library, an inbox, pieces in every state."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from coterie.kit.clock import now
from coterie.rituals.domain.column import create_column
from coterie.rituals.domain.material import add_material, set_picture
from coterie.rituals.domain.piece import approve_piece, submit_piece, write_piece
from coterie.rituals.domain.publication import publish_piece
from coterie.rituals.domain.spark import note_spark
from coterie.rituals.models import Column, Material, Piece, PieceReader, Spark
from tests.cast import Cast
from tests.talk.speech import PNG

Words = Mapping[str, object]


def columned(cast: Cast, at: datetime | None = None, **facts: Any) -> Column:
    """Make a column that promises Mondays; a second time it is the same."""
    usual: dict[str, Any] = {"name": "Soup", "weekdays": [0], **facts}
    known = Column.objects.filter(community=cast.table, name=usual["name"]).first()
    return known or create_column(community=cast.table.pk, **usual, actor=cast.actor("alice"), now=at or now())


def kept(cast: Cast, at: datetime | None = None, **facts: Any) -> Material:
    """Put a picture of bread into the library."""
    usual: dict[str, Any] = {
        "kind": "picture", "title": "Bread", "source": "Lena", "rights": "own", "tags": ["seed"], **facts,
    }  # fmt: skip
    alice, at = cast.actor("alice"), at or now()
    row = add_material(community=cast.table.pk, **usual, actor=alice, now=at)
    return set_picture(material=row.pk, picture=PNG, actor=alice, now=at) if row.kind == "picture" else row


def noted(cast: Cast, **facts: Any) -> Spark:
    """Note an idea."""
    usual: dict[str, Any] = {"text": "Hello", **facts}
    return note_spark(community=cast.table.pk, **usual, actor=cast.actor("alice"), now=now())


def written(cast: Cast, at: datetime | None = None, **facts: Any) -> Piece:
    """Let alice write a piece for everybody and for the basic group."""
    at = at or now()
    usual: dict[str, Any] = {
        "column": columned(cast, at).pk, "title": "Soup", "body": "Bread.", "groups": [cast.group.pk],
        "is_public": True, "to_feed": True, **facts,
    }  # fmt: skip
    return write_piece(community=cast.table.pk, **usual, actor=cast.actor("alice"), now=at)


def handed_in(cast: Cast, at: datetime | None = None, **facts: Any) -> Piece:
    """Let alice write a piece and hand it in."""
    at = at or now()
    return submit_piece(piece=written(cast, at, **facts).pk, actor=cast.actor("alice"), now=at)


def approved(cast: Cast, at: datetime | None = None, **facts: Any) -> Piece:
    """Let amy approve a piece of alice's."""
    at = at or now()
    return approve_piece(piece=handed_in(cast, at, **facts).pk, actor=cast.actor("amy"), now=at)


def out(cast: Cast, at: datetime | None = None, **facts: Any) -> Piece:
    """Let a piece out."""
    at = at or now()
    return publish_piece(piece=approved(cast, at, **facts).pk, actor=cast.actor("alice"), now=at)


def seen(row: Piece, number: int, at: datetime) -> None:
    """Let so many visitors see a piece."""
    PieceReader.objects.bulk_create(
        PieceReader(community_id=row.community_id, piece=row, visitor=row.pk * 10_000 + one + 1, seen_at=at)
        for one in range(number)
    )


def with_column(scene: Any) -> Words:
    """Make a column."""
    return {"key": columned(scene.cast).key}


def with_material(scene: Any) -> Words:
    """Put something into the library."""
    return {"key": kept(scene.cast).key}


def with_spark(scene: Any) -> Words:
    """Note an idea."""
    return {"key": noted(scene.cast).key}


def with_piece(scene: Any) -> Words:
    """Write a piece."""
    return {"key": written(scene.cast).key}


def with_anns_piece(scene: Any) -> Words:
    """Let a piece wait that none of those wrote who may approve it."""
    row, ann = handed_in(scene.cast), scene.cast.accounts["ann"]
    Piece.objects.filter(pk=row.pk).update(author=ann, submitted_by=ann)
    return {"key": row.key}


def with_approved(scene: Any) -> Words:
    """Approve a piece."""
    return {"key": approved(scene.cast).key}


def with_piece_out(scene: Any) -> Words:
    """Let a piece out that shows a picture."""
    picture = kept(scene.cast)
    row = out(scene.cast, materials=[picture.pk])
    return {"key": row.key, "material": picture.key}


def with_counted(scene: Any) -> Words:
    """Let three see a piece that came out two weeks ago."""
    at = now() - timedelta(days=14)
    row = out(scene.cast, at)
    seen(row, 3, at)
    return {"key": row.key}
