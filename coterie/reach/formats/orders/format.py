"""Exports of orders as one of the formats that can be imported."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from coterie.kit.errors import Invalid
from coterie.kit.money import parse
from coterie.reach.formats.orders.bought import CANCELLED, PENDING, REFUNDED, Bought, Standing
from coterie.reach.formats.orders.columns import Columns
from coterie.reach.formats.orders.item import Item, Reader
from coterie.reach.formats.orders.spool import by_order
from coterie.reach.formats.records import Unparsed
from coterie.reach.formats.source import Source, Unreadable
from coterie.reach.formats.table import read_table, sample_rows, table_rows

KIND = "orders"
MOST_MINOR = 10**15


def confidence(source: Source) -> float:
    """Return how sure it is, from 0 to 1, that `source` is a table of orders."""
    table = read_table(source)
    columns = Columns.of(table) if table else None
    if table is None or columns is None:
        return 0.0
    rows = sample_rows(source, table, most=200)
    reader = Reader.judged_by(table, columns, rows, ZoneInfo("UTC"))
    share = sum(isinstance(item, Item) for item in reader.items(rows)) / max(len(rows), 1)
    return share / 2 if table.place("event", "eventname", "eventtype", "kind") is not None else share


def read(source: Source, zone: ZoneInfo, currency: str, report: Callable[[Unparsed], None]) -> Iterator[Bought]:
    """Return every order of the file; what cannot be read goes to `report`.

    `currency` is that of amounts that name none.
    Raises Unreadable when the header lacks the columns of an order.
    """
    table = read_table(source)
    columns = Columns.of(table) if table else None
    if table is None or columns is None:
        raise Unreadable(_("No header with a date, an amount, and an order number or a customer was found."))
    reader = Reader.judged_by(table, columns, sample_rows(source, table), zone)
    items = read_or_report(reader.items(table_rows(source, table)), report)
    return orders_of(items, currency=currency, whole=columns.whole, report=report)


def orders_of(
    items: Iterator[Item], *, currency: str, whole: bool, report: Callable[[Unparsed], None]
) -> Iterator[Bought]:
    """Yield the orders that the items make up."""
    for group in by_order(items):
        order = fold(group, currency=currency, whole=whole)
        if isinstance(order, Unparsed):
            report(order)
        else:
            yield order


def read_or_report(items: Iterable[Item | Unparsed], report: Callable[[Unparsed], None]) -> Iterator[Item]:
    """Yield the items; hand what is none to `report`."""
    for item in items:
        if isinstance(item, Unparsed):
            report(item)
        else:
            yield item


def fold(items: Iterable[Item], *, currency: str, whole: bool) -> Bought | Unparsed:
    """Make one order of its rows: amounts add up, unless each row repeats the `whole` one."""
    rows = iter(items)
    order = next(rows)
    for row in rows:
        order = joined(order, row, whole=whole)
    if order.total is None or order.at is None:
        return Unparsed(order.line, order.number, "no amount" if order.total is None else "no date")
    code = order.currency or currency
    try:
        amount, refunded = parse(f"{order.total:f}", code).minor, parse(f"{order.refunded:f}", code).minor
    except Invalid:
        return Unparsed(order.line, order.number, "not an amount")
    if max(abs(amount), refunded) > MOST_MINOR:
        return Unparsed(order.line, order.number, "an amount beyond any price")
    return settled(order, amount, refunded, code)


def joined(order: Item, row: Item, *, whole: bool) -> Item:
    """Add a further row of the same order."""
    total = order.total
    if row.total is not None and not (whole and total is not None):
        total = (total or Decimal(0)) + row.total
    return replace(
        order, total=total, refunded=max(order.refunded, row.refunded), at=min_of(order.at, row.at),
        paid_at=min_of(order.paid_at, row.paid_at), customer=order.customer or row.customer,
        currency=order.currency or row.currency, state=order.state or row.state,
    )  # fmt: skip


def min_of(one: datetime | None, other: datetime | None) -> datetime | None:
    """Return the earlier of two moments, as far as there are any."""
    return min(one, other) if one and other else one or other


def settled(order: Item, amount: int, refunded: int, currency: str) -> Bought:
    """Return the order with its standing; a negative one is a credit note."""
    assert order.at is not None  # noqa: S101 - the caller has looked
    standing: Standing = "paid"
    if order.state in PENDING:
        standing = "pending"
    elif order.state in CANCELLED:
        standing = "cancelled"
    if amount < 0:
        amount, refunded = 0, -amount
    elif order.state in REFUNDED:
        refunded = amount
    return Bought(
        line=order.line, number=order.number, customer=order.customer, at=order.at, paid_at=order.paid_at,
        amount=amount, refunded=refunded, currency=currency, standing=standing,
    )  # fmt: skip
