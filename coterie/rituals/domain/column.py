"""Columns: what readers come back for, on which days, and a warning when they come less."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import timezone_of
from coterie.communities.queries.profiles import profiles_of
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Invalid, NotFound
from coterie.platform.events.log import publish
from coterie.rituals.enums import PieceFormat
from coterie.rituals.events import ColumnChanged, ColumnDeclined, ColumnRecovered
from coterie.rituals.models import Column
from coterie.rituals.queries.columns import trends_of

MOST = 50


class ColumnFacts(TypedDict, total=False):
    """What an operator decides; what is left out stays, or is as usual."""

    name: str
    profile: int | None
    format: str
    weekdays: Sequence[int]


@transaction.atomic
def create_column(*, community: int, actor: Actor, now: datetime, **facts: Unpack[ColumnFacts]) -> Column:
    """Make a column. Raises Invalid naming what is wrong."""
    require(actor, Permission.EDIT_RITUALS, community)
    row = Column(community_id=community, created_at=now)
    altered(row, checked_facts(row, facts, now))
    refuse_odd(row)
    if Column.objects.filter(community=community, archived_at=None).count() >= MOST:
        raise Invalid(_("There are 50 columns already."), field="name")
    row.save()
    return told(row, ["made"], actor, now)


@transaction.atomic
def edit_column(*, column: int, actor: Actor, now: datetime, **facts: Unpack[ColumnFacts]) -> Column:
    """Change what is given; other days are promised from today on, what was promised before stays so."""
    row = own_column(column, actor)
    fields = altered(row, checked_facts(row, facts, now))
    refuse_odd(row)
    if fields:
        row.save(update_fields=fields)
        told(row, fields, actor, now)
    return row


@transaction.atomic
def archive_column(*, column: int, on: bool, actor: Actor, now: datetime) -> Column:
    """End a column, or let it go on; its pieces stay. Again changes nothing."""
    row = own_column(column, actor)
    if bool(row.archived_at) == on:
        return row
    row.archived_at = now if on else None
    refuse_odd(row)
    row.save(update_fields=["archived_at"])
    return told(row, ["archived_at"], actor, now)


def watch_columns(*, actor: Actor, now: datetime) -> int:
    """Warn of columns whose views decline, once for each decline, and end what holds no more; return how many."""
    rows = Column.objects.filter(archived_at=None).order_by("pk").values_list("pk", flat=True)
    return sum(watch_column(column=pk, actor=actor, now=now) for pk in rows)


@transaction.atomic
def watch_column(*, column: int, actor: Actor, now: datetime) -> bool:
    """Warn of a column, or end its warning; tell whether anything changed."""
    row = locked(Column.objects.filter(pk=column))
    trend = trends_of([row.pk], now).get(row.pk)
    if trend is None:
        return False
    warned = trend.declines if row.warned_at is None else not trend.recovered
    if warned == bool(row.warned_at):
        return False
    facts: dict[str, Any] = {"at": now, "community": row.community_id, "actor": actor.account, "subject": row.pk}
    row.warned_at = now if warned else None
    row.save(update_fields=["warned_at"])
    if warned:
        publish(ColumnDeclined(**facts, data={"slope": round(trend.slope, 6), "p": round(trend.p, 6)}))
    else:
        publish(ColumnRecovered(**facts))
    return True


def own_column(column: int, actor: Actor) -> Column:
    """Lock a column that the actor may change."""
    row = locked(Column.objects.filter(pk=column))
    require(actor, Permission.EDIT_RITUALS, row.community_id)
    return row


def checked_facts(row: Column, facts: ColumnFacts, now: datetime) -> dict[str, Any]:
    """Return the facts as they are kept."""
    kept: dict[str, Any] = dict(facts)
    if "name" in kept:
        kept["name"] = " ".join(kept["name"].split())[:60]
    if "profile" in kept:
        kept["profile_id"] = kept.pop("profile")
        if kept["profile_id"] and not profiles_of(row.community_id).filter(pk=kept["profile_id"]).exists():
            raise NotFound(_("There is no such profile."), field="profile")
    if "weekdays" in kept:
        kept["rhythms"] = promised(row, kept.pop("weekdays"), now)
    return kept


def promised(row: Column, weekdays: Sequence[int], now: datetime) -> list[dict[str, Any]]:
    """Return what was promised before, and these days from today on, by the community's clock."""
    days = sorted(set(weekdays))
    if any(day not in range(7) for day in days):
        raise Invalid(_("Choose from the list."), field="weekdays")
    if days == row.weekdays:
        return list(row.rhythms)
    today = now.astimezone(ZoneInfo(timezone_of(row.community_id))).date().isoformat()
    return [*(one for one in row.rhythms if one["since"] < today), {"since": today, "weekdays": days}]


def refuse_odd(row: Column) -> None:
    """Refuse a column without a name, or with that of another."""
    if not row.name:
        raise Invalid(_("Please give a name."), field="name")
    if row.format not in PieceFormat.values:
        raise Invalid(_("Choose from the list."), field="format")
    others = Column.objects.filter(community=row.community_id, name=row.name, archived_at=None).exclude(pk=row.pk)
    if row.archived_at is None and others.exists():
        raise Invalid(_("There is a column of this name."), field="name")


def told(row: Column, fields: list[str], actor: Actor, now: datetime) -> Column:
    """Tell of a change."""
    facts: dict[str, Any] = {"at": now, "community": row.community_id, "actor": actor.account, "subject": row.pk}
    publish(ColumnChanged(**facts, data={"fields": sorted(fields)}))
    return row
