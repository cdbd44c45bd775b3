"""Taking a table of orders in."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice

from coterie.kit.actor import Actor
from coterie.market.domain.order import NewOrder, record_orders
from coterie.reach.domain.tally import Tally
from coterie.reach.formats.orders.bought import Bought

BATCH = 2_000
SOURCE = "import"


def take_orders(
    orders: Iterable[Bought],
    *,
    community: int,
    tally: Tally,
    progress: Callable[[int], None],
    actor: Actor,
    now: datetime,
) -> None:
    """Enter every order, batch by batch; after a crash, take the same file again."""
    orders = iter(orders)
    while batch := list(islice(orders, BATCH)):
        told = [new_order(order) for order in batch]
        recorded = record_orders(community=community, source=SOURCE, orders=told, actor=actor, now=now)
        count(batch, recorded.fresh, tally)
        tally.add("changed", recorded.changed)
        tally.add("duplicates", recorded.duplicates)
        tally.add("lines", len(batch))
        progress(tally.counts["lines"])


def new_order(order: Bought) -> NewOrder:
    """Return an order as the market takes it; what is given back never exceeds what was paid."""
    paid = order.standing == "paid" and bool(order.amount or not order.refunded)
    refunded = min(order.refunded, order.amount if paid else 0) if order.amount else order.refunded
    return NewOrder(
        number=order.number, customer=order.customer, amount=order.amount, currency=order.currency,
        refunded=refunded, placed_at=order.at, paid_at=(order.paid_at or order.at) if paid else None,
        cancelled=order.standing == "cancelled",
    )  # fmt: skip


def count(batch: Iterable[Bought], fresh: frozenset[str], tally: Tally) -> None:
    """Count what is new: orders, customers, and what was paid less what was given back."""
    for order in batch:
        tally.saw(order.at)
        if order.number in fresh:
            tally.add("orders")
            if order.customer:
                tally.customers.add(order.customer)
            if order.standing == "paid":
                tally.totals[order.currency] += order.amount - order.refunded
