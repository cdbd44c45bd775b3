"""By which way people came: looks, joins, first messages, orders and costs, each with its channel and code.

What an event says of its channel counts, so that a code that moved to another channel leaves its past where it was.
"""

from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from coterie.review.enums import Step
from coterie.review.queries.earnings import PAID, REFUNDED
from coterie.review.queries.engine import number_in, text_in
from coterie.review.queries.log import Log
from coterie.review.queries.messages import posted
from coterie.review.rules.period import SECOND_US
from coterie.review.rules.steps import JOIN_FUNNEL

SPOKE = next(rule for rule in JOIN_FUNNEL if rule.step == Step.SPOKE)
"""Whoever writes within its window is activated."""
WAY = ("channel", "code")


@dataclass(frozen=True, slots=True)
class Cost:
    """Money that a channel, or one code of it, cost over some days: numbers of local days, both included."""

    cost: int
    channel: int | None
    code: int | None
    amount: int
    currency: str
    first_day: int
    last_day: int


def sights(log: Log) -> Table:
    """Every look by a person: channel, code, visitor (null in counts of repeated looks), t, looks."""
    return log.keep("sights", lambda: sight_rows(log))


def sight_rows(log: Log) -> Table:
    """Compute `sights`: opened links and pages, scans, and repeated looks."""
    events = log.deeds
    pages = events.filter(events.kind == "page_seen").select(*WAY, "visitor", "t", looks=ibis.literal(1, "int64"))
    repeated = events.filter(events.kind == "code_viewed", text_in(events.data, "verdict") == "again")
    again = repeated.select(*WAY, "visitor", "t", looks=number_in(repeated.data, "count"))
    return ibis.union(pages, scans(log, pages), again)


def scans(log: Log, pages: Table) -> Table:
    """First tickets as looks; one that was made by a join from an opened page is no look of its own."""
    events = log.deeds
    first = events.filter(events.kind == "code_scanned").select(*WAY, "visitor", "t")
    joins = events.filter(events.kind == "member_joined").select(joiner="visitor", joined="t").distinct()
    opened = pages.filter(pages.code.notnull()).select(guest="visitor", door="code").distinct()
    told = first.left_join(joins, (first.visitor == joins.joiner) & (first.t == joins.joined))
    told = told.left_join(opened, (told.visitor == opened.guest) & (told.code == opened.door))
    counted = ibis.ifelse(told.joiner.notnull() & told.guest.notnull(), 0, 1).cast("int64")
    return told.select(*WAY, "visitor", "t", looks=counted)


def comers(log: Log) -> Table:
    """Everybody who came through a door, with the first joining: channel, code, member, t, spoke (or null)."""
    return log.keep("comers", lambda: comer_rows(log))


def comer_rows(log: Log) -> Table:
    """Compute `comers`; `spoke` is the first message within a day of joining."""
    events = log.deeds
    joins = events.filter(events.kind == "member_joined", events.member.notnull())
    order = ibis.row_number().over(group_by="member", order_by=["t", "id"])
    firsts = joins.select(*WAY, "member", "visitor", "t", "id").mutate(place=order)
    came = firsts.filter(firsts.place == 0, firsts.code.notnull() | firsts.visitor.notnull()).select(
        *WAY, "member", "t"
    )
    said = posted(log).select(writer="member", at="t")
    pairs = came.join(said, came.member == said.writer)
    in_time = (pairs["at"] >= pairs.t) & (pairs["at"] < pairs.t + SPOKE.window * SECOND_US)
    first_words = pairs.filter(in_time).group_by(writer=pairs.member).aggregate(spoke=pairs["at"].min())
    return came.left_join(first_words, came.member == first_words.writer).drop("writer")


def purchases(log: Log) -> Table:
    """What those who came bought later: channel, code, member, t (of joining), bought, order, currency, amount.

    Refunds are below zero.
    """
    return log.keep("purchases", lambda: purchase_rows(log))


def purchase_rows(log: Log) -> Table:
    """Compute `purchases`."""
    events = log.deeds
    sold = events.filter(events.kind.isin((PAID, REFUNDED)), events.member.notnull())
    sign = ibis.ifelse(sold.kind == REFUNDED, -1, 1)
    paid = sold.select(
        "order",
        buyer="member",
        bought="t",
        currency=text_in(sold.data, "currency"),
        amount=number_in(sold.data, "amount").abs() * sign,
    )
    came = comers(log)
    pairs = came.join(paid, came.member == paid.buyer)
    later = pairs.filter(pairs.bought >= pairs.t)
    return later.select(*WAY, "member", "t", "bought", "order", "currency", "amount")


def costs(log: Log) -> list[Cost]:
    """Return what was recorded and not withdrawn, the latest first."""
    return log.once("costs", lambda: read_costs(log))


def read_costs(log: Log) -> list[Cost]:
    """Compute `costs`."""
    events = log.deeds
    gone = events.filter(events.kind == "channel_cost_withdrawn").select("subject")
    rows = events.filter(events.kind == "channel_cost_recorded").anti_join(gone, "subject")
    numbers = {name: number_in(rows.data, name) for name in ("amount", "first_day", "last_day")}
    told = rows.select(*WAY, "id", cost="subject", currency=text_in(rows.data, "currency"), **numbers)
    found = log.rows(told.order_by(ibis.desc("last_day"), ibis.desc("id")).drop("id"))
    return [Cost(**row) for row in found]
