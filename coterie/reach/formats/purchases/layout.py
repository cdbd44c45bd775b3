"""How a table of purchases is written: what parts its cells, whether it has a header, which column says what."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from coterie.reach.formats.amounts import amount_of
from coterie.reach.formats.lines import Line, sample_lines
from coterie.reach.formats.moments import Moments
from coterie.reach.formats.orders.columns import NUMBER, Columns
from coterie.reach.formats.source import Source, Unreadable
from coterie.reach.formats.table import DELIMITERS, Table, cells_of, plain

SAMPLE_ROWS = 300
MOST_COLUMNS = 500
SPACES = " "
"""Parts the cells of a table that is set in columns, as statistics programs write it."""
MONEY = re.compile(r"amount|total|revenue|value|spend|spent|sales|price|paid|金额")
WHO = re.compile(r"customer|client|buyer|user|member|person|account|mail|phone|id$|客户|买家|会员|用户")
TIME = re.compile(r"date|time|day|日期|时间")
_UTC = Moments(ZoneInfo("UTC"), month_first=False)


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything needed to read the rows."""

    table: Table
    header: bool
    columns: Columns


def layout_of(source: Source, asked: Sequence[str] = ()) -> Layout:
    """Look at the first lines of `source`; `asked` names the columns of customer, date and amount, or counts them.

    Raises Unreadable when there are no such columns.
    """
    lines = [line for line in sample_lines(source)[:SAMPLE_ROWS] if line.text.strip()]
    if not lines or any("\0" in line.text for line in lines):
        raise Unreadable(_("This is no table of text."))
    delimiter = delimiter_of(lines)
    rows = [cut(line.text, delimiter) for line in lines]
    header = not any(is_number(cell) or is_date(cell) for cell in rows[0])
    names = tuple(plain(cell) for cell in rows[0]) if header else ("",) * max(map(len, rows))
    if not 2 <= len(names) <= MOST_COLUMNS:
        raise Unreadable(_("No columns were found: a table of purchases has a customer, a date and an amount."))
    table, below = Table(names, delimiter), rows[1:] if header else rows
    columns = asked_columns(table, asked) if asked else known_columns(table) or guessed(table, below)
    return Layout(table, header, columns)


def delimiter_of(lines: Sequence[Line]) -> str:
    """Return the sign that parts most lines alike; without one, spaces do."""
    counted = {sign: [line.text.count(sign) for line in lines] for sign in DELIMITERS}
    steady = {sign: sum(count >= counts[0] > 0 for count in counts) for sign, counts in counted.items()}
    best = max(steady, key=lambda sign: (steady[sign], counted[sign][0]))
    return best if steady[best] > len(lines) / 2 else SPACES


def cut(text: str, delimiter: str) -> list[str]:
    """Cut one line into its cells."""
    return text.split() if delimiter == SPACES else [cell.strip() for cell in cells_of(text, delimiter)]


def asked_columns(table: Table, asked: Sequence[str]) -> Columns:
    """Find the columns that were asked for. Raises Unreadable for one that is not there."""
    return columns_at(*(place_of(table, one.strip()) for one in asked))


def place_of(table: Table, name: str) -> int:
    """Find a column by its name, else by its number."""
    if plain(name) and plain(name) in table.names:
        return table.names.index(plain(name))
    if name.isdecimal() and 1 <= int(name) <= len(table.names):
        return int(name) - 1
    known = ", ".join(filter(None, table.names)) or f"1 … {len(table.names)}"
    raise Unreadable(_("There is no column “%(name)s”; there are: %(known)s.") % {"name": name[:60], "known": known})


def columns_at(customer: int, at: int, total: int) -> Columns:
    """Return the columns of a table that has these three and no more."""
    return Columns(
        at=at, customer=customer, number=None, total=total, quantity=None, unit_price=None, currency=None,
        refunded=None, state=None, paid_at=None, whole=False,
    )  # fmt: skip


def known_columns(table: Table) -> Columns | None:
    """Find the columns by the names that shops and providers give them."""
    columns = Columns.of(table) if any(table.names) else None
    return columns if columns and columns.customer is not None else None


def guessed(table: Table, rows: Sequence[Sequence[str]]) -> Columns:
    """Find the columns by what stands in them: dates; amounts, rather with cents and last; the first other one.

    Raises Unreadable when no column holds dates, or none amounts.
    """
    whole = [row for row in rows if len(row) == len(table.names)]
    columns = [
        Column(*each) for each in zip(range(len(table.names)), table.names, zip(*whole, strict=True), strict=False)
    ]
    dates = [one for one in columns if mostly(is_date, one.cells)]
    at = max(dates, key=Column.like_dates, default=None)
    numbers = [one for one in columns if one is not at and mostly(is_number, one.cells)]
    total = max(numbers, key=Column.like_money, default=None)
    others = [one for one in columns if one not in (at, total) and one.name not in NUMBER]
    if at is None or total is None or not others:
        raise Unreadable(_("No columns with a customer, a date and an amount were found; name them by --columns."))
    customer = next((one for one in others if WHO.search(one.name)), others[0])
    return columns_at(customer.place, at.place, total.place)


class Column(NamedTuple):
    """One column of the first rows."""

    place: int
    name: str
    cells: Sequence[str]

    def like_dates(self) -> tuple[bool, bool, int]:
        """Say how much it looks like the date of a purchase: ten digits may be a moment, or a telephone."""
        return (
            bool(TIME.search(self.name)),
            not all(len(cell) == 10 and cell.isdecimal() for cell in self.cells),
            -self.place,
        )

    def like_money(self) -> tuple[bool, bool, bool, int]:
        """Say how much it looks like amounts."""
        cents = any(re.search(r"[.,]\d{1,2}$", cell) for cell in self.cells)
        return bool(MONEY.search(self.name)), cents, not mostly(is_date, self.cells), self.place


def mostly(question: Callable[[str], bool], cells: Sequence[str]) -> bool:
    """Say whether nine of ten cells are of a kind."""
    return bool(cells) and sum(question(cell) for cell in cells) >= 0.9 * len(cells)


def is_number(cell: str) -> bool:
    """Say whether a cell is a number, as of money or of a customer."""
    try:
        amount_of(cell)
    except ValueError:
        return False
    return True


def is_date(cell: str) -> bool:
    """Say whether a cell is a date."""
    try:
        _UTC.read(cell)
    except (ValueError, OverflowError):
        return False
    return True
