"""What sales cost: what entries of the ledger tell, and what was spent on channels."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from coterie.review.queries.arrivals import costs
from coterie.review.queries.engine import text_in
from coterie.review.queries.log import Log
from coterie.review.queries.ways import part_of, within

BOOKED = {
    "goods": ("goods", 1), "goods_back": ("goods", -1), "fee": ("fees", 1),
    "commission": ("commissions", 1), "bounty": ("commissions", 1),
    "commission_back": ("commissions", -1), "claw_back": ("commissions", -1),
    "reward": ("rewards", 1), "reward_back": ("rewards", -1),
}  # fmt: skip
"""Which part of the expenses each kind of entry books, and whether it adds or takes away."""


@dataclass(slots=True)
class Expenses:
    """What was spent in a period in one currency, in minor units."""

    goods: int = 0
    fees: int = 0
    commissions: int = 0
    rewards: int = 0
    channels: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.goods + self.fees + self.commissions + self.rewards + self.channels


def expenses(log: Log) -> dict[str, Expenses] | None:
    """Sum what was spent in the period, by currency; None for one group: neither entries nor channels name groups."""
    if log.scope.group is not None:
        return None
    found: dict[str, Expenses] = {}
    for currency, part, amount in booked(log):
        one = found.setdefault(currency, Expenses())
        setattr(one, part, getattr(one, part) + amount)
    for cost in costs(log):
        found.setdefault(cost.currency, Expenses()).channels += part_of(cost, log.period)
    return found


def booked(log: Log) -> Iterator[tuple[str, str, int]]:
    """Yield currency, part and amount of every entry that books what a sale cost, or takes it back."""
    events = log.deeds
    if not log.tally("ledger_posted").events:
        return
    posted = within(events.filter(events.kind == "ledger_posted"), log.period)
    told = {name: text_in(posted.data, name) for name in ("book", "kind", "legs")}
    rows = posted.select(book=told["book"], sort=told["kind"], legs=told["legs"])
    for row in log.rows(rows.filter(rows.sort.isin(list(BOOKED)))):
        came = sum(amount for _account, amount in json.loads(row["legs"]) if amount > 0)
        part, sign = BOOKED[row["sort"]]
        yield row["book"], part, sign * came
