"""The named cells of each row, whether it stands in a table or in a line of JSON."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from coterie.reach.formats.lines import Line, lines_of, sample_lines
from coterie.reach.formats.records import Unparsed
from coterie.reach.formats.source import Source
from coterie.reach.formats.table import Row, Table, plain, read_table, rows_of

AT = ("at", "timestamp", "time", "ts", "datetime", "eventtime", "eventtimestamp", "createdat", "occurredat", "date")
KIND = ("kind", "event", "eventname", "eventtype", "action", "type", "name")
WHO = (
    "who", "userid", "user", "memberid", "member", "distinctid", "visitorid", "visitor", "clientid", "anonymousid",
    "customerid", "customer", "uid", "email",
)  # fmt: skip
GROUP = ("group", "groupname", "room")
CHANNEL = ("channel", "acquisitionchannel", "utmsource", "source")
ORDER = ("order", "orderid", "ordernumber", "invoiceno", "transactionid")
AMOUNT = ("amount", "total", "totalprice", "revenue", "value", "price")
CURRENCY = ("currency", "currencycode")
HALF = re.compile("[\ud800-\udfff]")
"""What JSON can name and no text can hold: one half of a sign that is written in two."""
TEXT = ("text", "message", "body", "content")


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: its line, and its cells by plain name."""

    line: int
    named: Mapping[str, str]

    def get(self, aliases: Iterable[str]) -> str:
        """Return the first cell of these names that is not empty."""
        return next((value for alias in aliases if (value := self.named.get(alias, ""))), "")

    @property
    def shown(self) -> str:
        """The row as a report shows it."""
        return ",".join(self.named.values())[:500]


def cells_in(source: Source) -> Iterator[Cells | Unparsed]:
    """Yield every row of a table or of JSON lines."""
    return _cells(source, lines_of(source))


def sample_cells(source: Source, most: int = 500) -> list[Cells | Unparsed]:
    """Return the first rows."""
    return list(islice(_cells(source, iter(sample_lines(source))), most))


def is_json(source: Source) -> bool:
    """Tell whether the file is lines of JSON."""
    return next((line.text.lstrip()[:1] for line in sample_lines(source) if line.text.strip()), "") == "{"


def _cells(source: Source, lines: Iterator[Line]) -> Iterator[Cells | Unparsed]:
    if is_json(source):
        yield from (_from_json(line) for line in lines if line.text.strip())
    elif table := read_table(source):
        for row in rows_of(lines, table):
            yield row if isinstance(row, Unparsed) else _from_row(row, table)


def _from_row(row: Row, table: Table) -> Cells:
    return Cells(row.line, {name: value.strip() for name, value in zip(table.names, row.cells, strict=True)})


def _from_json(line: Line) -> Cells | Unparsed:
    if not line.whole or "\0" in line.text or "\\u0000" in line.text:
        return Unparsed(line.number, line.text[:500], "too long a line, or one with zero bytes")
    try:
        value = json.loads(line.text)
    except (ValueError, RecursionError):
        return Unparsed(line.number, line.text[:500], "not JSON")
    if not isinstance(value, dict):
        return Unparsed(line.number, line.text[:500], "not an object")
    named = dict(_named(value))
    if "\\ud" in line.text.lower() and HALF.search("".join(chain.from_iterable(named.items()))):
        return Unparsed(line.number, line.text[:500], "half of a sign, which is no text")
    return Cells(line.number, named)


def _named(value: Mapping[object, object]) -> Iterator[tuple[str, str]]:
    """Yield names and texts, those of an inner object too, the outer ones last so that they count."""
    for inner in value.values():
        if isinstance(inner, dict):
            yield from ((plain(str(name)), str(each)) for name, each in inner.items() if _is_plain(each))
    yield from ((plain(str(name)), str(each)) for name, each in value.items() if _is_plain(each))


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)
