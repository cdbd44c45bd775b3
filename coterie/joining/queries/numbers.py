"""The numbers of a live code."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from coterie.joining.enums import TicketState
from coterie.joining.models import LiveCode, Slot, Ticket
from coterie.joining.rules import slot_state


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotNumbers:
    """One slot at a moment."""

    slot: Slot
    state: str
    held: int
    joined: int
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
    slots = tuple(
        slot_numbers(slot, now)
        for slot in Slot.objects.filter(code=code).select_related("group").order_by("order", "id")
    )
    waiting = Ticket.objects.filter(code=code).aggregate(count=Count("id", filter=Q(state=TicketState.WAITING)))
    return CodeNumbers(
        views=code.views,
        visitors=code.visitors,
        joins=code.joins,
        machine_looks=code.machine_looks,
        held=sum(slot.held for slot in slots),
        waiting=waiting["count"],
        seats=sum(slot.slot.capacity for slot in slots),
        free=sum(slot.free for slot in slots),
        slots=slots,
    )


def slot_numbers(slot: Slot, now: datetime) -> SlotNumbers:
    """Return one slot's numbers; only an open slot has free seats."""
    state = slot_state(slot, now)
    room = slot.capacity - slot.reserve - slot.taken
    if slot.group:
        room = min(room, slot.group.capacity - slot.group.taken)
    return SlotNumbers(
        slot=slot,
        state=state,
        held=slot.taken - slot.joined,
        joined=slot.joined,
        free=max(0, room) if state == "open" else 0,
    )
