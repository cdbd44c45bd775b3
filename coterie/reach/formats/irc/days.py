"""From times of day to moments: which day it is, on which clock, in which zone."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from coterie.reach.formats.dates import day
from coterie.reach.formats.irc.stamp import Stamp

HOUR = 3600
HALF_DAY = 12 * HOUR
DAY = 24 * HOUR
BACK = HOUR + 60
"""A step back by more than this is another day; by less, a clock that was set or a summer time that ended."""
TURN = 45 * 60
"""A silence across one o'clock longer than this says nothing about the dial."""


class Days:
    """Places time stamps in order; knows the day from marks, from full stamps and from midnights passed.

    `dial` is 24 until the log shows a clock that goes from 12:59 to 01:00; then the halves of the day are counted.
    """

    def __init__(self, zone: ZoneInfo, begin: date, *, twelve: bool = False, first: float = 0) -> None:
        """`begin` and `first` are the first day and time of the log, where lines before it are placed."""
        self.zone, self.day, self.twelve = zone, begin, twelve
        self.after_noon = False
        self.wide = False
        self.last: float | None = None
        self.fold = 0
        self.now = self._moment(self._on_dial(first) if twelve else first)

    def open_day(self, named: date) -> None:
        """Follow a mark that names the day."""
        if named != self.day:
            self.day, self.last, self.after_noon, self.fold = named, None, False, 0

    def place(self, stamp: Stamp) -> datetime:
        """Return the moment of a stamp, in UTC."""
        if stamp.day:
            self.open_day(self._dated(stamp.day) if stamp.yearless else stamp.day)
        if stamp.seconds is None:
            return self.now
        if stamp.minutes_east is not None:
            return self._from_offset(stamp.seconds, stamp.minutes_east)
        seconds = stamp.seconds if stamp.half or stamp.day else self._passed(stamp.seconds)
        if seconds != self.last:
            self.fold = self.fold or int(self.last is not None and BACK / 2 < self.last - seconds <= BACK)
            self.last = seconds
            self.now = self._moment(seconds)
        return self.now

    def _dated(self, guess: date) -> date:
        """Give a day without a year the year that follows on from the day before."""
        days = (day(year, guess.month, guess.day) for year in range(self.day.year, self.day.year + 9))
        return next((found for found in days if found and (self.day - found).days < 180), guess)

    def _passed(self, seconds: float) -> float:
        """Turn days and halves of days over; return seconds since this day's midnight."""
        self.wide = self.wide or not HOUR <= seconds < HALF_DAY + HOUR
        if not self.twelve and self._shows_twelve(seconds):
            self.twelve, self.after_noon = True, True
            self.last = self._on_dial(self.last or 0)
        if self.twelve:
            return self._dialled(seconds)
        if self.last is not None and self.last - seconds > BACK:
            self._next_day()
        return seconds

    def _shows_twelve(self, seconds: float) -> bool:
        """12:50 and soon after 01:05, in a log without an hour 0 or 13."""
        if self.wide or self.last is None or not HALF_DAY <= self.last < HALF_DAY + HOUR:
            return False
        return seconds < 2 * HOUR and seconds + HALF_DAY - self.last <= TURN

    def _dialled(self, seconds: float) -> float:
        placed = self._on_dial(seconds)
        if self.last is not None and self.last - placed > BACK:
            self.after_noon = not self.after_noon
            if not self.after_noon:
                self._next_day()
            placed = self._on_dial(seconds)
        return placed

    def _on_dial(self, seconds: float) -> float:
        return seconds % HALF_DAY + (HALF_DAY if self.after_noon else 0)

    def _next_day(self) -> None:
        self.day, self.last, self.fold = self.day + timedelta(days=1), None, 0

    def _moment(self, seconds: float) -> datetime:
        midnight = datetime(self.day.year, self.day.month, self.day.day, tzinfo=self.zone)
        moment = midnight + timedelta(seconds=seconds)
        return (moment.replace(fold=1) if self.fold else moment).astimezone(UTC)

    def _from_offset(self, seconds: float, minutes_east: int) -> datetime:
        zone = timezone(timedelta(minutes=minutes_east))
        midnight = datetime(self.day.year, self.day.month, self.day.day, tzinfo=zone)
        self.last = seconds
        self.now = (midnight + timedelta(seconds=seconds)).astimezone(UTC)
        return self.now
