"""The choice among the slots of a code."""

from bisect import bisect_right
from collections.abc import Mapping
from heapq import heapify, heappop, heapreplace
from itertools import accumulate, count

from coterie.joining.domain.seats.slots import OpenSlot
from coterie.joining.enums import SlotState, Strategy
from coterie.joining.rules import Looker, tongue_among, unfit
from coterie.kit.ranges import ranges

Entry = tuple[float, int, OpenSlot]
"""Rank, place in the order, slot: the smallest is next."""
SPREAD = 0x9E3779B97F4A7C15
"""An odd number (2^64 divided by the golden ratio): what it multiplies is spread evenly over the last 64 bits."""


class Hall:
    """The slots of one code, and an usher for each kind of visitor that its conditions know."""

    def __init__(self, slots: list[OpenSlot], strategy: str, minute: int = 0) -> None:
        self.slots, self.strategy = slots, strategy
        self.picky = any(slot.conditions.total for slot in slots)
        self._minute = minute
        self._asked = frozenset(tongue for slot in slots for tongue in slot.conditions.languages)
        self._turns = count(1 + max((slot.turn for slot in slots), default=0))
        self._ushers: dict[Looker, Usher] = {}

    def looker(self, tongues: tuple[str, ...], *, returning: bool) -> Looker:
        """Return what the conditions need to know of a visitor."""
        return Looker(tongue_among(tongues, self._asked), returning) if self.picky else Looker()

    def usher(self, looker: Looker) -> "Usher":
        """Return who seats such visitors."""
        if (usher := self._ushers.get(looker)) is None:
            barred = {slot.id: why for slot in self.slots if (why := unfit(slot.conditions, looker, self._minute))}
            self._ushers[looker] = usher = Usher(self.slots, self.strategy, barred, self._turns)
        return usher

    def has_room(self) -> bool:
        """Tell whether any slot has a seat, for whomever."""
        return any(slot.state == SlotState.OPEN for slot in self.slots)

    def refill(self) -> None:
        """Look at all slots again, after seats came back or a slot was added."""
        self._ushers.clear()


class Usher:
    """Seats one kind of visitor by the code's strategy and remembers which slots were passed over."""

    def __init__(self, slots: list[OpenSlot], strategy: str, barred: Mapping[int, str], turns: "count[int]") -> None:
        self.slots, self.strategy, self.barred = slots, strategy, barred
        self._turns = turns
        self._open: list[Entry] = [
            (self._rank(slot), place, slot)
            for place, slot in enumerate(slots)
            if not slot.closed and slot.id not in barred
        ]
        heapify(self._open)
        self._wheel: tuple[list[int], list[OpenSlot]] | None = None
        self._why: str | None = None

    def choose(self, visitor: int, avoid: frozenset[int] = frozenset()) -> OpenSlot | None:
        """Take a seat in the best slot with room; None when there is none."""
        if avoid:
            self._open = [entry for entry in self._open if entry[2].id not in avoid]
            heapify(self._open)
            self._wheel = None
        slot = self._drawn(visitor) if self.strategy == Strategy.WEIGHTED else self._next()
        if slot is not None:
            self.why()
            slot.give(1)
            if self.strategy == Strategy.ROUND_ROBIN:
                slot.turn = next(self._turns)
        return slot

    def why(self) -> str:
        """Return, as the inside of a JSON object, the strategy and what was passed over before the last seat."""
        if self._why is None:
            closed: dict[str, list[int]] = {}
            for slot in self.slots:
                if state := self.barred.get(slot.id) or (slot.state if slot.state != SlotState.OPEN else ""):
                    closed.setdefault(state, []).append(slot.number)
            passed = "".join(f',"{state}":"{ranges(numbers)}"' for state, numbers in sorted(closed.items()))
            self._why = f'"by":"{self.strategy}"{passed}'
        return self._why

    def _next(self) -> OpenSlot | None:
        """Return the slot of the smallest rank; ranks only grow, so that an old one is seen when its turn comes."""
        while self._open:
            rank, place, slot = self._open[0]
            if slot.state != SlotState.OPEN:
                heappop(self._open)
                self._why = None
            elif (now := self._rank(slot)) != rank:
                heapreplace(self._open, (now, place, slot))
            else:
                return slot
        return None

    def _drawn(self, visitor: int) -> OpenSlot | None:
        """Draw a slot by weight, always the same for a visitor while the same slots are open."""
        while self._open:
            if self._wheel is None:
                found = [slot for _rank, _place, slot in sorted(self._open) if slot.state == SlotState.OPEN]
                self._wheel = list(accumulate(slot.weight for slot in found)), found
                self._why = None
            ends, slots = self._wheel
            if not slots:
                return None
            slot = slots[bisect_right(ends, (visitor * SPREAD % 2**64 >> 20) % ends[-1])]
            if slot.state == SlotState.OPEN:
                return slot
            self._wheel = None
        return None

    def _rank(self, slot: OpenSlot) -> float:
        match self.strategy:
            case Strategy.LEAST_FULL:
                return slot.taken / slot.limit if slot.limit > 0 else 1.0
            case Strategy.ROUND_ROBIN:
                return float(slot.turn)
            case Strategy.BY_CONDITION:
                return -float(slot.conditions.total)
        return 0.0
