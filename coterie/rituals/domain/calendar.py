"""The times of rituals in the weeks to come."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import joining_dates, public_groups
from coterie.kit.actor import Actor
from coterie.kit.errors import Invalid
from coterie.platform.events.log import publish
from coterie.rituals.enums import OccurrenceState, Rule
from coterie.rituals.events import OccurrenceChanged
from coterie.rituals.models import Occurrence, Ritual
from coterie.rituals.queries.rituals import recurrence_of, zone_of
from coterie.rituals.rules import dates_of, moment_of

AHEAD = timedelta(days=35)
"""How far ahead times are written down."""


@transaction.atomic
def plan_ahead(*, community: int | None = None, actor: Actor, now: datetime) -> int:  # noqa: ARG001 - the shape of verbs
    """Write down the times of the next five weeks of every ritual; return how many are new."""
    rows = Ritual.objects.filter(archived_at=None, paused_at=None).select_related("community")
    rows = rows.filter(community=community) if community else rows
    return sum(lay_out(row, now) for row in rows.order_by("pk"))


def lay_out(row: Ritual, now: datetime) -> int:
    """Write down the times of a ritual that are not written yet; return how many are new."""
    known = set(Occurrence.objects.filter(ritual=row, on__gte=today(row, now)).values_list("group", "on"))
    fresh = [
        new_time(row, group, on, turn)
        for turn, on, groups in planned(row, now)
        for group in groups
        if (group, on) not in known
    ]
    kept = [each for each in fresh if each.starts_at > now]
    Occurrence.objects.bulk_create(kept, ignore_conflicts=True)
    return len(kept)


def planned(row: Ritual, now: datetime) -> Iterator[tuple[int, date, list[int]]]:
    """Yield the dates ahead, each with its place among all dates since the first, and the groups where it is."""
    since, zone, plan = today(row, now), zone_of(row), recurrence_of(row)
    by_date: dict[date, list[int]] = {}
    for group in row.groups.filter(archived_at=None).order_by("pk"):
        stretch = (min(row.first_on, since), since + AHEAD)
        for began in beginnings(row, group.pk, group.created_at.astimezone(zone).date(), stretch):
            for on in dates_of(plan, began=began, since=stretch[0], to=stretch[1]):
                by_date.setdefault(on, []).append(group.pk)
    for turn, (on, groups) in enumerate(sorted(by_date.items())):
        if on >= since:
            yield turn, on, groups


def beginnings(row: Ritual, group: int, opened: date, stretch: tuple[date, date]) -> set[date]:
    """Return from which dates days are counted: when the group began, or when those joined whose day it would be."""
    if row.rule != Rule.AFTER_JOINING:
        return {opened}
    before = timedelta(days=row.after - 1)
    return joining_dates(group, zone_of(row), stretch[0] - before, stretch[1] - before)


def today(row: Ritual, now: datetime) -> date:
    """Return the date by the community's clock."""
    return now.astimezone(zone_of(row)).date()


def new_time(row: Ritual, group: int, on: date, turn: int) -> Occurrence:
    """Return one time of a ritual; its hosts take turns by date."""
    starts = moment_of(on, row.at, row.community.timezone)
    host = row.hosts[turn % len(row.hosts)] if row.hosts else None
    facts: dict[str, Any] = {"community_id": row.community_id, "group_id": group, "host_id": host, "on": on}
    return Occurrence(ritual=row, starts_at=starts, ends_at=starts + timedelta(minutes=row.minutes), **facts)


def take_back(row: Ritual, now: datetime) -> None:
    """Strike the times to come out that nobody was told of and nobody moved."""
    rows = Occurrence.objects.filter(ritual=row, state=OccurrenceState.PLANNED, starts_at__gt=now, moved_at=None)
    rows.filter(title="").delete()


@transaction.atomic
def copy_week(*, community: int, monday: date, to: date, actor: Actor, now: datetime) -> int:
    """Repeat what takes place in one week in another; what stands there already stays. Return how many are new.

    Raises Invalid unless both days are Mondays and the second week is to come.
    """
    require(actor, Permission.EDIT_RITUALS, community)
    if monday.weekday() or to.weekday() or monday == to:
        raise Invalid(_("A week begins on a Monday."), field="to")
    rows = Occurrence.objects.filter(
        community=community, on__gte=monday, on__lt=monday + timedelta(days=7), ritual__archived_at=None
    ).exclude(state=OccurrenceState.CANCELLED)
    groups = set(public_groups(community).values_list("pk", flat=True))
    fresh = [again(row, to - monday, now) for row in rows.select_related("ritual__community") if row.group_id in groups]
    known = set(Occurrence.objects.filter(community=community).values_list("ritual", "group", "on"))
    kept = [row for row in fresh if row.starts_at > now and (row.ritual_id, row.group_id, row.on) not in known]
    if not kept and fresh and all(row.starts_at <= now for row in fresh):
        raise Invalid(_("Choose a week that is still to come."), field="to")
    Occurrence.objects.bulk_create(kept, ignore_conflicts=True)
    written = Occurrence.objects.filter(key__in=[row.key for row in kept]).values_list("pk", flat=True)
    copied: Any = {"at": now, "community": community, "actor": actor.account, "data": {"fields": ["copied"]}}
    publish(*(OccurrenceChanged(subject=pk, **copied) for pk in written))
    return len(kept)


def again(row: Occurrence, later: timedelta, now: datetime) -> Occurrence:
    """Return the same some weeks later, at the time on the wall when it took place."""
    starts = row.starts_at.astimezone(zone_of(row.ritual))
    at = moment_of(starts.date() + later, starts.time(), row.ritual.community.timezone)
    facts = {"community_id": row.community_id, "group_id": row.group_id, "host_id": row.host_id}
    length = row.ends_at - row.starts_at
    return Occurrence(ritual=row.ritual, on=row.on + later, starts_at=at, ends_at=at + length, moved_at=now, **facts)
