"""A week of the calendar over all groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from coterie.groups.queries.groups import public_groups
from coterie.kit.actor import Actor
from coterie.rituals.enums import OccurrenceState
from coterie.rituals.models import Occurrence
from coterie.rituals.queries.rituals import occurrences_run_by
from coterie.rituals.rules import AHEAD, moment_of, overlap

DAYS = 7


@dataclass(frozen=True, slots=True)
class Day:
    """A day by the community's clock."""

    on: date
    times: Sequence[Occurrence]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, and what is odd about them."""

    days: Sequence[Day]
    conflicts: frozenset[str]
    """Keys of times that overlap another in their group."""
    quiet: Sequence[str]
    """Names of the groups where nothing takes place."""
    gaps: int
    """Times to come that nobody holds."""


def monday_of(on: date) -> date:
    """Return the first day of a week."""
    return on - timedelta(days=on.weekday())


def week_of(actor: Actor, community: int, monday: date, *, zone: str, now: datetime) -> Week:
    """Return a week of all groups, for the staff."""
    since, until = (moment_of(monday + timedelta(days=ahead), time(), zone) for ahead in (0, DAYS))
    rows = list(occurrences_run_by(actor, community).filter(starts_at__gte=since, starts_at__lt=until))
    local = ZoneInfo(zone)
    days = [Day(on, [row for row in rows if row.starts_at.astimezone(local).date() == on]) for on in dates(monday)]
    real = [row for row in rows if row.state != OccurrenceState.CANCELLED]
    lively = {row.group_id for row in real}
    quiet = [group.name for group in public_groups(community) if group.pk not in lively]
    gaps = sum(row.host_id is None and row.state in AHEAD and row.ends_at > now for row in real)
    return Week(days, conflicts_in(real), quiet, gaps)


def dates(monday: date) -> list[date]:
    """Return the days of a week."""
    return [monday + timedelta(days=ahead) for ahead in range(DAYS)]


def conflicts_in(rows: Sequence[Occurrence]) -> frozenset[str]:
    """Return the keys of times that overlap another in the same group."""
    found: set[str] = set()
    for one, other in combinations(rows, 2):
        if one.group_id == other.group_id and overlap((one.starts_at, one.ends_at), (other.starts_at, other.ends_at)):
            found |= {one.key, other.key}
    return frozenset(found)
