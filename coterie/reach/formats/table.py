"""Tables of delimited values: header, rows, quotation marks over several lines."""

import csv
import unicodedata
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from coterie.reach.formats.lines import Line, lines_of, sample_lines
from coterie.reach.formats.records import Unparsed
from coterie.reach.formats.source import Source

DELIMITERS = (",", ";", "\t", "|")
MOST_LINES = 100
"""Lines that one quoted row may run over."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, and the line it begins on."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """How a table is written: its names, bare of case and signs, and what sets its cells apart."""

    names: tuple[str, ...]
    delimiter: str

    def place(self, *aliases: str) -> int | None:
        """Return the column with the first of the `aliases` that there is."""
        return next((self.names.index(alias) for alias in aliases if alias in self.names), None)


def plain(name: str) -> str:
    """Return a column's name in small letters and digits only: "Invoice No." is invoiceno."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum())


def read_table(source: Source) -> Table | None:
    """Return how `source` is written, or None when its first line is no header."""
    head = next((line.text for line in sample_lines(source)[:20] if line.text.strip()), "")
    delimiter = max(DELIMITERS, key=head.count)
    if delimiter not in head or "\0" in head:
        return None
    names = tuple(plain(cell) for cell in cells_of(head, delimiter))
    return None if any(name.isdecimal() for name in names) else Table(names, delimiter)


def sample_rows(source: Source, table: Table, most: int = 1000) -> list[Row]:
    """Return the first rows below the header, to judge the columns by."""
    rows = rows_of(iter(sample_lines(source)[: most + 1]), table)
    return [row for row in rows if isinstance(row, Row)]


def table_rows(source: Source, table: Table) -> Iterator[Row | Unparsed]:
    """Yield every row below the header."""
    return rows_of(lines_of(source), table)


def rows_of(lines: Iterator[Line], table: Table) -> Iterator[Row | Unparsed]:
    """Yield rows; one that cannot be cut into the header's cells is reported."""
    waiting: deque[Line] = deque()
    headless = True
    while (line := waiting.popleft() if waiting else next(lines, None)) is not None:
        if not line.text.strip():
            continue
        if headless:
            headless = False
            continue
        yield _row(line, waiting, lines, table)


def _row(line: Line, waiting: deque[Line], lines: Iterator[Line], table: Table) -> Row | Unparsed:
    if not line.whole or "\0" in line.text:
        return Unparsed(line.number, line.text[:500], "too long a line, or one with zero bytes")
    text = line.text
    if text.count('"') % 2:
        further = _until_closed(text, waiting, lines)
        if further is None:
            return Unparsed(line.number, text[:500], "a quotation mark that is not closed")
        text = "\n".join([text, *further])
    cells = cells_of(text, table.delimiter)
    if len(cells) > len(table.names):
        return Unparsed(line.number, text[:500], f"{len(cells)} cells under a header of {len(table.names)}")
    return Row(line.number, [*cells, *[""] * (len(table.names) - len(cells))])


def _until_closed(text: str, waiting: deque[Line], lines: Iterator[Line]) -> list[str] | None:
    """Take the lines up to the closing quotation mark; put them back when there is none near."""
    taken: list[Line] = []
    open_marks = text.count('"')
    while len(taken) < MOST_LINES and (line := waiting.popleft() if waiting else next(lines, None)):
        taken.append(line)
        open_marks += line.text.count('"')
        if open_marks % 2 == 0:
            return [each.text for each in taken]
    waiting.extendleft(reversed(taken))
    return None


def cells_of(text: str, delimiter: str) -> list[str]:
    """Cut one row into its cells."""
    if '"' not in text:
        return text.split(delimiter)
    return next(csv.reader([text], delimiter=delimiter), [])
