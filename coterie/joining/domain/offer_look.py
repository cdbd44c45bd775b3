"""Looks at the pages of offers: of each person one a day is told.

What is remembered is this process's alone and lost without harm: a look that is told twice is one person all the same.
"""

from datetime import date
from typing import NamedTuple

MOST = 50_000
"""Looks of a day that are remembered; then memory begins anew."""


class Onlooker(NamedTuple):
    """Who looks: a browser's number, a member's, or both."""

    visitor: int | None
    member: int | None


class Memory:
    """Who has looked at what today."""

    def __init__(self) -> None:
        self._day = date.min
        self._looks: set[tuple[int, Onlooker]] = set()

    def is_new(self, offer: int, who: Onlooker, day: date) -> bool:
        """Tell whether this is the first look of the day, and remember it."""
        if day != self._day or len(self._looks) >= MOST:
            self._day, self._looks = day, set()
        if (offer, who) in self._looks:
            return False
        self._looks.add((offer, who))
        return True


TODAY = Memory()
