"""Dates as programs write them: in marks between lines, in time stamps, in columns and in file names."""

import re
from datetime import date

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_MONTH = f"(?:{'|'.join(_NAMES)})"

YMD = r"(?P<y>\d{4})[-/.](?P<mo>\d\d?)[-/.](?P<d>\d\d?)"
SHORT = r"(?P<a>\d\d?)[-/.](?P<b>\d\d?)[-/.](?P<yy>\d{4})"
WORDS = rf"(?:[A-Za-z]{{2,9}},? +)?(?P<mon>{_MONTH})[a-z]*\.? +(?P<md>\d\d?)(?:,? +(?P<my>\d{{4}})(?!\d|:))?"
DAY_FIRST = rf"(?:[A-Za-z]{{2,9}},? +)?(?P<dd>\d\d?)\.? +(?P<dmon>{_MONTH})[a-z]*,? +(?P<dy>\d{{4}})"

_IN_MARK = re.compile(
    rf"(?<!\d)(?:{YMD}|{SHORT}|{DAY_FIRST}|(?P<amon>{_MONTH})[a-z]* +(?P<amd>\d\d?),?"
    r"(?: +\d\d?:\d\d(?::\d\d)?)?(?: [A-Z]{3,4})? +(?P<amy>\d{4}))(?!\d)",
    re.IGNORECASE,
)
_IN_NAME = re.compile(r"(?<!\d)(\d{4})([-_./]?)(\d\d)\2(\d\d)(?!\d)")


def day(year: int, month: int, number: int) -> date | None:
    """Return the date, or None where the calendar has none."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


LEAP_YEAR = 2000
"""Stands in where no year is written; it has every day that any year has."""


def day_of(found: re.Match[str], *, month_first: bool = False) -> date | None:
    """Return the date in a match of YMD, SHORT, WORDS or DAY_FIRST."""
    part = found.groupdict()
    if part.get("y"):
        return day(int(part["y"]), int(part["mo"]), int(part["d"]))
    if part.get("yy"):
        first, second = int(part["a"]), int(part["b"])
        month, number = (first, second) if (month_first and first <= 12) or second > 12 else (second, first)
        return day(int(part["yy"]), month, number)
    if part.get("dmon"):
        return day(int(part["dy"]), MONTHS[part["dmon"].lower()], int(part["dd"]))
    if part.get("mon"):
        return day(int(part["my"] or LEAP_YEAR), MONTHS[part["mon"].lower()], int(part["md"]))
    return None


def day_in_mark(text: str) -> date | None:
    """Return the date that a mark such as `--- Day changed Tue Nov 16 2004` names."""
    found = _IN_MARK.search(text)
    if found is None:
        return None
    if found["amon"]:
        return day(int(found["amy"]), MONTHS[found["amon"].lower()], int(found["amd"]))
    return day_of(found)


def day_in_name(name: str) -> date | None:
    """Return the date that a file's name, or the folders it lies in, give: `2004/11/15/#ubuntu.txt`."""
    tail = "/".join(name.replace("\\", "/").split("/")[-4:])
    for found in reversed(list(_IN_NAME.finditer(tail))):
        if 1980 <= int(found[1]) <= 2100 and (named := day(int(found[1]), int(found[3]), int(found[4]))):
            return named
    return None
