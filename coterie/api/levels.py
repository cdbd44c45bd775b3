"""Levels and boards."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from ninja.params.functions import Path

from coterie.api.found import community_at
from coterie.api.inside import READ, community_inside
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of, need_scope
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.members.queries.members import member_of
from coterie.rewards.domain.level import remove_level, set_level
from coterie.rewards.enums import Span
from coterie.rewards.models import Level
from coterie.rewards.queries.ranks import Board, board_of, levels_of

router = Router(tags=["levels"])
ALL = "/communities/{slug}/levels"
Number = Annotated[int, Path(ge=1, le=20)]


class LevelIn(Schema):
    """A level; `badge` is the key of the badge that comes with it."""

    title: str = Field(min_length=1, max_length=30)
    from_points: int = Field(ge=1, le=100_000_000)
    perks: str = Field("", max_length=300)
    badge: str | None = Field(None, max_length=12)


class LevelOut(LevelIn):
    """A level."""

    number: int


class Days(Schema):
    """Which days a board counts."""

    days: Span = Span.WEEK


class PlaceOut(Schema):
    """A place on a board; equal scores share one."""

    place: int
    name: str
    title: str
    points: int


class BoardOut(Schema):
    """Who got most; `mine` is your own place."""

    days: Span
    places: list[PlaceOut]
    mine: PlaceOut | None


def level_shown(row: Level) -> dict[str, Any]:
    """Return a level as the API shows one."""
    facts = {name: getattr(row, name) for name in LevelOut.model_fields if name != "badge"}
    return {**facts, "badge": row.badge.key if row.badge else None}


def board_shown(board: Board) -> dict[str, Any]:
    """Return a board as the API shows one."""
    return {"days": board.span, "places": board.places, "mine": board.mine}


@router.get(ALL, response=Page[LevelOut])
def levels(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the levels, the highest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(levels_of(community.pk), part, level_shown, by_number="number")


@router.put(f"{ALL}/{{number}}", response=LevelOut)
def level(request: HttpRequest, slug: str, number: Number, body: LevelIn) -> dict[str, Any]:
    """Make a level, or change it."""
    community = community_at(request, slug, Permission.EDIT_REWARDS)
    row = set_level(community=community.pk, number=number, **body.dict(), actor=actor_of(request), now=now())
    return level_shown(row)


@router.delete(f"{ALL}/{{number}}", response={204: None})
def removal(request: HttpRequest, slug: str, number: Number) -> Status[None]:
    """Take the highest level away."""
    community = community_at(request, slug, Permission.EDIT_REWARDS)
    remove_level(community=community.pk, number=number, actor=actor_of(request), now=now())
    return Status(204, None)


@router.get("/communities/{slug}/board", response=BoardOut)
def board(request: HttpRequest, slug: str, of: Query[Days]) -> dict[str, Any]:
    """Show who got most."""
    community = community_at(request, slug, Permission.SEE_MEMBERS)
    return board_shown(board_of(community.pk, of.days, reader=None, now=now()))


@router.get("/me/memberships/{slug}/levels", response=Page[LevelOut])
def own_levels(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the levels, the highest first."""
    community = community_inside(need_scope(request, READ), slug)
    return page_of(levels_of(community.pk), part, level_shown, by_number="number")


@router.get("/me/memberships/{slug}/board", response=BoardOut)
def own_board(request: HttpRequest, slug: str, of: Query[Days]) -> dict[str, Any]:
    """Show who got most, and your own place."""
    actor = need_scope(request, READ)
    community = community_inside(actor, slug)
    member = member_of(actor, community.pk)
    return board_shown(board_of(community.pk, of.days, reader=member.pk if member else None, now=now()))
