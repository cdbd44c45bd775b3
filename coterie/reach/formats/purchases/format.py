"""Tables of purchases, read for their figures alone; nothing of them is kept."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from coterie.reach.formats.lines import Line, lines_of, sample_lines
from coterie.reach.formats.orders.bought import CANCELLED, PENDING, REFUNDED
from coterie.reach.formats.orders.item import LONGEST, Item, Reader
from coterie.reach.formats.purchases.layout import SAMPLE_ROWS, SPACES, Layout, cut, layout_of
from coterie.reach.formats.records import Unparsed
from coterie.reach.formats.source import Source, Unreadable
from coterie.reach.formats.table import Row, sample_rows, table_rows

FIRST_DAY = date(1970, 1, 1).toordinal()


@dataclass(slots=True)
class Ledger:
    """What a file says: customers, days since 1970 and amounts, side by side; a refund is negative."""

    customers: list[str] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    amounts: list[float] = field(default_factory=list)
    currency: str = ""
    """The one that most rows name; rows in another are among the unparsed. Empty when none does."""
    unpaid: int = 0
    """Rows that were never paid by their own words."""
    unparsed: list[Unparsed] = field(default_factory=list)


def read(source: Source, columns: Sequence[str] = ()) -> Ledger:
    """Return every purchase and refund of a file; `columns` names those of customer, date and amount.

    Raises Unreadable when there are no such columns, or no line says anything.
    """
    layout, ledger = layout_of(source, columns), Ledger()
    paid = list(payments(items_of(source, layout, ledger), whole=layout.columns.whole, ledger=ledger))
    currencies = Counter(item.currency for item in paid if item.currency)
    ledger.currency = currencies.most_common(1)[0][0] if currencies else ""
    for item in paid:
        enter(item, ledger)
    ledger.unparsed.sort(key=lambda one: one.line)
    if not ledger.days:
        raise Unreadable(_("No line with a customer, a date and an amount was found."))
    return ledger


def items_of(source: Source, layout: Layout, ledger: Ledger) -> Iterator[Item]:
    """Yield the rows that can be read; the others go to the ledger's unparsed."""
    if layout.header and layout.table.delimiter != SPACES:
        rows, first = table_rows(source, layout.table), sample_rows(source, layout.table)
    else:
        rows = plain_rows(lines_of(source), layout)
        sample = plain_rows(iter(sample_lines(source)[:SAMPLE_ROWS]), layout)
        first = [row for row in sample if isinstance(row, Row)]
    for item in Reader.judged_by(layout.table, layout.columns, first, ZoneInfo("UTC")).items(rows):
        if isinstance(item, Item):
            yield item
        else:
            ledger.unparsed.append(item)


def plain_rows(lines: Iterator[Line], layout: Layout) -> Iterator[Row | Unparsed]:
    """Yield rows of a table without a header, or with spaces between its cells."""
    width, head = len(layout.table.names), layout.header
    for line in lines:
        if not line.text.strip():
            continue
        if head:
            head = False
            continue
        cells = cut(line.text, layout.table.delimiter)
        if len(cells) > width or not line.whole:
            yield Unparsed(line.number, line.text[:500], f"{len(cells)} cells where others have {width}")
        else:
            yield Row(line.number, [*cells, *[""] * (width - len(cells))])


def payments(items: Iterator[Item], *, whole: bool, ledger: Ledger) -> Iterator[Item]:
    """Yield what was paid by somebody; a total of a `whole` order counts on its first row alone."""
    orders: set[str] = set()
    for item in items:
        if whole and item.number in orders:
            continue
        why = lack_of(item)
        if why:
            ledger.unparsed.append(Unparsed(item.line, item.customer or item.number, why))
            continue
        orders.add(item.number)
        if item.state in PENDING or item.state in CANCELLED:
            ledger.unpaid += 1
        else:
            yield item


def lack_of(item: Item) -> str:
    """Say what a row lacks, if anything."""
    if not item.customer or len(item.customer) > LONGEST:
        return "no customer"
    if item.at is None:
        return "no date"
    return "no amount" if item.total is None else ""


def enter(item: Item, ledger: Ledger) -> None:
    """Write a payment, and what of it was given back, into the ledger."""
    if item.currency and item.currency != ledger.currency:
        ledger.unparsed.append(Unparsed(item.line, item.customer, f"in {item.currency}, others in {ledger.currency}"))
        return
    total = item.total or Decimal(0)
    back = total if item.state in REFUNDED and not item.refunded else item.refunded
    day = (item.at.toordinal() if item.at else FIRST_DAY) - FIRST_DAY
    for amount in (total, -back) if back else (total,):
        ledger.customers.append(item.customer)
        ledger.days.append(day)
        ledger.amounts.append(float(amount))
