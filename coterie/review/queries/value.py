"""What the customers of a community are worth, by its own orders."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from coterie.kit.json import Json
from coterie.kit.money import digits
from coterie.review.queries.earnings import PAID, earnings, sales
from coterie.review.queries.log import Log, open_log
from coterie.review.queries.value_json import value_json
from coterie.review.rules.buyers import sales_of
from coterie.review.rules.period import Scope
from coterie.review.rules.valuation import Valuation, valued

AHEAD = 13.0
"""Weeks that the console looks ahead: a quarter."""


@dataclass(frozen=True, slots=True)
class Worth:
    """The customers of a community in its main currency, known until its last sale.

    The names of the sales are what events call customers: a number, or `member` and a number.
    """

    currency: str
    found: Valuation
    unknown: int
    """Sales to nobody known; they count for no customer."""

    def minor(self, amount: float) -> int:
        """Return an amount in minor units."""
        return round(amount * int(10 ** digits(self.currency)))

    def as_json(self) -> dict[str, Json]:
        """Return it in the form of `coterie value`, amounts in major units."""
        return {"currency": self.currency, **value_json(self.found), "unknown": self.unknown}


def worth_of(log: Log, currency: str) -> Worth:
    """Judge the customers of an opened log in the currency of the most orders, else in `currency`."""
    sold = earnings(log)
    if not sold:
        return Worth(currency, valued(sales_of([], [], []), end=0, weeks=AHEAD), 0)
    currency = sold[0].currency
    rows = log.keep("sales", lambda: sales(log))
    ours = rows.filter(rows.currency == currency)
    unknown = log.one(ours.aggregate(n=(~ours.known).sum().coalesce(0)))["n"]
    table = log.table(ours.filter(ours.known).select("customer", "day", "kind", "amount"))
    sign = np.where(table["kind"].to_numpy(zero_copy_only=False) == PAID, 1, -1)
    amounts = table["amount"].to_numpy() * sign / 10 ** digits(currency)
    known = sales_of(table["customer"].to_pylist(), table["day"].to_numpy(), amounts)
    return Worth(currency, valued(known, end=int(known.day.max(initial=0)), weeks=AHEAD), int(unknown))


def worth_in(community: int, *, zone: str, currency: str, now: datetime) -> Worth:
    """Judge the customers of a community by all that was sold."""
    with open_log(Scope(community=community, now=now, zone=zone)) as log:
        return worth_of(log, currency)
