"""What the first lines of a log give away about the rest."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from coterie.reach.formats.dates import SHORT, day_in_mark, day_in_name
from coterie.reach.formats.irc.days import HALF_DAY, HOUR, TURN
from coterie.reach.formats.irc.stamp import ImpossibleTime, Stamp, read_stamp
from coterie.reach.formats.lines import Line

_SHORT = re.compile(rf"\s*[\[(]?{SHORT}[ ,T]")
_COLUMN = re.compile(r"[^\t<>]{1,66}\t")
_CHANGED = re.compile(r"-{3} (?:Day changed|Tag ge)|Session Time:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opening:
    """Facts about a log, judged by its beginning."""

    columns: bool
    """The parts of a line are set apart by tabs."""
    month_first: bool
    """Dates are written 11/15/2004."""
    twelve: bool
    """Hours are counted to twelve, without am and pm."""
    first: float | None
    """The first time written, in seconds of the day."""
    day: date | None
    """The day of the first line, as far as the lines tell."""


def read_opening(lines: list[Line]) -> Opening:
    """Look at the first lines of a log."""
    month_first = any(int(found["b"]) > 12 for line in lines if (found := _SHORT.match(line.text)))
    stamps = [(stamp, rest) for _line, stamp, rest in stamped(lines, month_first=month_first)]
    times = [stamp.seconds for stamp, _rest in stamps if stamp.seconds is not None and not stamp.day]
    columns = sum(_COLUMN.match(rest) is not None for _stamp, rest in stamps)
    return Opening(
        columns=columns * 2 > len(stamps),
        month_first=month_first,
        twelve=counts_to_twelve(times),
        first=next((stamp.seconds for stamp, _rest in stamps if stamp.seconds is not None), None),
        day=first_day(lines, month_first=month_first),
    )


def stamped(lines: Iterable[Line], *, month_first: bool) -> Iterator[tuple[Line, Stamp, str]]:
    """Yield the lines that begin with a time."""
    for line in lines:
        try:
            stamp, rest = read_stamp(line.text[:400], month_first=month_first)
        except ImpossibleTime:
            continue
        if stamp:
            yield line, stamp, rest


def counts_to_twelve(times: list[float]) -> bool:
    """Return whether the clock goes from 12:59 to 01:00 and never shows 0 or 13."""
    if not all(HOUR <= time < HALF_DAY + HOUR for time in times):
        return False
    return any(before >= HALF_DAY and 0 <= after + HALF_DAY - before <= TURN for before, after in pairwise(times))


def first_day(lines: list[Line], *, month_first: bool) -> date | None:
    """Return the day of the first line, from the first mark or the first stamp that names a day.

    A log that says "day changed" before it ever named a day began on the day before.
    """
    for line in lines:
        if line.text.startswith(("---", "Session", "****")) and (day := day_in_mark(line.text)):
            began = any(True for _ in stamped(lines[: line.number - 1], month_first=month_first))
            return day - timedelta(days=1) if began and _CHANGED.match(line.text) else day
        for _line, stamp, _rest in stamped([line], month_first=month_first):
            if stamp.day and not stamp.yearless:
                return stamp.day
    return None


def opening_day(opening: Opening, name: str) -> date | None:
    """Return the day on which the log begins: told inside, else by the file's name."""
    return opening.day or day_in_name(name)
