"""The ways by which people came, compared: each channel and each code of it, in a period and in the one before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import ibis
from ibis.expr.types import Table

from coterie.kit.spread import spread
from coterie.review.queries.arrivals import SPOKE, WAY, Cost, comers, costs, purchases, sights
from coterie.review.queries.log import Log
from coterie.review.rules.bargain import Way as Bargained
from coterie.review.rules.period import SECOND_US, Period, instant

Sums = dict[str, int]
"""Minor units by currency; different currencies are never added."""
Key = tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What came by one way in one period."""

    views: int = 0
    visitors: int = 0
    """Different visitors among the looks."""
    joins: int = 0
    """People whose first joining lies in the period."""
    activated: int = 0
    """Of these, who wrote within a day of joining."""
    pending: int = 0
    """Of these, who have not written and still have time."""
    costs: Sums = field(default_factory=dict)
    """The part of each cost that falls on the period's days."""
    revenue: Sums = field(default_factory=dict)
    """What these people have bought since, less refunds."""

    def cost_per_join(self, currency: str) -> int | None:
        """Return what a join cost, rounded half up; None where nobody joined or nothing is known to be spent."""
        spent = self.costs.get(currency)
        return (2 * spent + self.joins) // (2 * self.joins) if spent is not None and self.joins else None


NOTHING = Figures()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A channel (None: no channel), or one code of it, now and in the period before, if there was one."""

    channel: int | None
    code: int | None
    now: Figures
    before: Figures | None

    def bargained(self, currency: str) -> Bargained:
        """Return the way as the judgement of bargains takes it."""
        return Bargained(self.channel, self.now.joins, self.now.visitors, self.now.costs.get(currency, 0))


def channels_compared(log: Log, period: Period, before: Period | None) -> list[Way]:
    """Return every channel by which anybody came or that cost anything, the one with the most joins first."""
    return compared(log, WAY[:1], period, before)


def codes_compared(log: Log, period: Period, before: Period | None) -> list[Way]:
    """Return the same for each code of a channel, as far as it belonged to it."""
    return [way for way in compared(log, WAY, period, before) if way.code is not None]


def compared(log: Log, by: Sequence[str], period: Period, before: Period | None) -> list[Way]:
    """Return the ways that differ in `by`."""
    now = figures(log, by, period)
    then = figures(log, by, before) if before else {}
    ways = [
        Way(
            channel=key[0],
            code=key[1] if len(by) > 1 else None,
            now=now.get(key, NOTHING),
            before=then.get(key, NOTHING) if before else None,
        )
        for key in now.keys() | then.keys()
    ]
    return sorted(ways, key=lambda way: (-way.now.joins, -way.now.visitors, way.channel or 0, way.code or 0))


def figures(log: Log, by: Sequence[str], period: Period) -> dict[Key, Figures]:
    """Count one period by way."""
    looked = within(sights(log), period)
    joined = within(comers(log), period)
    young = joined.spoke.isnull() & (joined.t + SPOKE.window * SECOND_US > instant(log.scope.now))
    counts: dict[Key, dict[str, int]] = {}
    for asked in (
        looked.group_by(by).aggregate(views=looked.looks.sum(), visitors=looked.visitor.nunique()),
        joined.group_by(by).aggregate(
            joins=joined.count(), activated=joined.spoke.count(), pending=joined.count(where=young)
        ),
    ):
        for row in log.rows(asked):
            counts.setdefault(key_of(row, by), {}).update({name: row[name] for name in row if name not in by})
    spent, earned = costs_by(costs(log), by, period), revenue_by(log, by, period)
    return {
        key: Figures(**counts.get(key, {}), costs=spent.get(key, {}), revenue=earned.get(key, {}))
        for key in counts.keys() | spent.keys() | earned.keys()
    }


def within(facts: Table, period: Period) -> Table:
    """Narrow facts to a period."""
    return facts.filter(facts.t >= period.start, facts.t < period.end)


def key_of(row: dict[str, int | None], by: Sequence[str]) -> Key:
    """Return which way a row is about."""
    return tuple(row[name] for name in by)


def costs_by(found: Iterable[Cost], by: Sequence[str], period: Period) -> dict[Key, Sums]:
    """Sum the costs that fall on the days of a period."""
    sums: dict[Key, Sums] = {}
    for cost in found:
        if part := part_of(cost, period):
            own = sums.setdefault(tuple(getattr(cost, name) for name in by), {})
            own[cost.currency] = own.get(cost.currency, 0) + part
    return sums


def part_of(cost: Cost, period: Period) -> int:
    """Return the part of a cost that falls on the days of a period."""
    return spread(cost.amount, cost.first_day, cost.last_day, since=period.first_day, until=period.whole_days_end)


def revenue_by(log: Log, by: Sequence[str], period: Period) -> dict[Key, Sums]:
    """Sum what those who joined in a period have bought since."""
    bought = within(purchases(log), period)
    sums: dict[Key, Sums] = {}
    for row in log.rows(bought.group_by([*by, "currency"]).aggregate(amount=ibis._.amount.sum())):
        sums.setdefault(key_of(row, by), {})[row["currency"]] = int(row["amount"])
    return sums
