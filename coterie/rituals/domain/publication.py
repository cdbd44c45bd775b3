"""Letting pieces out: by hand, or by the clock; into groups, by letter, on public pages."""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from coterie.accounts.domain.letter import write_to
from coterie.communities.queries.address import member_address
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, DomainError
from coterie.members.queries.letter_end import ending, how_to_end
from coterie.members.queries.letters import Reader, readers_of_pieces
from coterie.members.queries.members import members_with
from coterie.platform.events.log import publish
from coterie.rituals.domain.piece import facts_of, kept_and_told, own_piece, refuse_unclear, refuse_withdrawn
from coterie.rituals.enums import Rights
from coterie.rituals.events import PiecePublished
from coterie.rituals.models import Piece
from coterie.rituals.queries.speaker import speaker_in
from coterie.talk.domain.message import post_message

logger = logging.getLogger(__name__)

AT_ONCE = 100
LETTER = 600
"""Signs of a piece that a letter shows."""


@transaction.atomic
def publish_piece(*, piece: int, actor: Actor, now: datetime) -> Piece:
    """Let a piece out now; again changes nothing. Raises Conflict for one that nobody has approved."""
    row = own_piece(piece, actor)
    if row.published_at:
        return row
    refuse_withdrawn(row)
    if row.approved_at is None:
        raise Conflict(_("It has to be approved first."))
    refuse_unclear(row)
    let_out(row, actor, now)
    return row


def publish_due(*, actor: Actor, now: datetime) -> int:
    """Let out what was planned until now and is approved, each once; return how many there were."""
    rows = Piece.objects.filter(published_at=None, withdrawn_at=None, approved_at__isnull=False, planned_at__lte=now)
    due = rows.exclude(materials__rights=Rights.UNCLEAR).order_by("planned_at", "pk").values_list("pk", flat=True)
    done = 0
    for pk in list(due[:AT_ONCE]):
        try:
            done += publish_planned(piece=pk, actor=actor, now=now)
        except Exception:  # whatever is wrong with one, the others come out; it is tried again in 20 seconds
            logger.exception("piece %s could not be published", pk)
    return done


@transaction.atomic
def publish_planned(*, piece: int, actor: Actor, now: datetime) -> bool:
    """Let a planned piece out, unless somebody else was quicker; tell whether it was."""
    row = locked(Piece.objects.filter(pk=piece))
    if not is_due(row, now):
        return False
    let_out(row, actor, now)
    return True


def is_due(row: Piece, now: datetime) -> bool:
    """Tell whether a piece is approved, and its hour has come."""
    waits = row.approved_at is not None and row.published_at is None and row.withdrawn_at is None
    return waits and row.planned_at is not None and row.planned_at <= now


def let_out(row: Piece, actor: Actor, now: datetime) -> None:
    """Publish a piece in its places; in the caller's transaction. Letters are written once it is told."""
    row.published_at = now
    groups = list(row.groups.order_by("pk").values_list("pk", flat=True))
    row.said = [message for group in groups if (message := say(row, group, now))]
    row.save(update_fields=["published_at", "said"])
    late = max(0, int((now - row.planned_at).total_seconds())) if row.planned_at else 0
    data = {"column": row.column_id, "groups": len(row.said), "late": late}
    publish(PiecePublished(at=now, data=data, **facts_of(row, actor)))


def say(row: Piece, group: int, now: datetime) -> int | None:
    """Tell of a piece in a group, by its author or the first of the staff who sits there; return the message.

    Where nobody of the staff sits there nothing is said, and the piece is out all the same.
    """
    author = next(iter(members_with(row.community_id, [row.author_id])), None) if row.author_id else None
    speaker = speaker_in(group, row.community_id, wished=author)
    if speaker is None:
        return None
    with override(row.community.language):
        facts = {"column": row.column.name, "title": row.title, "address": address_of(row)}
        text = gettext("%(column)s: %(title)s\n%(address)s") % facts
    try:
        with transaction.atomic():
            said = {"group": group, "member": speaker, "text": text, "nonce": f"piece:{row.pk}:{group}"}
            return post_message(**said, actor=Actor.of_system(), now=now).pk  # type: ignore[arg-type]  # as it is called
    except DomainError:
        return None


def address_of(row: Piece) -> str:
    """Return where members read a piece."""
    return member_address(row.community.slug, f"read/{row.key}")


def write_letters(*, piece: int) -> int:
    """Write to the members who want what is published by letter; return to how many."""
    row = Piece.objects.select_related("community", "column").get(pk=piece)
    if not row.to_mail or row.published_at is None or row.withdrawn_at:
        return 0
    return sum(
        write_to(one.account, row.community.language, partial(words_of, row, one), headers=ending(one.secret))
        for one in readers_of_pieces(row.community_id)
    )


def words_of(row: Piece, reader: Reader) -> tuple[str, str]:
    """Return the letter that brings a piece: how it begins, and where it goes on."""
    begins = row.body if len(row.body) <= LETTER else f"{row.body[:LETTER].rsplit(maxsplit=1)[0]} …"
    facts = {"community": row.community.name, "column": row.column.name, "title": row.title, "address": address_of(row)}
    foot = gettext("Read it here: %(address)s") % facts
    text = "\n\n".join(part for part in (row.title, begins, foot, how_to_end(reader.secret)) if part)
    return gettext("%(column)s: %(title)s") % facts, text


@transaction.atomic
def withdraw_piece(*, piece: int, on: bool, actor: Actor, now: datetime) -> Piece:
    """Let nobody read a piece any more, or let it be as it was; a draft is put away. Again changes nothing."""
    row = own_piece(piece, actor)
    if bool(row.withdrawn_at) == on:
        return row
    row.withdrawn_at = now if on else None
    return kept_and_told(row, ["withdrawn_at"], actor, now)
