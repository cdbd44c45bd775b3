"""How often those who are active in a month are active on a day."""

from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from coterie.review.queries.log import Log
from coterie.review.queries.messages import messages

MONTH = 30
"""Days in the trailing window of monthly activity."""


@dataclass(frozen=True, slots=True)
class Stickiness:
    """Mean daily over mean monthly active authors.

    Day `d` counts when it lies in the period, is over, and the 30 days that end with it lie within the history.
    DAU(d): authors of day d. MAU(d): authors of the 30 days that end with d. `dau_mau = mean DAU / mean MAU` over
    the same days. Real interest communities have 0.11 to 0.15.
    """

    dau: float
    mau: float
    days: int

    @property
    def dau_mau(self) -> float | None:
        """The ratio; None when nobody was active."""
        return self.dau / self.mau if self.mau else None


def active_days(log: Log) -> Table:
    """The local days on which each member wrote, up to the end of the period: member, day."""
    said = messages(log)
    return said.filter(said.member.notnull()).select("member", "day").distinct()


def stickiness(log: Log) -> Stickiness | None:
    """Measure daily over monthly activity; None until 30 days of history exist within or before the period."""
    days = log.keep("active_days", lambda: active_days(log))
    start = log.one(days.aggregate(first=days.day.min()))["first"]
    if start is None:
        return None
    first = max(start + MONTH - 1, log.period.first_day)
    count = log.period.whole_days_end - first
    if count <= 0:
        return None
    totals = log.one(coverage(days, first, log.period.whole_days_end))
    return Stickiness(dau=(totals["daily"] or 0) / count, mau=(totals["monthly"] or 0) / count, days=count)


def coverage(days: Table, first: int, end: int) -> Table:
    """Sum DAU and MAU over the days from `first` up to `end`, without looking at any day twice.

    An author who wrote on day `x` and next on day `y` is in MAU from `x` to `min(y, x + 30) - 1`.
    """
    following = days.day.lead().over(group_by="member", order_by="day")
    until = ibis.least(ibis.coalesce(following, end), days.day + MONTH, end)
    stays = days.mutate(since=ibis.greatest(days.day, first), until=until)
    return stays.aggregate(
        daily=((stays.day >= first) & (stays.day < end)).sum(),
        monthly=(stays.until - stays.since).sum(where=stays.until > stays.since),
    )
