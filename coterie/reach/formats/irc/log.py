"""A whole IRC log, line by line."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from coterie.reach.formats.dates import day_in_mark
from coterie.reach.formats.irc.body import Mark, Riddle, Words, read_body
from coterie.reach.formats.irc.days import Days
from coterie.reach.formats.irc.notices import Notice
from coterie.reach.formats.irc.opening import Opening
from coterie.reach.formats.irc.stamp import ImpossibleTime, Stamp, read_stamp
from coterie.reach.formats.lines import MAX_LINE, Line
from coterie.reach.formats.records import (
    Blank,
    Joined,
    Left,
    Noted,
    Record,
    Renamed,
    Said,
    TopicSet,
    Unparsed,
)

DAY_MARK = re.compile(
    r"-{3,}(?: |$)|\*{4,}|Session (?:Start|Time|Close|Ident)|Conversation with |Log(?:file|ging)? (?:open|start)ed"
)

USUAL = re.compile(r"\[((?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?)\] <([\w\[\]\\`^{|}][\w\[\]\\`^{|}\-]{0,78})> ")
"""Nine lines of ten begin like this; what reads the others says the same of them, more slowly."""


class Log:
    """Reads one log; keeps the day, and nothing of what was said."""

    def __init__(self, opening: Opening, zone: ZoneInfo, day: date) -> None:
        """Begin at `day`, reading as the `opening` lines show."""
        self.month_first, self.columns = opening.month_first, opening.columns
        self.days = Days(zone, day, twelve=opening.twelve, first=opening.first or 0)
        self.shown = ""
        """The time on the line before, where that was a usual one."""

    def records(self, lines: Iterable[Line]) -> Iterator[Record]:
        """Yield exactly one record for each line."""
        for line in lines:
            yield self.record(line)

    def record(self, line: Line) -> Record:
        """Return what one line says."""
        usual = None if self.columns else USUAL.match(line.text)
        if usual is None or unusable(line):
            self.shown = ""
            return self._unusual(line)
        shown, author = usual.groups()
        if shown != self.shown:
            self.shown = shown
            self.days.place(Stamp(seconds_shown(shown)))
        return Said(line.number, self.days.now, author, line.text[usual.end() :])

    def _unusual(self, line: Line) -> Record:
        if why := unusable(line):
            return Unparsed(line.number, line.text[:500], why)
        if not line.text.strip():
            return Blank(line.number)
        try:
            stamp, rest = read_stamp(line.text, month_first=self.month_first)
        except ImpossibleTime:
            return Unparsed(line.number, line.text[:500], "no such time")
        if rest[:1] in "-*SCL" and DAY_MARK.match(rest) and (marked := self._day_mark(line, rest)):
            return marked
        if stamp:
            self.days.place(stamp)
        return self._told(line, rest, stamped=stamp is not None)

    def _day_mark(self, line: Line, rest: str) -> Record | None:
        day = day_in_mark(rest)
        if day is None and not rest.startswith(("---", "Session")):
            return None
        if day:
            self.days.open_day(day)
        return Noted(line.number, self.days.now, rest)

    def _told(self, line: Line, rest: str, *, stamped: bool) -> Record:
        body = read_body(rest, stamped=stamped, columns=self.columns and stamped)
        number, now = line.number, self.days.now
        if isinstance(body, Words):
            return Said(number, now, body.author, body.text, body.action)
        if isinstance(body, Notice):
            return NOTICES[body.kind](line, self.days, body)
        if isinstance(body, Mark):
            return Noted(number, now, body.text)
        return self._riddle(line, body)

    def _riddle(self, line: Line, body: Riddle) -> Record:
        """A line that is nothing but a date still opens a day."""
        if len(line.text) < 40 and (day := day_in_mark(line.text)):
            self.days.open_day(day)
            return Noted(line.number, self.days.now, line.text)
        return Unparsed(line.number, line.text[:500], body.why)


NOTICES: dict[str, Callable[[Line, Days, Notice], Record]] = {
    "joined": lambda line, days, notice: Joined(line.number, days.now, notice.who),
    "left": lambda line, days, notice: Left(line.number, days.now, notice.who),
    "renamed": lambda line, days, notice: Renamed(line.number, days.now, notice.who, notice.text),
    "topic": lambda line, days, notice: TopicSet(line.number, days.now, notice.text),
}


def seconds_shown(clock: str) -> int:
    """Return seconds since midnight for `12:05` or `12:05:30`."""
    hour, minute, second = (*clock.split(":"), "0")[:3]
    return int(hour) * 3600 + int(minute) * 60 + int(second)


def unusable(line: Line) -> str:
    """Return why a line cannot be kept by any database, or nothing."""
    if not line.whole:
        return f"longer than {MAX_LINE:,} bytes"
    if "\0" in line.text:
        return "holds a zero byte, which a database text cannot"
    return ""
