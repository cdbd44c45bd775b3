"""The time at the beginning of a line."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from coterie.reach.formats.dates import SHORT, WORDS, YMD, day_of

_QUICK = re.compile(r"\[(\d\d):([0-5]\d)(?::([0-5]\d))?\](?: |$)")
_FULL = re.compile(
    rf"\s*(?P<open>[\[(])?(?:(?:{YMD}|{SHORT}|{WORDS})[T ,_\t]*)?"
    r"(?P<h>\d\d?):(?P<mi>[0-5]\d)(?::(?P<s>[0-6]\d)(?:[.,](?P<f>\d{1,6}))?)?"
    r"(?: ?(?P<ap>[ap])\.?m\.?)?(?P<z> ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?(?P<close>[\])])?(?P<gap>[ \t|]|$)?",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?P<room>[#&]?[^\s<\[(]+) (?P<day>\d{4}-\d\d-\d\d) (?=[\[(<*=-]| \*)")
_EPOCH = re.compile(r"(\d{10})(?=[ \t]+[<*=\-])[ \t]")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as written: seconds into the day, the day and the distance from UTC where given."""

    seconds: float | None
    day: date | None = None
    minutes_east: int | None = None
    half: str = ""
    """`a` or `p` when the hour was counted to twelve."""
    yearless: bool = False
    """The year in `day` is a guess: none was written."""


class ImpossibleTime(ValueError):
    """A stamp that looks like a time and is none, such as 25:00."""


def read_stamp(text: str, *, month_first: bool = False) -> tuple[Stamp | None, str]:
    """Split a line into its time (None when it has none) and the rest.

    Raises ImpossibleTime.
    """
    if found := _QUICK.match(text):
        hour, minute, second = found.groups("0")
        return Stamp(seconds_of(int(hour), int(minute), int(second))), text[found.end() :]
    if found := _NAMED.match(text):
        return _under_name(found, text, month_first=month_first)
    if found := _EPOCH.match(text):
        moment = datetime.fromtimestamp(int(found[1]), tz=UTC)
        seconds = seconds_of(moment.hour, moment.minute, moment.second)
        return Stamp(seconds, moment.date(), minutes_east=0), text[found.end() :]
    found = _FULL.match(text)
    if found is None or not _shaped(found):
        return None, text
    return _full_stamp(found, month_first=month_first), text[found.end() :]


def _shaped(found: re.Match[str]) -> bool:
    """A stamp stands in whole brackets, or is set off by a space."""
    if found["open"]:
        return bool(found["close"]) and ("[(".index(found["open"]) == "])".index(found["close"]))
    return not found["close"] and found["gap"] is not None


def _full_stamp(found: re.Match[str], *, month_first: bool) -> Stamp:
    hour, half = int(found["h"]), (found["ap"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ImpossibleTime
        hour = hour % 12 + (12 if half == "p" else 0)
    fraction = float(f"0.{found['f']}") if found["f"] else 0
    seconds = seconds_of(hour, int(found["mi"]), int(found["s"] or 0)) + fraction
    day = day_of(found, month_first=month_first)
    if day is None and (found["y"] or found["yy"] or found["mon"]):
        raise ImpossibleTime
    yearless = bool(found["mon"] and not found["my"])
    return Stamp(seconds, day, minutes_east=minutes_east(found["z"] if day else None), half=half, yearless=yearless)


def _under_name(found: re.Match[str], text: str, *, month_first: bool) -> tuple[Stamp, str]:
    """Read `room 2010-11-08 [13:21] ...`, whose notices carry the day alone."""
    year, month, number = (int(part) for part in found["day"].split("-"))
    try:
        named = date(year, month, number)
    except ValueError as error:
        raise ImpossibleTime from error
    inner, rest = read_stamp(text[found.end() :], month_first=month_first)
    return Stamp(inner.seconds if inner else None, named), rest


def seconds_of(hour: int, minute: int, second: int) -> int:
    """Return seconds since midnight; a leap second counts as the one before it.

    Raises ImpossibleTime for hours past 23.
    """
    if hour > 23:
        raise ImpossibleTime
    return hour * 3600 + minute * 60 + min(second, 59)


def minutes_east(zone: str | None) -> int | None:
    """Return the distance from UTC that `+02:00` or `Z` states, in minutes."""
    if not zone:
        return None
    digits = zone.strip().replace(":", "")
    if not digits[1:].isdigit():
        return 0
    minutes = int(digits[1:3]) * 60 + int(digits[3:5])
    return -minutes if digits[0] == "-" else minutes
