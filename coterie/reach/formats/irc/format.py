"""IRC logs as one of the formats that can be imported."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from coterie.reach.formats.chat import ASSUMED_DAY, Chat
from coterie.reach.formats.irc.log import Log
from coterie.reach.formats.irc.opening import opening_day, read_opening
from coterie.reach.formats.lines import Line, lines_of, sample_lines
from coterie.reach.formats.records import Blank, Noted, Record, Said, Unparsed
from coterie.reach.formats.source import Source

KIND = "irc"
JUDGED = 2_000
"""Lines that are looked at to tell the format."""


def confidence(source: Source) -> float:
    """Return how sure it is, from 0 to 1, that `source` is a log of IRC: the share of lines that speak."""
    lines = sample_lines(source)[:JUDGED]
    records = [record for record in _records(lines, source.name, ZoneInfo("UTC")) if not isinstance(record, Blank)]
    understood = sum(not isinstance(record, Unparsed | Noted) for record in records)
    return understood / len(records) if any(isinstance(record, Said) for record in records) else 0.0


def read(source: Source, zone: ZoneInfo) -> Chat:
    """Return the log's records and how its first day is known."""
    opening = read_opening(sample_lines(source))
    day = opening_day(opening, source.name)
    log = Log(opening, zone, day or ASSUMED_DAY)
    return Chat(log.records(lines_of(source)), "file" if opening.day else "name" if day else "assumed")


def _records(lines: list[Line], name: str, zone: ZoneInfo) -> Iterator[Record]:
    opening = read_opening(lines)
    return Log(opening, zone, opening_day(opening, name) or ASSUMED_DAY).records(lines)
