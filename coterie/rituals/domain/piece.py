"""Writing pieces, and looking at what others wrote before it is let out."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import public_groups
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.text import clean
from coterie.platform.events.log import publish
from coterie.rituals.domain.spark import use_spark
from coterie.rituals.enums import MaterialKind, PieceFormat, Rights
from coterie.rituals.events import PieceChanged
from coterie.rituals.models import Column, Material, Piece
from coterie.rituals.queries.pieces import may_approve

AHEAD = timedelta(days=366)
MOST_MATERIALS = 20
NEEDS = {
    PieceFormat.PICTURE: Material.objects.exclude(picture=""),
    PieceFormat.AUDIO: Material.objects.filter(kind=MaterialKind.AUDIO),
    PieceFormat.VIDEO: Material.objects.filter(kind=MaterialKind.VIDEO),
}
"""What a piece of a format shows: one of these at least."""
LOOKED_AT = ("submitted_at", "submitted_by_id", "approved_at", "approved_by_id")


class PieceFacts(TypedDict, total=False):
    """What an author decides; what is left out stays, or is as usual."""

    column: int
    title: str
    body: str
    format: str
    materials: Collection[int]
    groups: Collection[int]
    is_public: bool
    to_mail: bool
    to_feed: bool
    planned_at: datetime | None


@transaction.atomic
def write_piece(
    *, community: int, spark: int | None = None, actor: Actor, now: datetime, **facts: Unpack[PieceFacts]
) -> Piece:
    """Begin a piece, perhaps made of an idea. Raises Invalid naming what is wrong, Conflict for a used idea."""
    require(actor, Permission.EDIT_RITUALS, community)
    row = Piece(community_id=community, author_id=actor.account, created_at=now)
    kept = checked_facts(row, facts, now)
    made_of = {name: kept.pop(name, []) for name in ("materials", "groups")}
    altered(row, kept)
    refuse_odd(row)
    row.save()
    for name, chosen in made_of.items():
        getattr(row, name).set(chosen)
    if spark:
        use_spark(spark, row.pk, community, actor, now)
    return told(row, ["made"], actor, now)


@transaction.atomic
def edit_piece(*, piece: int, actor: Actor, now: datetime, **facts: Unpack[PieceFacts]) -> Piece:
    """Change what is given; anything but the hour has to be looked at again.

    Raises Conflict for a piece that is out.
    """
    row = own_piece(piece, actor)
    if row.published_at:
        raise Conflict(_("It is out. Withdraw it, and write it anew."))
    kept = checked_facts(row, facts, now)
    fields = [name for name in ("materials", "groups") if name in kept and put(row, name, kept.pop(name))]
    changed = altered(row, kept)
    refuse_odd(row)
    if {*fields, *changed} - {"planned_at"}:
        changed += altered(row, dict.fromkeys(LOOKED_AT))
    if changed:
        row.save(update_fields=changed)
    return told(row, [*fields, *changed], actor, now) if fields or changed else row


@transaction.atomic
def submit_piece(*, piece: int, actor: Actor, now: datetime) -> Piece:
    """Hand a piece in to be looked at; again changes nothing.

    Raises Invalid for one that goes nowhere, or shows nothing of what its format promises.
    """
    row = own_piece(piece, actor)
    if row.submitted_at:
        return row
    refuse_withdrawn(row)
    if not (row.is_public or row.to_mail or row.groups.exists()):
        raise Invalid(_("Choose where it is to appear."), field="groups")
    needed = NEEDS.get(PieceFormat(row.format))
    if needed is None and not row.body:
        raise Invalid(_("Please write something."), field="body")
    if needed is not None and not needed.filter(pieces=row).exists():
        raise Invalid(_("Choose what it shows from the library."), field="materials")
    row.submitted_at, row.submitted_by_id, row.note = now, actor.account, ""
    return kept_and_told(row, ["submitted_at", "submitted_by", "note"], actor, now)


@transaction.atomic
def approve_piece(*, piece: int, actor: Actor, now: datetime) -> Piece:
    """Let a piece be published as it stands; again changes nothing.

    Raises Conflict to who wrote it or handed it in, while there is anybody else who could look at it; and for materials
    of which nobody knows whether they may be used.
    """
    row = own_piece(piece, actor)
    if row.approved_at:
        return row
    if row.submitted_at is None or row.withdrawn_at:
        raise Conflict(_("It was not handed in."))
    if not may_approve(row, actor):
        raise Conflict(_("Somebody else has to look at what you wrote."))
    refuse_unclear(row)
    row.approved_at, row.approved_by_id = now, actor.account
    return kept_and_told(row, ["approved_at", "approved_by"], actor, now)


@transaction.atomic
def return_piece(*, piece: int, note: str, actor: Actor, now: datetime) -> Piece:
    """Give a piece back, saying what should be otherwise. Raises Conflict for a draft, and for one that is out."""
    row = own_piece(piece, actor)
    if row.submitted_at is None or row.published_at:
        raise Conflict(_("It was not handed in."))
    note = " ".join(clean(note).split())[:300]
    if not note:
        raise Invalid(_("Say what should be otherwise."), field="note")
    altered(row, dict.fromkeys(LOOKED_AT))
    row.note = note
    return kept_and_told(row, [*LOOKED_AT, "note"], actor, now)


def own_piece(piece: int, actor: Actor) -> Piece:
    """Lock a piece that the actor may change."""
    row = locked(Piece.objects.filter(pk=piece))
    require(actor, Permission.EDIT_RITUALS, row.community_id)
    return row


def checked_facts(row: Piece, facts: PieceFacts, now: datetime) -> dict[str, Any]:
    """Return the facts as they are kept."""
    kept: dict[str, Any] = dict(facts)
    for name, most in (("title", 120), ("body", 20_000)):
        if name in kept:
            kept[name] = clean(kept[name])
            if len(kept[name]) > most:
                raise Invalid(_("That is too long."), field=name)
    if "column" in kept:
        kept["column_id"] = kept.pop("column")
        if not Column.objects.filter(pk=kept["column_id"], community=row.community_id, archived_at=None).exists():
            raise NotFound(_("There is no such column."), field="column")
    if kept.get("planned_at") and kept["planned_at"] != row.planned_at and not now < kept["planned_at"] <= now + AHEAD:
        raise Invalid(_("The time lies ahead, within a year."), field="planned_at")
    refuse_unknown(row, kept)
    return kept


def refuse_unknown(row: Piece, kept: dict[str, Any]) -> None:
    """Refuse materials and groups that the community does not have."""
    here = {"materials": Material.objects.filter(community=row.community_id), "groups": public_groups(row.community_id)}
    for name, rows in here.items():
        if name in kept and rows.filter(pk__in=kept[name]).count() != len(set(kept[name])):
            raise NotFound(_("There is no such page."), field=name)
    if len(kept.get("materials", ())) > MOST_MATERIALS:
        raise Invalid(_("At most 20 materials."), field="materials")


def refuse_odd(row: Piece) -> None:
    """Refuse what cannot be kept like this, naming the field."""
    if not row.title:
        raise Invalid(_("Please give a name."), field="title")
    if not row.column_id:
        raise Invalid(_("Choose a column."), field="column")
    if row.format not in PieceFormat.values:
        raise Invalid(_("Choose from the list."), field="format")
    if row.to_feed and not row.is_public:
        raise Invalid(_("Only what everybody can read goes into the feed."), field="to_feed")


def refuse_unclear(row: Piece) -> None:
    """Refuse a piece with materials of which nobody knows whether they may be used."""
    if row.materials.filter(rights=Rights.UNCLEAR).exists():
        raise Conflict(_("The rights of a material are not clear. Clear them first."), field="materials")


def refuse_withdrawn(row: Piece) -> None:
    """Refuse a piece that was withdrawn."""
    if row.withdrawn_at:
        raise Conflict(_("It was withdrawn."))


def put(row: Piece, name: str, chosen: Collection[int]) -> bool:
    """Choose materials or groups; tell whether they are others than before."""
    before = set(getattr(row, name).values_list("pk", flat=True))
    getattr(row, name).set(chosen)
    return before != set(chosen)


def kept_and_told(row: Piece, fields: list[str], actor: Actor, now: datetime) -> Piece:
    """Keep what changed, and tell of it."""
    row.save(update_fields=fields)
    return told(row, fields, actor, now)


def told(row: Piece, fields: list[str], actor: Actor, now: datetime) -> Piece:
    """Tell of a change."""
    names = sorted(name.removesuffix("_id") for name in fields)
    publish(PieceChanged(at=now, data={"fields": names}, **facts_of(row, actor)))
    return row


def facts_of(row: Piece, actor: Actor) -> dict[str, Any]:
    """Return what every event of a piece says."""
    return {"community": row.community_id, "actor": actor.account, "subject": row.pk}
