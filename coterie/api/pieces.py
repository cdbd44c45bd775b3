"""Pieces: writing them, looking at what others wrote, and publishing."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from coterie.api.columns import column_at
from coterie.api.found import community_at
from coterie.api.materials import spark_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.groups.queries.groups import public_groups
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.rituals.domain.piece import approve_piece, edit_piece, return_piece, submit_piece, write_piece
from coterie.rituals.domain.publication import publish_piece, withdraw_piece
from coterie.rituals.enums import PieceFormat, PieceState
from coterie.rituals.models import Piece
from coterie.rituals.queries.materials import materials_run_by
from coterie.rituals.queries.piece_counts import counts_of
from coterie.rituals.queries.pieces import pieces_run_by, state_of_piece

router = Router(tags=["content"])
ALL, ONE = "/communities/{slug}/pieces", "/communities/{slug}/pieces/{key}"
NAMES = ("key", "title", "body", "format", "is_public", "to_mail", "to_feed", "planned_at", "published_at", "note")
EDIT, PARTS = Permission.EDIT_RITUALS, ("materials", "groups")


class PieceIn(Schema):
    """What a piece says, what it is made of, and where it goes; keys of a column, of materials and of groups."""

    column: str = Field(max_length=12)
    title: str = Field(min_length=1, max_length=120)
    body: str = Field("", max_length=20_000)
    format: PieceFormat = PieceFormat.TEXT
    materials: list[str] = Field(default_factory=list, max_length=20)
    groups: list[str] = Field(default_factory=list, max_length=200)
    is_public: bool = False
    to_mail: bool = False
    to_feed: bool = False
    planned_at: AwareDatetime | None = None


class NewPiece(PieceIn):
    """A piece, perhaps made of an idea of the inbox."""

    spark: str | None = Field(None, max_length=12)


class PieceRow(Schema):
    """A piece in a list."""

    key: str
    column: str
    title: str
    body: str
    format: PieceFormat
    is_public: bool
    to_mail: bool
    to_feed: bool
    planned_at: datetime | None
    published_at: datetime | None
    note: str
    state: PieceState
    author: str


class CountsOut(Schema):
    """What a piece brought."""

    views: int
    reads: int
    reactions: int
    replies: int
    joins: int
    orders: int


class PieceOut(PieceRow):
    """A piece with its parts, and what it brought."""

    materials: list[str]
    groups: list[str]
    counts: CountsOut


class Note(Schema):
    """What should be otherwise."""

    note: str = Field(min_length=1, max_length=300)


def row_shown(row: Piece) -> dict[str, Any]:
    """Return a piece as lists show it."""
    facts = {name: getattr(row, name) for name in NAMES}
    author = row.author.name if row.author else ""
    return {**facts, "column": row.column.key, "state": state_of_piece(row), "author": author}


def piece_shown(row: Piece) -> dict[str, Any]:
    """Return a piece with its parts."""
    parts = {name: list(getattr(row, name).order_by("pk").values_list("key", flat=True)) for name in PARTS}
    return {**row_shown(row), **parts, "counts": counts_of([row])[row.pk]}


def piece_at(request: HttpRequest, slug: str, key: str, permission: str) -> Piece:
    """Return a piece of a community."""
    community = community_at(request, slug, permission)
    return found(pieces_run_by(actor_of(request), community.pk).filter(key=key).first())


def found(row: Piece | None) -> Piece:
    """Return a piece that was looked for. Raises NotFound."""
    if row is None:
        raise NotFound(_("There is no such piece."))
    return row


def facts_of(request: HttpRequest, community: Community, body: PieceIn) -> dict[str, Any]:
    """Return what the verbs take."""
    rows = {
        "materials": materials_run_by(actor_of(request), community.pk),
        "groups": public_groups(community.pk),
    }
    facts = body.dict(exclude={"spark"})
    for name, known in rows.items():
        keys = set(facts[name])
        facts[name] = list(known.filter(key__in=keys).values_list("pk", flat=True))
        if len(facts[name]) != len(keys):
            raise NotFound(_("There is no such page."), field=name)
    return {**facts, "column": column_at(request, community.slug, body.column, EDIT).pk}


@router.get(ALL, response=Page[PieceRow])
def pieces(
    request: HttpRequest, slug: str, part: Query[Slice], state: PieceState | None = None, column: str = ""
) -> dict[str, object]:
    """List the pieces, newest first, by state and column."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    rows = pieces_run_by(actor_of(request), community.pk, state=state or "")
    return page_of(rows.filter(column__key=column) if column else rows, part, row_shown)


@router.post(ALL, response={201: PieceOut})
def new_piece(request: HttpRequest, slug: str, body: NewPiece) -> Status[dict[str, Any]]:
    """Begin a piece."""
    community = community_at(request, slug, EDIT)
    facts = facts_of(request, community, body)
    spark = spark_at(request, slug, body.spark).pk if body.spark else None
    row = write_piece(community=community.pk, spark=spark, **facts, actor=actor_of(request), now=now())
    return Status(201, piece_shown(row))


@router.get(ONE, response=PieceOut)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a piece and what it brought."""
    return piece_shown(piece_at(request, slug, key, Permission.SEE_CONSOLE))


@router.put(ONE, response=PieceOut)
def change(request: HttpRequest, slug: str, key: str, body: PieceIn) -> dict[str, Any]:
    """Change a piece; anything but the hour has to be looked at again."""
    row = piece_at(request, slug, key, EDIT)
    facts = facts_of(request, row.community, body)
    edit_piece(piece=row.pk, **facts, actor=actor_of(request), now=now())
    return piece_shown(piece_at(request, slug, key, EDIT))


@router.put(f"{ONE}/submission", response=PieceOut)
def submit(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Hand a piece in to be looked at."""
    row = piece_at(request, slug, key, EDIT)
    submit_piece(piece=row.pk, actor=actor_of(request), now=now())
    return piece_shown(piece_at(request, slug, key, EDIT))


@router.put(f"{ONE}/approval", response=PieceOut)
def approve(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Approve a piece that another wrote."""
    row = piece_at(request, slug, key, EDIT)
    approve_piece(piece=row.pk, actor=actor_of(request), now=now())
    return piece_shown(piece_at(request, slug, key, EDIT))


@router.put(f"{ONE}/return", response=PieceOut)
def give_back(request: HttpRequest, slug: str, key: str, body: Note) -> dict[str, Any]:
    """Give a piece back, saying what should be otherwise."""
    row = piece_at(request, slug, key, EDIT)
    return_piece(piece=row.pk, note=body.note, actor=actor_of(request), now=now())
    return piece_shown(piece_at(request, slug, key, EDIT))


@router.put(f"{ONE}/publication", response=PieceOut)
def publish(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Let an approved piece out now."""
    row = piece_at(request, slug, key, EDIT)
    publish_piece(piece=row.pk, actor=actor_of(request), now=now())
    return piece_shown(piece_at(request, slug, key, EDIT))


@router.put(f"{ONE}/withdrawal", response=PieceOut)
def withdraw(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Withdraw a piece: nobody can read it any more."""
    row = piece_at(request, slug, key, EDIT)
    withdraw_piece(piece=row.pk, on=True, actor=actor_of(request), now=now())
    return piece_shown(piece_at(request, slug, key, EDIT))


@router.delete(f"{ONE}/withdrawal", response=PieceOut)
def restore(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Let a piece be as it was before it was withdrawn."""
    row = piece_at(request, slug, key, EDIT)
    withdraw_piece(piece=row.pk, on=False, actor=actor_of(request), now=now())
    return piece_shown(piece_at(request, slug, key, EDIT))
