"""What plans bring in the coming year, by who renewed so far."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from coterie.review.rules.renewal import ENOUGH, FAR, Coming, Paying, coming, decisions, seen

MONTHS = 12
AHEAD = timedelta(days=31 * MONTHS)
"""How far the turns of a plan are wanted."""


class Standing(Protocol):
    """Where a plan stands: how long its turns are, how often it was renewed, what the next one costs, and all dues."""

    @property
    def length(self) -> tuple[str, int]:
        """A period, and how many of it are one turn."""
        ...

    @property
    def renewed(self) -> int:
        """How often it was renewed."""
        ...

    @property
    def price(self) -> int:
        """What the next turn costs, in minor units."""
        ...

    @property
    def due(self) -> Sequence[datetime]:
        """When the coming turns begin."""
        ...

    @property
    def left(self) -> bool:
        """Whether nothing comes any more."""
        ...


@dataclass(frozen=True, slots=True)
class Month:
    """What one month is to bring, in minor units; `low` to `high` holds in four of five cases."""

    first: date
    amount: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Thin:
    """Plans of a length that too few had to renew so far."""

    period: str
    count: int
    plans: int
    decisions: int
    needed: int = ENOUGH


@dataclass(frozen=True, slots=True)
class PlanOutlook:
    """The coming months of all plans that can be forecast, and what was left out."""

    months: list[Month] = field(default_factory=list)
    thin: list[Thin] = field(default_factory=list)
    plans: int = 0
    """How many plans the months are made of."""

    @property
    def amount(self) -> int:
        """What all months together are to bring."""
        return sum(month.amount for month in self.months)


def plan_outlook(rows: Sequence[Standing], *, zone: str, now: datetime) -> PlanOutlook:
    """Forecast the income of plans; plans of one length are alike, and those of another are not."""
    today, made, thin, plans = now.astimezone(ZoneInfo(zone)).date(), [], [], 0
    for length in sorted({row.length for row in rows}):
        ours = [row for row in rows if row.length == length]
        staying = [row for row in ours if not row.left]
        counts = seen([row.renewed for row in ours if row.left], [row.renewed for row in staying])
        if (known := decisions(*counts)) < ENOUGH:
            thin.append(Thin(*length, len(staying), known))
            continue
        plans += len(staying)
        made.append(coming(*counts, [paying(row, today, zone) for row in staying], MONTHS))
    return PlanOutlook(added(made, today), thin, plans)


def paying(row: Standing, today: date, zone: str) -> Paying:
    """Return who pays in which of the coming months; what is due already is to come in this one."""
    months = [max(months_between(today, at.astimezone(ZoneInfo(zone)).date()), 0) for at in row.due]
    return Paying(row.renewed, row.price, tuple(month for month in months if month < MONTHS))


def months_between(first: date, last: date) -> int:
    """Return how many times the calendar's month changes."""
    return (last.year - first.year) * 12 + last.month - first.month


def added(made: Iterable[list[Coming]], today: date) -> list[Month]:
    """Add what plans of different lengths bring; they err by themselves, so that their squares add up."""
    months = []
    for place, parts in enumerate(zip(*made, strict=True)):
        mean = sum(part.mean for part in parts)
        off = FAR * math.hypot(*(part.deviation for part in parts))
        year, month = divmod(today.year * 12 + today.month - 1 + place, 12)
        months.append(Month(date(year, month + 1, 1), round(mean), round(max(mean - off, 0)), round(mean + off)))
    return months
