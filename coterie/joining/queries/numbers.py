"""The numbers of a live code."""

from dataclasses import dataclass
from datetime import datetime

from coterie.joining.enums import SlotState
from coterie.joining.models import LiveCode, Slot
from coterie.joining.queries.room import free_seats
from coterie.joining.rules import slot_state


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotNumbers:
    """One slot at a moment."""

    slot: Slot
    state: str
    held: int
    joined: int
    """Confirmed, and set right by what a host counted."""
    free: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeNumbers:
    """One code at a moment: the three counters and its seats."""

    views: int
    visitors: int
    joins: int
    machine_looks: int
    held: int
    waiting: int
    seats: int
    free: int
    slots: tuple[SlotNumbers, ...]


def code_numbers(code: LiveCode, *, now: datetime) -> CodeNumbers:
    """Return the counters of a code and of its slots."""
    rows = list(Slot.objects.filter(code=code).select_related("group").order_by("order", "number"))
    free = free_seats({row.group_id for row in rows if row.group_id is not None})
    slots = tuple(slot_numbers(row, free.get(row.group_id or 0), now) for row in rows)
    return CodeNumbers(
        views=code.views,
        visitors=code.visitors,
        joins=code.joins,
        machine_looks=code.machine_looks,
        held=sum(slot.held for slot in slots),
        waiting=code.waiting,
        seats=sum(slot.slot.capacity for slot in slots),
        free=sum(slot.free for slot in slots),
        slots=slots,
    )


def slot_numbers(slot: Slot, free: int | None, now: datetime) -> SlotNumbers:
    """Return one slot's numbers; only an open slot has free seats, and no more than its group."""
    state = slot_state(slot, now, free=free)
    left = slot.capacity - slot.reserve - slot.corrected - slot.taken
    left = left if free is None else min(left, free)
    return SlotNumbers(
        slot=slot,
        state=state,
        held=slot.taken - slot.joined,
        joined=slot.joined + slot.corrected,
        free=left if state == SlotState.OPEN else 0,
    )
