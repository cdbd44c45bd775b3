"""Entering orders that were made elsewhere."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.bulk import new_numbers, put
from coterie.kit.db.rows import lock, lock_name
from coterie.kit.db.statement import Kept, keeper
from coterie.kit.ids import new_keys
from coterie.market.domain.customer import enter_customers
from coterie.market.enums import OrderState
from coterie.market.events import OrderPaid, OrderRefunded
from coterie.market.models import Customer, Order
from coterie.market.rules import state_after_refund
from coterie.platform.events.event import Event
from coterie.platform.events.log import publish


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrder:
    """An order as its source tells it; amounts in minor units, `refunded` in all so far."""

    number: str
    customer: str
    """The customer's number with the seller; "" when the source names nobody."""
    amount: int
    refunded: int
    currency: str
    placed_at: datetime
    paid_at: datetime | None
    """None while it is unpaid, and for a credit note."""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of the orders handed in; `fresh` are the numbers of new ones."""

    fresh: frozenset[str]
    changed: int
    duplicates: int


class Standing(NamedTuple):
    """How a known order stands."""

    number: str
    amount: int
    refunded: int
    paid_at: datetime | None


TABLE = Order._meta.db_table
COLUMNS = (
    "id", "key", "community_id", "customer_id", "source", "number", "amount", "refunded", "currency", "state",
    "placed_at", "paid_at",
)  # fmt: skip


@transaction.atomic
def record_orders(*, community: int, source: str, orders: Sequence[NewOrder], actor: Actor, now: datetime) -> Recorded:
    """Enter orders by their numbers; known ones are only followed where they were paid or refunded since."""
    require(actor, Permission.IMPORT, community)
    lock_name(f"orders:{community}:{source}")
    told = {order.number: order for order in orders}
    customers = enter_customers(
        community=community, numbers=[order.customer for order in orders if order.customer], actor=actor, now=now
    )
    rows = Order.objects.filter(community=community, source=source)
    known = {row.number: row for row in standings(rows, told)}
    added = new_rows([order for number, order in told.items() if number not in known], community, source, customers)
    put(TABLE, COLUMNS, values_of(added))
    changed = [number for number, row in known.items() if differs(row, told[number])]
    publish(
        *(event for row in added for event in events_of(row, 0, actor)),
        *(event for row in followed(rows, changed) for event in follow(row, told[row.number], actor)),
    )
    return Recorded(frozenset(row.number for row in added), len(changed), len(orders) - len(added) - len(changed))


def standings(rows: QuerySet[Order], numbers: Iterable[str]) -> list[Standing]:
    """Return how known orders stand."""
    return [Standing(*row) for row in rows.filter(number__in=list(numbers)).values_list(*Standing._fields)]


def followed(rows: QuerySet[Order], numbers: Collection[str]) -> list[Order]:
    """Return known orders that have to be brought up to date, locked."""
    return list(lock(rows.filter(number__in=numbers).order_by("pk")).select_related("customer")) if numbers else []


def new_rows(orders: Sequence[NewOrder], community: int, source: str, customers: dict[str, Customer]) -> list[Order]:
    """Return the rows of new orders, numbered."""
    given = zip(new_numbers(TABLE, len(orders)), new_keys(len(orders)), orders, strict=True)
    return [
        Order(
            pk=pk, key=key, community_id=community, customer=customers.get(order.customer), source=source,
            number=order.number, amount=order.amount, refunded=order.refunded, currency=order.currency,
            state=state_of(order), placed_at=order.placed_at, paid_at=order.paid_at,
        )
        for pk, key, order in given
    ]  # fmt: skip


def values_of(rows: Iterable[Order]) -> Iterator[tuple[Kept, ...]]:
    """Yield the values of new rows as the database keeps them."""
    kept = keeper()
    for row in rows:
        yield (
            row.pk, row.key, row.community_id, row.customer_id, row.source, row.number, row.amount, row.refunded,
            row.currency, str(row.state), kept(row.placed_at), row.paid_at and kept(row.paid_at),
        )  # fmt: skip


def state_of(order: NewOrder) -> OrderState:
    """Return where an order stands."""
    if order.cancelled:
        return OrderState.CANCELLED
    if order.paid_at or order.refunded:
        return state_after_refund(order.amount, order.refunded)
    return OrderState.PENDING


def differs(row: Standing, order: NewOrder) -> bool:
    """Tell whether an order was paid, or more of it refunded, since it was entered."""
    paid = row.paid_at is None and order.paid_at is not None and row.amount == order.amount
    return paid or row.refunded < order.refunded <= row.amount


def follow(row: Order, order: NewOrder, actor: Actor) -> Iterable[Event]:
    """Bring a known order up to date and return what happened to it."""
    before, was_paid = row.refunded, row.paid_at is not None
    row.refunded = max(row.refunded, order.refunded)
    row.paid_at = row.paid_at or order.paid_at
    row.state = state_of(order)
    row.save(update_fields=["refunded", "paid_at", "state"])
    return [event for event in events_of(row, before, actor) if not (was_paid and isinstance(event, OrderPaid))]


def events_of(row: Order, refunded_before: int, actor: Actor) -> Iterable[Event]:
    """Yield the payment of an order and the refund since `refunded_before`."""
    if row.paid_at:
        yield OrderPaid(at=row.paid_at, **facts(row, actor), data=sum_of(row, row.amount))
    if row.refunded > refunded_before:
        at = row.paid_at or row.placed_at
        yield OrderRefunded(at=at, **facts(row, actor), data=sum_of(row, row.refunded - refunded_before))


def facts(row: Order, actor: Actor) -> dict[str, int | None]:
    """Return what every event of an order names."""
    member = row.customer.member_id if row.customer else None
    return {"community": row.community_id, "actor": actor.account, "subject": row.pk, "order": row.pk, "member": member}


def sum_of(row: Order, amount: int) -> dict[str, int | str | None]:
    """Return the figures of an order's event."""
    return {"amount": amount, "currency": row.currency, "customer": row.customer_id}
