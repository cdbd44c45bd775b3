"""The rows behind each figure of a way: they count or add up to exactly what the figure says."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import ibis
from ibis.expr.types import Table

from coterie.review.queries.arrivals import comers, costs, purchases, sights
from coterie.review.queries.log import Log
from coterie.review.queries.ways import part_of, within
from coterie.review.rules.period import Period, moment

MOST = 10_000
"""Rows that are shown of one figure."""
Row = dict[str, Any]


class Counted(StrEnum):
    """A figure of a way."""

    VIEWS = "views"
    VISITORS = "visitors"
    JOINS = "joins"
    ACTIVATED = "activated"
    COST = "cost"
    REVENUE = "revenue"


@dataclass(frozen=True, slots=True)
class Asked:
    """A channel (None: no channel), or one code of it when `code` is given, in a period."""

    channel: int | None
    code: int | None
    period: Period


def rows_behind(log: Log, counted: Counted, asked: Asked) -> list[Row]:
    """Return the rows of one figure, the latest first; moments are datetimes, days and people numbers."""
    return [timed(row) for row in ROWS[counted](log, asked)]


def timed(row: Row) -> Row:
    """Return a row with datetimes where it has microseconds."""
    return {name: moment(value) if name in ("at", "first", "last", "spoke") and value else value
            for name, value in row.items()}  # fmt: skip


def of_way(facts: Table, asked: Asked) -> Table:
    """Narrow facts to a way and a period."""
    facts = within(facts, asked.period)
    facts = facts.filter(facts.channel.isnull() if asked.channel is None else facts.channel == asked.channel)
    return facts if asked.code is None else facts.filter(facts.code == asked.code)


def looks_of(log: Log, asked: Asked) -> list[Row]:
    """Return every look: at, visitor, code, looks (repeated ones are counted by the second)."""
    rows = of_way(sights(log), asked)
    rows = rows.filter(rows.looks > 0).select("visitor", "code", "looks", at="t")
    return log.rows(rows.order_by(ibis.desc("at"), "visitor").limit(MOST))


def visitors_of(log: Log, asked: Asked) -> list[Row]:
    """Return every visitor: visitor, first, last, looks."""
    rows = of_way(sights(log), asked)
    rows = rows.filter(rows.visitor.notnull())
    each = rows.group_by("visitor").aggregate(first=rows.t.min(), last=rows.t.max(), looks=rows.looks.sum())
    return log.rows(each.order_by(ibis.desc("last"), "visitor").limit(MOST))


def joins_of(log: Log, asked: Asked) -> list[Row]:
    """Return everybody who joined: member, at, code, spoke."""
    rows = of_way(comers(log), asked).select("member", "code", "spoke", at="t")
    return log.rows(rows.order_by(ibis.desc("at"), "member").limit(MOST))


def activated_of(log: Log, asked: Asked) -> list[Row]:
    """Return everybody who joined and wrote within a day."""
    return [row for row in joins_of(log, asked) if row["spoke"] is not None]


def costs_of(log: Log, asked: Asked) -> list[Row]:
    """Return each cost with its part: code, first_day, last_day, amount, part, currency."""
    found = [cost for cost in costs(log) if cost.channel == asked.channel and asked.code in (None, cost.code)]
    rows = [
        {
            "code": cost.code,
            "first_day": cost.first_day,
            "last_day": cost.last_day,
            "amount": cost.amount,
            "part": part_of(cost, asked.period),
            "currency": cost.currency,
        }
        for cost in found
    ]
    return [row for row in rows if row["part"]]


def purchases_of(log: Log, asked: Asked) -> list[Row]:
    """Return each payment and refund: member, at, order, code, amount, currency."""
    rows = of_way(purchases(log), asked).select("member", "order", "code", "amount", "currency", at="bought")
    return log.rows(rows.order_by(ibis.desc("at"), "order").limit(MOST))


ROWS: dict[Counted, Callable[[Log, Asked], list[Row]]] = {
    Counted.VIEWS: looks_of,
    Counted.VISITORS: visitors_of,
    Counted.JOINS: joins_of,
    Counted.ACTIVATED: activated_of,
    Counted.COST: costs_of,
    Counted.REVENUE: purchases_of,
}
