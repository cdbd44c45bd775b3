"""Rows gathered by order on disk: the rows of one order may lie anywhere in a file of any size."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby, islice

from coterie.reach.formats.orders.item import Item

BATCH = 5_000

_CREATE = (
    "CREATE TABLE items (number TEXT, line INTEGER, customer TEXT, at REAL, paid_at REAL, total TEXT, refunded TEXT,"
    " currency TEXT, state TEXT)"
)
_INSERT = "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ORDERED = "SELECT *, min(line) OVER (PARTITION BY number) AS first FROM items ORDER BY first, line"


def by_order(items: Iterable[Item]) -> Iterator[Iterator[Item]]:
    """Yield the items of each order together, orders and items in the order of the file."""
    with closing(sqlite3.connect("")) as disk:
        disk.execute(_CREATE)
        items = iter(items)
        while batch := [_row(item) for item in islice(items, BATCH)]:
            disk.executemany(_INSERT, batch)
        for _number, rows in groupby(disk.execute(_ORDERED), key=lambda row: row[0]):
            yield map(_item, rows)


def _row(item: Item) -> tuple[object, ...]:
    return (
        item.number, item.line, item.customer, _seconds(item.at), _seconds(item.paid_at),
        None if item.total is None else str(item.total), str(item.refunded), item.currency, item.state,
    )  # fmt: skip


def _item(row: tuple[str, int, str, float | None, float | None, str | None, str, str, str, int]) -> Item:
    number, line, customer, at, paid_at, total, refunded, currency, state, _first = row
    return Item(
        number=number, line=line, customer=customer, at=_moment(at), paid_at=_moment(paid_at),
        total=None if total is None else Decimal(total), refunded=Decimal(refunded), currency=currency, state=state,
    )  # fmt: skip


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, tz=UTC)


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()
