"""What sales cost: goods and fees as entries of the ledger tell them, and what was spent on channels."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from coterie.review.queries.arrivals import costs
from coterie.review.queries.engine import text_in
from coterie.review.queries.log import Log
from coterie.review.queries.ways import part_of, within

SIGNS = {"goods": 1, "goods_back": -1, "fee": 1}


@dataclass(slots=True)
class Expenses:
    """What was spent in a period in one currency, in minor units."""

    goods: int = 0
    fees: int = 0
    channels: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.goods + self.fees + self.channels


def expenses(log: Log) -> dict[str, Expenses] | None:
    """Sum what was spent in the period, by currency; None for one group: neither entries nor channels name groups."""
    if log.scope.group is not None:
        return None
    found: dict[str, Expenses] = {}
    for currency, kind, amount in booked(log):
        one = found.setdefault(currency, Expenses())
        if kind == "fee":
            one.fees += amount
        else:
            one.goods += amount
    for cost in costs(log):
        found.setdefault(cost.currency, Expenses()).channels += part_of(cost, log.period)
    return found


def booked(log: Log) -> Iterator[tuple[str, str, int]]:
    """Yield currency, kind and amount of every entry that books what a sale cost, or takes it back."""
    events = log.deeds
    if not log.tally("ledger_posted").events:
        return
    posted = within(events.filter(events.kind == "ledger_posted"), log.period)
    told = {name: text_in(posted.data, name) for name in ("book", "kind", "legs")}
    rows = posted.select(book=told["book"], sort=told["kind"], legs=told["legs"])
    for row in log.rows(rows.filter(rows.sort.isin(list(SIGNS)))):
        came = sum(amount for _account, amount in json.loads(row["legs"]) if amount > 0)
        yield row["book"], row["sort"], SIGNS[row["sort"]] * came
