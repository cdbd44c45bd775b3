"""The stretch of time that a review looks at."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MICROSECOND = timedelta(microseconds=1)
SECOND_US = 1_000_000
MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a review is asked to look at; open ends are found in the log."""

    community: int
    now: datetime
    since: datetime | None = None
    until: datetime | None = None
    group: int | None = None
    zone: str = "UTC"
    """The community's time zone: where its days begin."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` up to, not including, `until`; nothing after `until` is known."""

    since: datetime
    until: datetime
    zone: str = "UTC"

    @property
    def start(self) -> int:
        """`since` in microseconds since 1970."""
        return instant(self.since)

    @property
    def end(self) -> int:
        """`until` in microseconds since 1970."""
        return instant(self.until)

    @property
    def first_day(self) -> int:
        """The number of the local day in which the period begins."""
        return wall(self.since, self.zone) // DAY

    @property
    def whole_days_end(self) -> int:
        """The number of the first local day that is not over at the end of the period."""
        return wall(self.until, self.zone) // DAY

    @property
    def start_wall(self) -> int:
        """What the local clock shows at the start, in seconds since 1970 as if it were UTC."""
        return wall(self.since, self.zone)

    @property
    def end_wall(self) -> int:
        """What the local clock shows at the end, in seconds since 1970 as if it were UTC."""
        return wall(self.until, self.zone)


def asked(
    community: int, *, since: datetime | None, until: datetime | None, group: int | None, now: datetime, zone: str
) -> Scope:
    """Return the scope of a question. A datetime without a zone names a local day, of which `until` is the last."""
    local = ZoneInfo(zone)
    if since and since.tzinfo is None:
        since = datetime.combine(since, time(), local)
    if until and until.tzinfo is None:
        until = datetime.combine(until + timedelta(days=1), time(), local)
    return Scope(community=community, now=now, since=since, until=until, group=group, zone=zone)


def instant(at: datetime) -> int:
    """Return microseconds since 1970, exactly."""
    return (at - EPOCH) // MICROSECOND


def moment(microseconds: int) -> datetime:
    """Return the datetime of an instant."""
    return EPOCH + timedelta(microseconds=microseconds)


def wall(at: datetime, zone: str) -> int:
    """Return the local clock's reading in whole seconds since 1970, as if it were UTC."""
    return instant(at.astimezone(ZoneInfo(zone)).replace(tzinfo=UTC)) // SECOND_US


def monday_of(week: int) -> int:
    """Return the day number of the Monday of a week."""
    return week * 7 - 3


def whole_days(last: date, days: int, zone: str) -> Period:
    """Return the stretch of so many local days, of which `last` is the last."""
    local = ZoneInfo(zone)
    begin, end = (datetime.combine(day, time(), local) for day in (last - timedelta(days - 1), last + timedelta(1)))
    return Period(begin, end, zone)


def days_before(period: Period) -> Period:
    """Return the stretch of as many whole days just before one of whole days."""
    local = ZoneInfo(period.zone)
    begin, end = period.since.astimezone(local).date(), period.until.astimezone(local).date()
    return whole_days(begin - timedelta(1), (end - begin).days, period.zone)
