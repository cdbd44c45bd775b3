"""What the edge remembers, so that a repeated look costs no question to the database."""

from collections import OrderedDict
from functools import lru_cache
from time import monotonic

from coterie.edge.wire import NO_STORE, Header
from coterie.joining.domain.seats.claim import Door

MOST_SEATS = 100_000
MOST_DOORS = 10_000
DOOR_LASTS_S = 2.0
SEAT_LASTS_S = 60.0
"""An edit moves nobody, so that a remembered seat can be old by a minute; news on the live bus end it sooner."""


class Memory:
    """Seats by code and visitor, doors by code. Used by one event loop; lost without harm."""

    def __init__(self) -> None:
        self._seats: OrderedDict[tuple[str, int], tuple[float, float, list[Header]]] = OrderedDict()
        self._doors: OrderedDict[str, tuple[float, Door | None]] = OrderedDict()
        self._changed: dict[str, float] = {}

    def seat(self, slug: str, visitor: int) -> list[Header] | None:
        """Return the answer that the visitor got at this code, while it holds."""
        found = self._seats.get((slug, visitor))
        if found is None:
            return None
        made, until, headers = found
        if monotonic() >= until or made <= self._changed.get(slug, 0.0):
            del self._seats[slug, visitor]
            return None
        self._seats.move_to_end((slug, visitor))
        return headers

    def keep_seat(self, slug: str, visitor: int, headers: list[Header], lasts: float) -> None:
        """Remember an answer for `lasts` seconds at the most."""
        made = monotonic()
        self._seats[slug, visitor] = (made, made + min(lasts, SEAT_LASTS_S), headers)
        if len(self._seats) > MOST_SEATS:
            self._seats.popitem(last=False)

    def door(self, slug: str) -> tuple[bool, Door | None]:
        """Return whether the code is remembered, and what it was; None if there is no such code."""
        until, door = self._doors.get(slug, (0.0, None))
        return monotonic() < until, door

    def keep_door(self, slug: str, door: Door | None) -> None:
        """Remember a code, or that there is none."""
        self._doors[slug] = (monotonic() + DOOR_LASTS_S, door)
        if len(self._doors) > MOST_DOORS:
            self._doors.popitem(last=False)

    def forget(self, slug: str | None) -> None:
        """Forget a code that changed; all of them when the name is lost."""
        if slug is None:
            self._seats.clear()
            self._doors.clear()
        else:
            self._doors.pop(slug, None)
            self._changed[slug] = monotonic()


@lru_cache(maxsize=MOST_DOORS)
def way_in(address: str, slug: str, number: int | None, *, waits: bool = False) -> list[Header]:
    """Return the answer to a scan: where to go on, and the slot's number."""
    target = f"/c/{address}/join?code={slug}" + ("&wait=1" if waits else "")
    return [
        (b"location", target.encode()),
        (b"x-coterie-slot", b"wait" if number is None else str(number).encode()),
        NO_STORE,
        (b"content-length", b"0"),
    ]
