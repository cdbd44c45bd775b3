"""The slots of a code during one transaction, and the choice among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import heapify, heappop, heapreplace

from coterie.joining.enums import SlotState, Strategy
from coterie.kit.ranges import ranges


@dataclass(slots=True)
class Room:
    """Seats of one group that no member sits on and no ticket holds, whatever the code."""

    free: int


@dataclass(slots=True)
class OpenSlot:
    """One slot, counted in memory while its code is locked."""

    id: int
    number: int
    group: int | None
    limit: int
    """Capacity less reserve."""
    taken: int
    joined: int
    expires_at: datetime | None
    closed: str
    """EARLY or EXPIRED, or nothing."""
    room: Room | None
    changed: bool = False

    @property
    def state(self) -> str:
        """What the slot is now."""
        if self.closed:
            return self.closed
        return SlotState.FULL if self.taken >= self.limit or (self.room and self.room.free < 1) else SlotState.OPEN

    def give(self, seats: int) -> None:
        """Take seats (negative: give back) for tickets that are held."""
        self.taken += seats
        self.changed = True
        if self.room:
            self.room.free -= seats


class Usher:
    """Chooses slots by the code's strategy and remembers which were passed over."""

    def __init__(self, slots: Iterable[OpenSlot], strategy: str) -> None:
        self.slots = list(slots)
        self.strategy = strategy
        self.refill()

    def refill(self) -> None:
        """Look at all slots again, after seats came back."""
        self._open = [(self._share(slot), place, slot) for place, slot in enumerate(self.slots) if not slot.closed]
        heapify(self._open)
        self._why: str | None = None

    def choose(self, avoid: frozenset[int] = frozenset()) -> OpenSlot | None:
        """Take a seat in the best slot with room; None when there is none."""
        if avoid:
            self._open = [entry for entry in self._open if entry[2].id not in avoid]
            heapify(self._open)
        while self._open:
            _share, place, slot = self._open[0]
            if slot.state == SlotState.OPEN:
                self.why()
                slot.give(1)
                heapreplace(self._open, (self._share(slot), place, slot))
                return slot
            heappop(self._open)
            self._why = None
        return None

    def why(self) -> str:
        """Return, as the inside of a JSON object, the strategy and what was passed over before the last seat."""
        if self._why is None:
            closed: dict[str, list[int]] = {}
            for slot in self.slots:
                if slot.state != SlotState.OPEN:
                    closed.setdefault(slot.state, []).append(slot.number)
            passed = "".join(f',"{state}":"{ranges(numbers)}"' for state, numbers in sorted(closed.items()))
            self._why = f'"by":"{self.strategy}"{passed}'
        return self._why

    def _share(self, slot: OpenSlot) -> float:
        if self.strategy != Strategy.LEAST_FULL:
            return 0.0
        return slot.taken / slot.limit if slot.limit > 0 else 1.0
