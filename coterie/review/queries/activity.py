"""When people write: day by day, and by hour of the week."""

from dataclasses import dataclass
from datetime import date, timedelta

from ibis.expr.types import Table

from coterie.review.queries.log import Log
from coterie.review.queries.messages import spoken
from coterie.review.rules.period import HOUR

EPOCH_DAY = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Day:
    """One local day."""

    day: date
    messages: int
    authors: int


@dataclass(frozen=True, slots=True)
class Activity:
    """Messages over the period; days without any are there with zeros."""

    days: tuple[Day, ...]
    hours: tuple[tuple[int, ...], ...]
    """Messages by weekday (Monday first) and local hour."""

    @property
    def busiest(self) -> Day | None:
        """The day with the most messages."""
        return max(self.days, key=lambda day: day.messages, default=None)

    @property
    def peak(self) -> tuple[int, int] | None:
        """Weekday and hour with the most messages."""
        cells = [(count, -weekday, -hour) for weekday, row in enumerate(self.hours) for hour, count in enumerate(row)]
        count, weekday, hour = max(cells)
        return (-weekday, -hour) if count else None


def per_day(log: Log) -> Table:
    """Messages and authors of each local day that has any: day, messages, authors."""
    said = spoken(log)
    return said.group_by("day").aggregate(messages=said.count(), authors=said.member.nunique())


def per_hour(log: Log) -> Table:
    """Messages by weekday and local hour: weekday, hour, messages."""
    said = spoken(log)
    hour = (said.clock / HOUR).floor().cast("int64")
    return said.group_by(weekday=(said.day + 3) % 7, hour=hour - said.day.cast("int64") * 24).aggregate(
        messages=said.count()
    )


def activity(log: Log) -> Activity:
    """Draw the period day by day."""
    found = {row["day"]: row for row in log.rows(per_day(log))}
    period = log.period
    # a last day that has only just begun is there when somebody wrote in it
    last = max([period.whole_days_end, *(day + 1 for day in found)])
    days = (found.get(day, {"day": day, "messages": 0, "authors": 0}) for day in range(period.first_day, last))
    table = [[0] * 24 for _ in range(7)]
    for row in log.rows(per_hour(log)):
        table[row["weekday"] % 7][row["hour"]] = row["messages"]
    return Activity(
        tuple(Day(EPOCH_DAY + timedelta(days=day["day"]), day["messages"], day["authors"]) for day in days),
        tuple(map(tuple, table)),
    )
