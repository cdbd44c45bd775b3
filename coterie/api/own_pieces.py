"""What is published, as members read it."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from coterie.api.inside import READ, community_inside
from coterie.api.paging import Page, Slice, page_of
from coterie.api.pieces import found
from coterie.api.token import need_scope
from coterie.kit.clock import now
from coterie.members.queries.members import member_of
from coterie.rituals.domain.piece_reader import see_piece
from coterie.rituals.enums import PieceFormat
from coterie.rituals.models import Material, Piece
from coterie.rituals.queries.pieces import materials_of, pieces_visible_to

router = Router(tags=["content"])
MINE, OWN = "/me/memberships/{slug}/pieces", "/me/memberships/{slug}/pieces/{key}"


class Shown(Schema):
    """What a piece shows: a picture, a link, a source."""

    key: str
    kind: str
    title: str
    link: str
    source: str
    picture: bool


class ReadingRow(Schema):
    """A piece as a member sees it in a list."""

    key: str
    column: str
    profile: str
    title: str
    format: PieceFormat
    published_at: datetime | None


class Reading(ReadingRow):
    """A piece as a member reads it."""

    body: str
    shows: list[Shown]


def reading_row(row: Piece) -> dict[str, Any]:
    """Return a piece as members see it in a list."""
    profile = row.column.profile.name if row.column.profile else ""
    facts = {name: getattr(row, name) for name in ("key", "title", "format", "published_at")}
    return {**facts, "column": row.column.name, "profile": profile}


def material_shown(row: Material) -> dict[str, Any]:
    """Return what a piece shows."""
    facts = {name: getattr(row, name) for name in ("key", "kind", "title", "link", "source")}
    return {**facts, "picture": bool(row.picture)}


@router.get(MINE, response=Page[ReadingRow])
def own_pieces(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List what you can read, the latest first."""
    actor = need_scope(request, READ)
    rows = pieces_visible_to(actor, community_inside(actor, slug).pk)
    return page_of(rows, part, reading_row, by_time="published_at")


@router.get(OWN, response=Reading)
def own_piece(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Read a piece; of a member it counts as read."""
    actor = need_scope(request, READ)
    community = community_inside(actor, slug)
    row = found(pieces_visible_to(actor, community.pk).filter(key=key).first())
    if (member := member_of(actor, community.pk)) is not None:
        see_piece(piece=row, visitor=None, member=member.pk, actor=actor, now=now())
    return {**reading_row(row), "body": row.body, "shows": [material_shown(one) for one in materials_of(row)]}
