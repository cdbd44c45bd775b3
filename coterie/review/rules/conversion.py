"""What became of those who looked at something that is sold.

A person enters once, with the first look, and has ordered or paid if that came at or after it and within the window.
Whoever has not paid and still has time is pending. The share that converts is that of people whose time is over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from coterie.kit.share import Share
from coterie.review.rules.period import DAY, SECOND_US, instant

WINDOW_DAYS = 14
WINDOW = WINDOW_DAYS * DAY * SECOND_US


class Sale(NamedTuple):
    """An offer in an order of a member: when it was ordered and paid, and what was left of it, in minor units."""

    offer: int
    member: int
    ordered: datetime
    paid: datetime | None
    profit: int


@dataclass(frozen=True, slots=True)
class Lookers:
    """Who looked: how many, how many of them had their time, and the first look (microseconds) of each member."""

    people: int
    judged: int
    members: Mapping[int, int]


NOBODY = Lookers(0, 0, {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """How many looked, ordered and paid in time, old or young."""

    looked: int
    ordered: int
    paid: int
    pending: int
    """Who has not paid and still has time."""
    share: Share
    """Who paid, of those whose time is over."""
    profit: int
    """What was left, in minor units, of all that those who looked have bought since."""
    unseen: int
    """Who paid and was not seen looking before; they are in no other figure."""

    @property
    def figures(self) -> dict[str, float | None]:
        """Return the figures by name: `conversion` is of `judged`, whose time is over; None is not known yet."""
        share = self.share
        return {
            "looked": self.looked, "ordered": self.ordered, "paid": self.paid, "pending": self.pending,
            "judged": share.of, "paid_of_judged": share.done, "conversion": share.rate, "low": share.low,
            "high": share.high, "profit": self.profit, "profit_per_visitor": self.each, "paid_unseen": self.unseen,
        }  # fmt: skip

    @property
    def each(self) -> int | None:
        """What a visitor brought, in minor units."""
        return round(self.profit / self.looked) if self.looked else None


def converted(lookers: Lookers, sales: Iterable[Sale], now: datetime) -> Conversion:
    """Hold what was sold against those who looked."""
    ordered, paid, profit, missed = set[int](), set[int](), 0, set[int]()
    for sale in sales:
        first, at = lookers.members.get(sale.member), instant(sale.ordered)
        if first is None or at < first:
            missed |= {sale.member} if sale.paid else set()
            continue
        profit += sale.profit if sale.paid else 0
        ordered |= {sale.member} if at < first + WINDOW else set()
        paid |= {sale.member} if sale.paid and instant(sale.paid) < first + WINDOW else set()
    kept = sum(lookers.members[one] + WINDOW <= instant(now) for one in paid)
    pending = lookers.people - lookers.judged - (len(paid) - kept)
    return Conversion(
        looked=lookers.people, ordered=len(ordered), paid=len(paid), pending=pending,
        share=Share(kept, lookers.judged), profit=profit, unseen=len(missed - lookers.members.keys()),
    )  # fmt: skip
