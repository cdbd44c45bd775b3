"""Columns, how their views go, and whether what they promised was kept."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.rituals.models import Column, Piece
from coterie.rituals.rules import RIPE, Trend, kept_streak, kept_weeks, trend_of

YEAR = timedelta(days=366)
"""How far back trends and streaks look."""


def columns_run_by(actor: Actor, community: int) -> QuerySet[Column]:
    """The columns of a community, for its staff: those that go on first, by name."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = Column.objects.filter(community=community).select_related("profile")
    return rows.order_by(F("archived_at").asc(nulls_first=True), "name", "id")


def ripe_pieces(now: datetime) -> QuerySet[Piece]:
    """Pieces that have been out for a week, the oldest first, with `week_views`: who saw them within it."""
    rows = Piece.objects.filter(published_at__gt=now - YEAR, published_at__lte=now - RIPE, withdrawn_at=None)
    within = Q(readers__seen_at__lt=F("published_at") + RIPE)
    return rows.annotate(week_views=Count("readers", filter=within)).order_by("published_at", "pk")


def ripe_views(columns: Collection[int], now: datetime) -> dict[int, list[int]]:
    """Return who saw each piece within a week, by column, the oldest piece first."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = ripe_pieces(now).filter(column__in=columns)
    for column, views in rows.values_list("column", "week_views"):  # type: ignore[misc]  # annotated above
        found[column].append(views)
    return found


def trends_of(columns: Collection[int], now: datetime) -> dict[int, Trend]:
    """Return how the views of columns go; one with too few pieces is left out."""
    trends = {column: trend_of(views) for column, views in ripe_views(columns, now).items()}
    return {column: trend for column, trend in trends.items() if trend}


@dataclass(frozen=True, slots=True)
class Declining:
    """A column of which was warned, and how its views go now."""

    key: str
    name: str
    trend: Trend


def declining_in(community: int, now: datetime) -> list[Declining]:
    """Return the columns of which was warned."""
    rows = list(Column.objects.filter(community=community, archived_at=None).exclude(warned_at=None).order_by("name"))
    trends = trends_of([row.pk for row in rows], now) if rows else {}
    return [Declining(row.key, row.name, trends[row.pk]) for row in rows if row.pk in trends]


@dataclass(frozen=True, slots=True)
class Persistence:
    """How long what the columns promise has been kept without a break: promised days, and whole weeks before this."""

    days: int
    weeks: int
    promises: bool
    """Whether anything is promised at all."""


def persistence_of(community: int, zone: str, now: datetime) -> Persistence:
    """Fold the dates on which pieces came out, by the community's clock, over what was promised for them."""
    clock = ZoneInfo(zone)
    columns = list(Column.objects.filter(community=community))
    published: dict[int, set[date]] = defaultdict(set)
    pieces = Piece.objects.filter(community=community, published_at__gt=now - YEAR)
    for column, at in pieces.values_list("column", "published_at"):
        if at:
            published[column].add(at.astimezone(clock).date())
    today = now.astimezone(clock).date()
    kept = partial(kept_on, columns, published, clock)
    facts = {"kept": kept, "first": today - YEAR, "today": today}
    return Persistence(kept_streak(**facts), kept_weeks(**facts), any(row.weekdays for row in columns))  # type: ignore[arg-type]  # as they are called


def kept_on(columns: Sequence[Column], published: dict[int, set[date]], zone: ZoneInfo, on: date) -> bool | None:
    """Tell whether every column that was promised for a date came out on it; None where none was."""
    due = [row for row in columns if is_due(row, zone, on)]
    return all(on in published[row.pk] for row in due) if due else None


def is_due(row: Column, zone: ZoneInfo, on: date) -> bool:
    """Tell whether a column was promised for a date, and had not ended by then."""
    ended = row.archived_at.astimezone(zone).date() if row.archived_at else None
    return row.promised_on(on) and (ended is None or on < ended)
