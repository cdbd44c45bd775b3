"""Who saw a piece, joined afterwards, bought afterwards: one row for each, and no counter."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock
from coterie.platform.events.log import publish
from coterie.rituals.domain.piece import facts_of
from coterie.rituals.events import PieceSeen
from coterie.rituals.models import Piece, PieceOrder, PieceReader

ORDER_WITHIN = timedelta(days=30)
"""How long after reading a piece an order still counts for it."""


def see_piece(*, piece: Piece, visitor: int | None, member: int | None, actor: Actor, now: datetime) -> bool:
    """Note that a member, or else a visitor, sees a piece; tell whether it is for the first time."""
    who: dict[str, Any] = {"member_id": member} if member else {"visitor": visitor}
    known = PieceReader.objects.filter(piece=piece, **who)
    if (known.exclude(read_at=None) if member else known).exists():
        return False  # most looks are not the first: they write nothing
    with transaction.atomic():
        facts = {"community_id": piece.community_id, "seen_at": now, "read_at": now if member else None}
        row, fresh = PieceReader.objects.get_or_create(piece=piece, **who, defaults=facts)
        if fresh:
            publish(PieceSeen(at=now, visitor=visitor, member=member, **facts_of(piece, actor)))
        elif member and row.read_at is None:
            row.read_at = now
            row.save(update_fields=["read_at"])
    return fresh


@transaction.atomic
def note_join(*, community: int, visitor: int, member: int, actor: Actor, now: datetime) -> int:  # noqa: ARG001 - the shape of verbs
    """Count a visitor who joined for the piece that they saw first of all, and know them as a member; return the rows.

    A second time changes nothing.
    """
    seen = PieceReader.objects.filter(community=community, visitor=visitor, member=None, seen_at__lte=now)
    rows = list(lock(seen.order_by("seen_at", "pk")))
    own = set(PieceReader.objects.filter(member=member).values_list("piece", flat=True))
    for place, row in enumerate(rows):
        row.joined_at = now if place == 0 else None
        row.member_id = None if row.piece_id in own else member
        row.save(update_fields=["joined_at", "member"])
    return len(rows)


@transaction.atomic
def note_order(*, community: int, order: int, member: int, actor: Actor, now: datetime) -> int:  # noqa: ARG001 - the shape of verbs
    """Count a paid order for every piece that its buyer had seen in the 30 days before; return how many those are."""
    seen = PieceReader.objects.filter(
        community=community, member=member, seen_at__lte=now, seen_at__gt=now - ORDER_WITHIN
    )
    rows = [
        PieceOrder(piece_id=piece, order=order, member_id=member, paid_at=now)
        for piece in seen.values_list("piece", flat=True)
    ]
    PieceOrder.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
