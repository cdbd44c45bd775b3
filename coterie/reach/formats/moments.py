"""Moments in the cells of a table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from coterie.reach.formats.dates import DAY_FIRST, SHORT, WORDS, YMD, day_of

_CELL = re.compile(
    rf"(?:{YMD}|{SHORT}|{DAY_FIRST}|{WORDS})"
    r"(?:[T ,]+(?P<h>\d\d?):(?P<mi>[0-5]\d)(?::(?P<s>[0-5]\d)(?:\.\d+)?)?(?: ?(?P<ap>[ap])\.?m\.?)?)?",
    re.IGNORECASE,
)
_SPACED_ZONE = re.compile(r" (?=[+-]\d\d:?\d\d$)| UTC$")
_SHORT = re.compile(rf"\s*{SHORT}")
_COMPACT = re.compile(r"(\d{8})[ T]?(\d{4}(?:\d\d)?)")
_EPOCH = re.compile(r"(\d{10})(\d{3})?(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Moments:
    """Reads the moments of one column: the zone where none is written, and the order of 11/12/2010."""

    zone: ZoneInfo
    month_first: bool

    @classmethod
    def judged_by(cls, cells: Iterable[str], zone: ZoneInfo) -> "Moments":
        """Settle the order of day and month by the cells: 11/13 shows it; undecided, slashes put the month first."""
        pairs = [(int(found["a"]), int(found["b"]), found[0]) for cell in cells if (found := _SHORT.match(cell))]
        if any(first > 12 for first, _second, _cell in pairs):
            return cls(zone, month_first=False)
        slashed = bool(pairs) and all("/" in cell for _first, _second, cell in pairs)
        return cls(zone, month_first=slashed or any(second > 12 for _first, second, _cell in pairs))

    def read(self, cell: str) -> datetime:
        """Return the moment in UTC.

        Raises ValueError when the cell holds none.
        """
        cell = cell.strip()
        if found := _EPOCH.fullmatch(cell):
            return datetime.fromtimestamp(int(found[1]), tz=UTC)
        moment = self._iso(cell) or self._worded(cell)
        if moment is None or not 1970 <= moment.year <= 2200:
            raise ValueError(cell)
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).astimezone(UTC)

    def _iso(self, cell: str) -> datetime | None:
        if found := _COMPACT.fullmatch(cell):
            cell = f"{found[1]}T{found[2]}"
        try:
            return datetime.fromisoformat(_SPACED_ZONE.sub(lambda zone: "+00:00" if "U" in zone[0] else "", cell))
        except ValueError:
            return None

    def _worded(self, cell: str) -> datetime | None:
        found = _CELL.fullmatch(cell)
        day = day_of(found, month_first=self.month_first) if found else None
        if found is None or day is None or (found["mon"] and not found["my"]):
            return None
        hour = int(found["h"] or 0)
        if found["ap"]:
            hour = hour % 12 + (12 if found["ap"].lower() == "p" else 0)
        if hour > 23:
            return None
        return datetime(day.year, day.month, day.day, hour, int(found["mi"] or 0), int(found["s"] or 0))  # noqa: DTZ001
