"""The numbers of a live code."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, Sum

from coterie.joining.enums import CodeState, TicketState
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


CROWDED = 0.8
"""From this share of taken seats on, a code is worth a look."""


def crowded_codes(community: int, *, now: datetime) -> list[tuple[LiveCode, float]]:
    """Return the codes with hardly a seat left and the share that is taken, the fullest first; not the front door."""
    codes = LiveCode.objects.filter(community=community, state=CodeState.ON, is_front_door=False)
    valid = Q(slots__expires_at=None) | Q(slots__expires_at__gt=now)
    summed = codes.annotate(
        taken=Sum("slots__taken", filter=valid), seats=Sum(F("slots__capacity") - F("slots__reserve"), filter=valid)
    )
    rows = [(code, code.taken / code.seats) for code in summed.filter(seats__gt=0)]
    return sorted((row for row in rows if row[1] >= CROWDED), key=lambda row: -row[1])


def people_waiting(community: int) -> int:
    """Count the visitors who found no seat and are asked to come back."""
    return Ticket.objects.filter(code__community=community, state=TicketState.WAITING).count()
