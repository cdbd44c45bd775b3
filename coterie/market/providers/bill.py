"""Statement files: tables with a header somewhere near the top, written by hand-made programs."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coterie.kit.errors import Invalid
from coterie.kit.money import parse
from coterie.market.providers.port import Unreadable

ENCODINGS = ("utf-8-sig", "gb18030")
"""GB18030 reads all of GBK."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a statement by column name."""

    number: int
    cells: Mapping[str, str]

    def text(self, *names: str) -> str:
        """Return the first of these columns that says something."""
        return next((self.cells[name] for name in names if self.cells.get(name)), "")

    def amount(self, currency: str, *names: str) -> int:
        """Return an amount in minor units, with its sign; empty is 0."""
        said = self.text(*names)
        try:
            return parse(said, currency).minor if said else 0
        except Invalid as error:
            raise self.unread() from error

    def unread(self) -> Unreadable:
        """Return the error that names this line."""
        return Unreadable(_("Line %(number)s of the statement cannot be read.") % {"number": self.number})

    def at(self, moment: datetime | None) -> datetime:
        """Return the moment that was read in this line."""
        if moment is None:
            raise self.unread()
        return moment


def lines(text: str | bytes) -> list[str]:
    """Return the lines of a file, whatever its encoding. Raises Unreadable."""
    if isinstance(text, str):
        return text.removeprefix("\ufeff").splitlines()
    for encoding in ENCODINGS:
        try:
            return text.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("The statement is no text."))


def rows(cells: Iterable[list[str]], *needed: str) -> Iterator[Row]:
    """Yield the rows under the first header that has all `needed` columns. Raises Unreadable when there is none."""
    header: list[str] = []
    for number, values in enumerate(cells, 1):
        trimmed = [value.strip() for value in values]
        if header and any(trimmed):
            row = Row(number, dict(zip(header, trimmed, strict=False)))
            if len(trimmed) < len(header):
                raise row.unread()
            yield row
        elif set(needed) <= set(trimmed):
            header = trimmed
    if not header:
        raise Unreadable(_("This is no statement of this provider: a header was not found."))


def table(text: str | bytes) -> Iterator[list[str]]:
    """Yield the cells of a CSV file, line by line."""
    try:
        yield from csv.reader(lines(text))
    except csv.Error as error:
        raise Unreadable(_("The statement is no table.")) from error
