"""IRC logs as one of the formats that can be imported."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from coterie.reach.formats.chat import ASSUMED_DAY, Chat
from coterie.reach.formats.irc.log import Log
from coterie.reach.formats.irc.opening import opening_day, read_opening
from coterie.reach.formats.lines import lines_of, sample_lines
from coterie.reach.formats.records import Blank, Noted, Record, Said, Unparsed
from coterie.reach.formats.source import Source, Unreadable

KIND = "irc"
JUDGED = 2_000
"""Lines that are looked at to tell the format."""


def confidence(source: Source) -> float:
    """Return how sure it is, from 0 to 1, that `source` is a log of IRC: the share of lines that speak."""
    records = _first_records(source)
    understood = sum(_is_understood(record) for record in records)
    return understood / len(records) if any(isinstance(record, Said) for record in records) else 0.0


def refuse_strange(source: Source) -> None:
    """Raise Unreadable where nothing at the beginning of `source` is said or announced: it is no log of a chat."""
    if not any(map(_is_understood, _first_records(source))):
        raise Unreadable(_("No line at the beginning of the file reads like a chat log."))


def read(source: Source, zone: ZoneInfo) -> Chat:
    """Return the log's records and how its first day is known."""
    opening = read_opening(sample_lines(source))
    day = opening_day(opening, source.name)
    log = Log(opening, zone, day or ASSUMED_DAY)
    return Chat(log.records(lines_of(source)), "file" if opening.day else "name" if day else "assumed")


def _first_records(source: Source) -> list[Record]:
    """Return what the first lines say, but for blank ones."""
    lines = sample_lines(source)[:JUDGED]
    opening = read_opening(lines)
    log = Log(opening, ZoneInfo("UTC"), opening_day(opening, source.name) or ASSUMED_DAY)
    return [record for record in log.records(lines) if not isinstance(record, Blank)]


def _is_understood(record: Record) -> bool:
    return not isinstance(record, Unparsed | Noted)
