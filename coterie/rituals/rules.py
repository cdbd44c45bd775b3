"""When a ritual recurs, what a moment on a wall clock is, and when a column declines. Pure."""

import math
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coterie.kit.trend import chance_of_fall, theil_sen
from coterie.rituals.enums import LengthBand, MissedPolicy, OccurrenceState, Rule

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


RIPE = timedelta(days=7)
"""Pieces are compared by who saw them within a week, so that an older one has had no longer than a younger one."""
WINDOW, FEWEST = 16, 8
"""How many of the latest pieces a trend is told of, and of how many at least."""
BY_CHANCE, FALLEN = 0.001, 0.40
"""A decline is one that chance alone brings about in fewer than 1 of 1,000, and that took at least 40 % away."""


@dataclass(frozen=True, slots=True)
class Trend:
    """How views go from piece to piece: the slope of their logarithms, and how often chance gives such a fall."""

    pieces: int
    slope: float
    p: float

    @property
    def change(self) -> float:
        """By which share the views changed from the first piece to the last, along the slope: -0.4 is 40 % fewer."""
        return math.expm1(self.slope * (self.pieces - 1))

    @property
    def declines(self) -> bool:
        """Whether the fall is too steady for chance, and worth a warning."""
        return self.p < BY_CHANCE and self.change <= -FALLEN

    @property
    def recovered(self) -> bool:
        """Whether the views fall no more."""
        return self.slope >= 0


def trend_of(views: Sequence[int]) -> Trend | None:
    """Return the trend of the latest views, the oldest first; None for too few.

    The slope is Theil and Sen's, of log(1 + views): one piece that went round the world moves it little.
    """
    last = [math.log1p(number) for number in views[-WINDOW:]]
    if len(last) < FEWEST:
        return None
    found = theil_sen(last)
    return Trend(len(last), found.slope, chance_of_fall(last)) if found else None


SIGNS_A_MINUTE, WORDS_A_MINUTE = 255, 228
"""How quickly Chinese signs and English words are read (Trauzettel-Klosinski and Dietz 2012, IReST)."""
HAN, WORD = re.compile("[\u3400-\u9fff]"), re.compile("[A-Za-z0-9'’]+")


def minutes_to_read(text: str) -> float:
    """Return how long it takes to read a text, in whatever mixture of Chinese and other words."""
    return len(HAN.findall(text)) / SIGNS_A_MINUTE + len(WORD.findall(text)) / WORDS_A_MINUTE


def band_of(text: str) -> LengthBand:
    """Return how long a text is, in words for the reader's time."""
    minutes = minutes_to_read(text)
    return LengthBand.SHORT if minutes < 1 else LengthBand.MIDDLE if minutes <= 3 else LengthBand.LONG


Kept = Callable[[date], bool | None]
"""Whether what was promised for a date was kept; None: nothing was promised."""


def kept_streak(kept: Kept, first: date, today: date) -> int:
    """Return how many promised days in a row were kept until today; today itself breaks nothing while it goes on."""
    on, length = today, 0
    while on >= first and (kept(on) is not False or on == today):
        length += kept(on) is True
        on -= DAY
    return length


def kept_weeks(kept: Kept, first: date, today: date) -> int:
    """Return in how many weeks in a row, before this one, all promises were kept; empty weeks are passed over."""
    monday, length = today - today.weekday() * DAY - WEEK, 0
    while monday + 6 * DAY >= first:
        told = [kept(on) for on in (monday + day * DAY for day in range(7)) if on >= first]
        if False in told:
            break
        length += True in told
        monday -= WEEK
    return length
