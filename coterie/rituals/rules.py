"""When a ritual recurs, and what a moment on a wall clock is. Pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coterie.rituals.enums import MissedPolicy, OccurrenceState, Rule

ON_TIME = timedelta(minutes=2)
"""How late a session may begin and still have begun in time."""
DAY, WEEK = timedelta(days=1), timedelta(days=7)
NIGHT, MINUTES_A_DAY = 4 * 60, 24 * 60
COMING = (OccurrenceState.PLANNED, OccurrenceState.ANNOUNCED)
AHEAD = (*COMING, OccurrenceState.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """When it recurs, in dates of the community's calendar."""

    rule: str
    first: date
    """The date of what happens once; the earliest date of what recurs."""
    until: date | None = None
    weekdays: frozenset[int] = field(default=frozenset())
    """0 is Monday."""
    every: int = 1
    """Weeks from one to the next, counted from the week of `first`."""
    after: int = 0
    """Days after a group or a member began: the first day is day 1."""


def dates_of(plan: Recurrence, *, began: date, since: date, to: date) -> Iterator[date]:
    """Yield the dates from `since` to `to`, both included, for a group, or a member of it, that began on a date."""
    if plan.rule == Rule.WEEKLY:
        yield from weekly(plan, since, to)
        return
    on = plan.first if plan.rule == Rule.ONCE else began + (plan.after - 1) * DAY
    if since <= on <= to and (plan.rule == Rule.ONCE or on >= plan.first):
        yield on


def weekly(plan: Recurrence, since: date, to: date) -> Iterator[date]:
    """Yield the dates of what recurs on days of the week."""
    monday = plan.first - plan.first.weekday() * DAY
    on, last = max(since, plan.first), min(to, plan.until or to)
    while on <= last:
        weeks = (on - monday) // WEEK
        if on.weekday() in plan.weekdays and weeks % plan.every == 0:
            yield on
        on += DAY


def moment_of(on: date, at: time, zone: str) -> datetime:
    """Return when a wall clock shows a time on a date.

    A time that is skipped when clocks go forward is an hour later by the new clock; of one that comes twice, the first.
    """
    return datetime.combine(on, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def is_on_time(starts: datetime, opened: datetime) -> bool:
    """Tell whether it began when people expected it."""
    return opened - starts <= ON_TIME


def may_begin(policy: str, starts: datetime, ends: datetime, now: datetime) -> bool:
    """Tell whether it may still begin: in time always, later only where that was decided and it would still go on."""
    return is_on_time(starts, now) or (policy == MissedPolicy.LATE and now < ends)


def overlap(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    """Tell whether two stretches share a moment."""
    return one[0] < other[1] and other[0] < one[1]


def streak(done: Collection[date], free: Collection[date], today: date) -> int:
    """Return how many days in a row were done until today, or until yesterday while today is still to come.

    Days that were free for everybody are passed over: they add nothing and break nothing.
    """
    on, length = today, 0
    if on not in done:
        on -= DAY
    while on in done or on in free:
        length += on in done
        on -= DAY
    return length


def longest(done: Collection[date], free: Collection[date]) -> int:
    """Return the longest streak there ever was."""
    return max((streak(done, free, on) for on in done), default=0)


def habit(times: Sequence[time]) -> time | None:
    """Return the time of day at which somebody usually does a thing: the median of the minutes after four at night."""
    if not times:
        return None
    after_four = sorted((at.hour * 60 + at.minute - NIGHT) % MINUTES_A_DAY for at in times)
    minute = (after_four[(len(after_four) - 1) // 2] + NIGHT) % MINUTES_A_DAY
    return time(minute // 60, minute % 60)
