"""Columns: what readers come back for, and how their number goes."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.communities.queries.profiles import profiles_of
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.rituals.domain.column import archive_column, create_column, edit_column
from coterie.rituals.enums import PieceFormat
from coterie.rituals.models import Column
from coterie.rituals.queries.columns import columns_run_by, ripe_views
from coterie.rituals.rules import trend_of

router = Router(tags=["content"])
ALL, ONE = "/communities/{slug}/columns", "/communities/{slug}/columns/{key}"


class ColumnIn(Schema):
    """A column: its name, whose it is, and the days that it promises, 0 is Monday."""

    name: str = Field(min_length=1, max_length=60)
    profile: str | None = Field(None, max_length=12, description="key of a profile; null: the community's own")
    format: PieceFormat = PieceFormat.TEXT
    weekdays: list[int] = Field(default_factory=list, max_length=7)


class ColumnOut(ColumnIn):
    """A column as it is kept; `warned_at`: when its views were found to decline, null while they do not."""

    key: str
    warned_at: datetime | None
    archived_at: datetime | None


class TrendOut(Schema):
    """How the views go: `change` from the first piece to the last, `p` of such a fall by chance."""

    pieces: int
    slope: float
    change: float
    p: float
    declines: bool


class ColumnReport(ColumnOut):
    """A column with who saw each of its pieces within a week, the oldest first, and the trend of that."""

    views: list[int]
    trend: TrendOut | None


class Ended(Schema):
    """Whether a column has ended."""

    on: bool = True


def column_shown(row: Column) -> dict[str, Any]:
    """Return a column as the API shows one."""
    facts = {name: getattr(row, name) for name in ColumnOut.model_fields if name != "profile"}
    return {**facts, "profile": row.profile.key if row.profile else None}


def report_shown(row: Column) -> dict[str, Any]:
    """Return a column with how its views go."""
    views = ripe_views([row.pk], now()).get(row.pk, [])
    return {**column_shown(row), "views": views, "trend": trend_of(views)}


def column_at(request: HttpRequest, slug: str, key: str, permission: str) -> Column:
    """Return a column of a community."""
    community = community_at(request, slug, permission)
    row = columns_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such column."))
    return row


def facts_of(community: int, body: ColumnIn) -> dict[str, Any]:
    """Return what the verbs take."""
    facts = body.dict()
    if body.profile is not None:
        facts["profile"] = profiles_of(community).filter(key=body.profile).values_list("pk", flat=True).first()
        if facts["profile"] is None:
            raise NotFound(_("There is no such profile."), field="profile")
    return facts


@router.get(ALL, response=Page[ColumnOut])
def columns(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the columns, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(columns_run_by(actor_of(request), community.pk), part, column_shown)


@router.post(ALL, response={201: ColumnOut})
def new_column(request: HttpRequest, slug: str, body: ColumnIn) -> Status[dict[str, Any]]:
    """Make a column."""
    community = community_at(request, slug, Permission.EDIT_RITUALS)
    facts = facts_of(community.pk, body)
    return Status(201, column_shown(create_column(community=community.pk, **facts, actor=actor_of(request), now=now())))


@router.get(ONE, response=ColumnReport)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a column and how its views go."""
    return report_shown(column_at(request, slug, key, Permission.SEE_CONSOLE))


@router.put(ONE, response=ColumnReport)
def change(request: HttpRequest, slug: str, key: str, body: ColumnIn) -> dict[str, Any]:
    """Change a column; other days are promised from today on."""
    row = column_at(request, slug, key, Permission.EDIT_RITUALS)
    edit_column(column=row.pk, **facts_of(row.community_id, body), actor=actor_of(request), now=now())
    return report_shown(column_at(request, slug, key, Permission.EDIT_RITUALS))


@router.put(f"{ONE}/end", response=ColumnOut)
def end(request: HttpRequest, slug: str, key: str, body: Ended) -> dict[str, Any]:
    """End a column, or let it go on."""
    row = column_at(request, slug, key, Permission.EDIT_RITUALS)
    return column_shown(archive_column(column=row.pk, on=body.on, actor=actor_of(request), now=now()))
