"""What was sold, to how many, and how much of it to few."""

from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from coterie.kit.money import Money
from coterie.review.queries.acts import day_of
from coterie.review.queries.engine import number_in, text_in
from coterie.review.queries.log import Log
from coterie.review.rules.concentration import top_share

PAID, REFUNDED = "order_paid", "order_refunded"


@dataclass(frozen=True, slots=True)
class Earnings:
    """Sales of a period in one currency, in minor units."""

    currency: str
    paid: int
    refunds: int
    invoices: int
    customers: int
    top20_share: float | None
    """Share of the revenue that the top `ceil(20 %)` of customers by revenue brought."""

    @property
    def revenue(self) -> int:
        """Paid less refunds."""
        return self.paid - self.refunds

    @property
    def amount(self) -> Money:
        """The revenue as money."""
        return Money(self.revenue, self.currency)


def sales(log: Log) -> Table:
    """Payments and refunds of the period: t, day, kind, order, currency, customer, known, amount (minor units, >= 0).

    The customer is `data.customer`, else the member, else the order itself: a sale to somebody unknown is a customer
    of its own, and not `known`. A refund belongs to the customer of its order.
    """
    events = log.deeds
    rows = events.filter(events.kind.isin((PAID, REFUNDED)))
    if log.scope.group is not None:
        rows = rows.filter(rows.group == log.scope.group)
    named = rows.select(
        "t",
        "kind",
        "order",
        day=day_of(log, rows),
        currency=text_in(rows.data, "currency"),
        amount=number_in(rows.data, "amount").abs(),
        named=ibis.coalesce(text_in(rows.data, "customer"), "member " + rows.member.cast("string")),
        unknown="order " + ibis.coalesce(rows.order, rows.id).cast("string"),
    )
    of_order = named.named.max().over(group_by="order")
    by_order = ibis.ifelse(named.order.notnull(), of_order, None)
    known = ibis.coalesce(named.named, by_order)
    return log.during(named.mutate(customer=ibis.coalesce(known, named.unknown), known=known.notnull()))


def earnings(log: Log) -> tuple[Earnings, ...]:
    """Sum the sales of the period per currency, the one with the most invoices first."""
    if not log.tally(PAID, REFUNDED).events:
        return ()
    rows = log.keep("sales", lambda: sales(log))
    paid, refund = rows.kind == PAID, rows.kind == REFUNDED
    totals = rows.group_by("currency").aggregate(
        paid=rows.amount.sum(where=paid).coalesce(0),
        refunds=rows.amount.sum(where=refund).coalesce(0),
        invoices=rows.count(where=paid),
        customers=rows.customer.nunique(where=paid),
    )
    ordered = totals.order_by(ibis.desc("invoices"), "currency")
    return tuple(Earnings(**row, top20_share=top20(log, rows, row["currency"])) for row in log.rows(ordered))


def top20(log: Log, rows: Table, currency: str) -> float | None:
    """Return the share of the top fifth of paying customers in one currency, net of their refunds."""
    ours = rows.filter(rows.currency == currency)
    each = ours.group_by("customer").aggregate(
        net=(ours.amount * ibis.ifelse(ours.kind == PAID, 1, -1)).sum(), paid=ours.count(where=ours.kind == PAID)
    )
    net = log.table(each.filter(each.paid > 0).select("net"))["net"].to_numpy()
    return top_share(net, 0.20)
