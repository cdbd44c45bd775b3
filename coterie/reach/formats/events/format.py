"""Streams of events as one of the formats that can be imported."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from coterie.kit.errors import Invalid
from coterie.kit.money import parse
from coterie.reach.formats.amounts import amount_of, comma_is_point
from coterie.reach.formats.events import cells as names
from coterie.reach.formats.events.cells import Cells, cells_in, is_json, sample_cells
from coterie.reach.formats.events.happening import Happening, kind_called
from coterie.reach.formats.moments import Moments
from coterie.reach.formats.records import Unparsed
from coterie.reach.formats.source import Source, Unreadable
from coterie.reach.formats.table import plain

KIND = "events"
LONGEST = 100
"""Signs of a person, a group, a channel, an order that are kept."""


def confidence(source: Source) -> float:
    """Return how sure it is, from 0 to 1, that `source` is a stream of events: rows with a time, a kind, a person."""
    rows = sample_cells(source)
    told = [row for row in rows if isinstance(row, Cells) and all(map(row.get, (names.AT, names.KIND, names.WHO)))]
    return 0.9 * len(told) / len(rows) if rows else 0.0


def read(source: Source, zone: ZoneInfo, currency: str, report: Callable[[Unparsed], None]) -> Iterator[Happening]:
    """Return every event of a known kind; others, and what cannot be read, go to `report`.

    Raises Unreadable for what is neither a table with a header nor lines of JSON.
    """
    rows = sample_cells(source)
    if not any(isinstance(row, Cells) and row.get(names.AT) for row in rows):
        raise Unreadable(_("Neither lines of JSON nor a header with a time, a kind and a person was found."))
    sample = [row for row in rows if isinstance(row, Cells)]
    moments = Moments.judged_by((row.get(names.AT) for row in sample), zone)
    comma = not is_json(source) and comma_is_point((row.get(names.AMOUNT) for row in sample), ",")
    return Reader(moments, currency, comma).happenings(cells_in(source), report)


@dataclass(frozen=True, slots=True)
class Reader:
    """How to read the rows of one stream."""

    moments: Moments
    currency: str
    comma: bool

    def happenings(self, rows: Iterable[Cells | Unparsed], report: Callable[[Unparsed], None]) -> Iterator[Happening]:
        """Yield what the rows say; hand to `report` those that say nothing."""
        for row in rows:
            happening = row if isinstance(row, Unparsed) else self.happening(row)
            if isinstance(happening, Unparsed):
                report(happening)
            else:
                yield happening

    def happening(self, row: Cells) -> Happening | Unparsed:
        """Return what a row says, or why it says nothing."""
        name = row.get(names.KIND)
        kind = kind_called(plain(name))
        if kind is None:
            return Unparsed(row.line, row.shown, f"unknown kind {name[:40]!r}" if name else "no kind")
        who, group, channel, order = (row.get(each) for each in (names.WHO, names.GROUP, names.CHANNEL, names.ORDER))
        if not who or max(map(len, (who, group, channel, order))) > LONGEST:
            return Unparsed(row.line, row.shown, "nobody named" if not who else f"a name of more than {LONGEST} signs")
        try:
            at = self.moments.read(row.get(names.AT))
            amount = self._amount(row) if kind == "order_paid" else None
        except (ValueError, OverflowError, Invalid) as error:
            return Unparsed(row.line, row.shown, f"not a date or an amount: {str(error)[:60]}")
        if kind == "order_paid" and amount is None:
            return Unparsed(row.line, row.shown, "a purchase without an amount")
        if kind == "message_posted" and not row.get(names.TEXT):
            return Unparsed(row.line, row.shown, "a message without words")
        return Happening(
            row.line, at, kind, who, group, channel, order, amount, self._currency(row), row.get(names.TEXT)
        )

    def _amount(self, row: Cells) -> int | None:
        text = row.get(names.AMOUNT)
        if not text:
            return None
        return parse(f"{amount_of(text, comma=self.comma):f}", self._currency(row)).minor

    def _currency(self, row: Cells) -> str:
        return row.get(names.CURRENCY).upper()[:3] or self.currency
