"""The slots of a code during one transaction."""

from dataclasses import dataclass
from datetime import datetime

from coterie.joining.enums import SlotState
from coterie.joining.rules import Conditions

ANYBODY = Conditions()


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
    """Capacity less reserve and those whom a host counted inside."""
    taken: int
    joined: int
    expires_at: datetime | None
    closed: str
    """EARLY or EXPIRED, or nothing."""
    room: Room | None
    turn: int = 0
    weight: int = 1
    conditions: Conditions = ANYBODY
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
