"""Hour by hour, what a live code did with those who looked at it, and why slots were passed over."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ibis.expr.types import Table

from coterie.review.queries.engine import number_in, text_in
from coterie.review.queries.log import Log
from coterie.review.rules.period import SECOND_US, instant, moment

QUARTER_US = 15 * 60 * SECOND_US
"""Offsets of time zones are whole quarters of an hour."""
REASONS = ("full", "early", "expired", "language", "hours", "whom")
SEATED, WAITING, AGAIN, MACHINE, JOINED = "seated", "waiting", "again", "machine", "joined"


@dataclass(slots=True)
class CodeHour:
    """An hour of the community's clock: what was done, which slots gave seats, why others were passed over."""

    at: datetime
    done: Counter[str] = field(default_factory=Counter)
    """By SEATED (first seats), WAITING (no seat), AGAIN (repeated looks), MACHINE, JOINED."""
    slots: Counter[int] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    """Visitors for whom a slot was passed over, by reason."""


def begins(day: date, zone: str) -> int:
    """Return the instant at which a local day begins."""
    return instant(datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC))


def code_hours(log: Log, code: int, day: date) -> list[CodeHour]:
    """Return every hour of a local day in which something happened at the code, in their order."""
    begin, end = (begins(each, log.scope.zone) for each in (day, day + timedelta(days=1)))
    at_code = log.deeds.filter(log.deeds.code == code, log.deeds.t >= begin, log.deeds.t < end)
    return folded(log.rows(counted(at_code)), ZoneInfo(log.scope.zone))


def counted(events: Table) -> Table:
    """Count what is alike in a quarter of an hour."""
    told = events.filter(events.kind.isin(["code_scanned", "code_viewed", "member_joined"]))
    facts = told.select(
        "kind",
        quarter=told.t // QUARTER_US,
        verdict=text_in(told.data, "verdict"),
        looks=number_in(told.data, "count"),
        slot=number_in(told.data, "slot"),
        **{reason: text_in(told.data, reason).notnull() for reason in REASONS},
    )
    alike = facts.group_by(["kind", "quarter", "verdict", "slot", *REASONS])
    return alike.aggregate(events=facts.count(), looks=facts.looks.sum())


def folded(rows: Iterable[Mapping[str, Any]], zone: ZoneInfo) -> list[CodeHour]:
    """Add the quarters up to hours of the local clock; an hour that is repeated when clocks go back stands twice."""
    hours: dict[datetime, CodeHour] = {}
    for row in rows:
        at = moment(row["quarter"] * QUARTER_US)
        begin = at - timedelta(minutes=at.astimezone(zone).minute)
        add(hours.setdefault(begin, CodeHour(begin.astimezone(zone))), row)
    return [hours[at] for at in sorted(hours)]


def add(hour: CodeHour, row: Mapping[str, Any]) -> None:
    """Count one kind of event of an hour."""
    count = row["events"]
    if row["kind"] == "member_joined":
        hour.done[JOINED] += count
    elif row["kind"] == "code_scanned":
        hour.done[WAITING if row["slot"] is None else SEATED] += count
        hour.slots.update({row["slot"]: count} if row["slot"] is not None else {})
        hour.passed_over.update({reason: count for reason in REASONS if row[reason]})
    elif row["verdict"] == "again":
        hour.done[AGAIN] += row["looks"] or 0
    else:
        hour.done[MACHINE] += row["looks"] or 0
