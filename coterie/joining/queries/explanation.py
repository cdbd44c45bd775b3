"""Why a visitor was led where."""

import json
from datetime import datetime

from coterie.joining.enums import CodeState, TicketState
from coterie.joining.models import LiveCode, Slot, Ticket
from coterie.joining.rules import slot_state
from coterie.kit.errors import NotFound
from coterie.kit.json import Json

PASSED_OVER = ("full", "early", "expired")


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
        "passed_over": {state: why[state] for state in PASSED_OVER if state in why},
        "code_now": CodeState(code.state).value,
        "slots_now": {str(slot.number): slot_state(slot, now).value for slot in Slot.objects.filter(code=code)},
    }


def current_state(ticket: Ticket, now: datetime) -> str:
    """Return what the ticket is, a hold that has ended being derived."""
    if ticket.state == TicketState.HELD and ticket.held_until and ticket.held_until <= now:
        return "hold ended"
    return ticket.state
