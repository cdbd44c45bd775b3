"""One row of an export of orders, its cells read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Self
from zoneinfo import ZoneInfo

from coterie.reach.formats.amounts import amount_of, comma_is_point, currency_in
from coterie.reach.formats.moments import Moments
from coterie.reach.formats.orders.columns import Columns, cell
from coterie.reach.formats.records import Unparsed
from coterie.reach.formats.table import Row, Table, plain

LONGEST = 100
"""Signs of a number or a customer that are kept."""


@dataclass(frozen=True, slots=True)
class Item:
    """What a row says; None and "" where it leaves a cell empty, as the later rows of an order may."""

    number: str
    line: int
    customer: str
    at: datetime | None
    paid_at: datetime | None
    total: Decimal | None
    refunded: Decimal
    currency: str
    state: str


@dataclass(frozen=True, slots=True)
class Reader:
    """How to read the rows of one table."""

    columns: Columns
    moments: Moments
    comma: bool

    @classmethod
    def judged_by(cls, table: Table, columns: Columns, rows: list[Row], zone: ZoneInfo) -> Self:
        """Settle dates and decimal points by the first rows."""
        money = [cell(row, place) for row in rows for place in (columns.total, columns.unit_price)]
        moments = Moments.judged_by((cell(row, columns.at) for row in rows), zone)
        return cls(columns, moments, comma_is_point(money, table.delimiter))

    def items(self, rows: Iterable[Row | Unparsed]) -> Iterator[Item | Unparsed]:
        """Read each row; one that is no part of an order is reported with the cell that is wrong."""
        for row in rows:
            if isinstance(row, Unparsed):
                yield row
                continue
            try:
                yield self._item(row)
            except ValueError as error:
                yield Unparsed(row.line, ",".join(row.cells)[:500], str(error))

    def _item(self, row: Row) -> Item:
        columns = self.columns
        customer, total = cell(row, columns.customer), self._total(row)
        number = cell(row, columns.number) if columns.number is not None else made_number(row)
        if not number:
            raise ValueError("no order number")
        if max(len(number), len(customer)) > LONGEST:
            raise ValueError(f"an order number or customer of more than {LONGEST} signs")
        return Item(
            number=number, line=row.line, customer=customer, at=self._moment(row, columns.at),
            paid_at=self._moment(row, columns.paid_at), total=total,
            refunded=abs(self._amount(row, columns.refunded) or Decimal(0)),
            currency=self._currency(row), state=plain(cell(row, columns.state)).removeprefix("wc"),
        )  # fmt: skip

    def _total(self, row: Row) -> Decimal | None:
        columns = self.columns
        if columns.total is not None:
            total = self._amount(row, columns.total)
        else:
            count, price = self._amount(row, columns.quantity), self._amount(row, columns.unit_price)
            total = None if count is None or price is None else count * price
        if total is None and not columns.whole:
            raise ValueError("no amount")
        return total

    def _amount(self, row: Row, place: int | None) -> Decimal | None:
        text = cell(row, place)
        try:
            return amount_of(text, comma=self.comma) if text else None
        except ValueError as error:
            raise ValueError(f"not an amount: {text[:40]!r}") from error

    def _moment(self, row: Row, place: int | None) -> datetime | None:
        text = cell(row, place)
        if not text and (self.columns.whole or place == self.columns.paid_at):
            return None
        try:
            return self.moments.read(text)
        except (ValueError, OverflowError) as error:
            raise ValueError(f"not a date: {text[:40]!r}") from error

    def _currency(self, row: Row) -> str:
        code = cell(row, self.columns.currency).upper()
        return code if len(code) == 3 and code.isalpha() else currency_in(cell(row, self.columns.total))


def made_number(row: Row) -> str:
    """Return a number for an order that has none: the same row always gets the same."""
    return "row-" + blake2b("\x1f".join(row.cells).encode(), digest_size=9).hexdigest()
