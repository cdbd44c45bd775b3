"""Seats that come back."""

from datetime import datetime

from django.db import transaction

from coterie.joining.domain.seats import tickets
from coterie.joining.domain.seats.batch import open_desks, write
from coterie.joining.enums import TicketState
from coterie.joining.models import Ticket
from coterie.kit.actor import Actor

CODES_AT_ONCE = 20


@transaction.atomic
def release_ended_holds(*, actor: Actor, now: datetime) -> int:  # noqa: ARG001 - the clock decides, not who asks
    """Free seats of visitors who did not join in time, some codes at once; return how many, 0 when all is done."""
    ended = Ticket.objects.filter(state=TicketState.HELD, held_until__lte=now).order_by("held_until")
    codes = set(ended.values_list("code", flat=True)[:CODES_AT_ONCE])
    desks = open_desks("id", codes, now=now)
    freed = sum(desk.release_ended() for desk in desks)
    for desk in desks:
        desk.promote()
    write(desks)
    return freed


@transaction.atomic
def release_left_seats(*, group: int, member: int, actor: Actor, now: datetime) -> int:  # noqa: ARG001 - as above
    """Free the seats of a member who left a group, at every code that led there; return how many."""
    left = Ticket.objects.filter(member=member, state=TicketState.JOINED, slot__group=group)
    found = list(left.values_list("code", "visitor"))
    desks = open_desks("id", {code for code, _visitor in found}, now=now)
    for desk in desks:
        desk.known = tickets.read(desk.door.code, [visitor for code, visitor in found if code == desk.door.code])
        for ticket in desk.known.values():
            desk.release(ticket, "left")
    released = sum(len(desk.releases) for desk in desks)
    for desk in desks:
        desk.hall.refill()
        desk.promote()
    write(desks)
    return released
