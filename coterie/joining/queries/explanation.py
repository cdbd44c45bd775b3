"""Why a visitor was led where."""

import json
from datetime import datetime

from coterie.joining.enums import CodeState, TicketState
from coterie.joining.models import LiveCode, Slot, Ticket
from coterie.joining.queries.room import free_seats
from coterie.joining.rules import slot_state
from coterie.kit.errors import NotFound
from coterie.kit.json import Json

PASSED_OVER = ("full", "early", "expired", "language", "hours", "whom")


def explain(slug: str, visitor: int, *, now: datetime) -> dict[str, Json]:
    """Say which slot the visitor has at the code, why that one, what was passed over, and what the slots are now.

    Raises NotFound for an unknown code or a visitor who never scanned it.
    """
    code = LiveCode.objects.filter(slug=slug.lower()).first()
    ticket = Ticket.objects.filter(code=code, visitor=visitor).select_related("slot").first() if code else None
    if code is None or ticket is None:
        raise NotFound
    why = json.loads(ticket.why)
    return {
        "code": code.slug,
        "visitor": visitor,
        "slot": ticket.slot.number if ticket.slot else None,
        "state": current_state(ticket, now),
        "decided_at": ticket.at.isoformat(),
        "held_until": ticket.held_until.isoformat() if ticket.held_until else None,
        "chosen_by": why.get("by"),
        "languages": why.get("tongues"),
        "passed_over": {state: why[state] for state in PASSED_OVER if state in why},
        "code_now": CodeState(code.state).value,
        "slots_now": states_now(code, now),
    }


def states_now(code: LiveCode, now: datetime) -> dict[str, str]:
    """Return what each slot is at this moment."""
    slots = list(Slot.objects.filter(code=code).order_by("number"))
    free = free_seats({slot.group_id for slot in slots if slot.group_id is not None})
    return {str(slot.number): slot_state(slot, now, free=free.get(slot.group_id or 0)).value for slot in slots}


def current_state(ticket: Ticket, now: datetime) -> str:
    """Return what the ticket is, a hold that has ended being derived."""
    if ticket.state == TicketState.HELD and ticket.held_until and ticket.held_until <= now:
        return "hold ended"
    return ticket.state
