"""What a visitor has at a code: a seat behind a picture, or a place in the waiting line."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from coterie.joining.enums import Target, TicketState
from coterie.joining.models import Ticket, WaitingAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSeat:
    """A seat behind the QR code of another group."""

    code: int
    picture: str
    """Key of the stored picture."""
    confirmed: bool
    held_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePlace:
    """A place in the waiting line."""

    ticket: int
    place: int
    """From 1: who is next."""
    will_be_written_to: bool


def picture_seat(code: int, visitor: int, *, now: datetime) -> PictureSeat | None:
    """Return the visitor's seat behind a picture, who has passed the threshold; never one that has expired.

    A hold that has ended does not close the page before somebody else has the seat: that is what the desk says too.
    """
    seated = Ticket.objects.filter(code=code, visitor=visitor, state__in=(TicketState.HELD, TicketState.JOINED))
    valid = Q(slot__expires_at=None) | Q(slot__expires_at__gt=now)
    shown = seated.filter(valid, slot__target=Target.PICTURE).exclude(member=None)
    ticket = shown.select_related("slot").first()
    if ticket is None or ticket.slot is None:
        return None
    confirmed = ticket.state == TicketState.JOINED
    return PictureSeat(code=code, picture=ticket.slot.picture, confirmed=confirmed, held_until=ticket.held_until)


def line_place(code: int, visitor: int) -> LinePlace | None:
    """Return the visitor's place in the waiting line of a code."""
    line = Ticket.objects.filter(code=code, state=TicketState.WAITING)
    ticket = line.filter(visitor=visitor).first()
    if ticket is None:
        return None
    before = line.filter(Q(at__lt=ticket.at) | Q(at=ticket.at, pk__lt=ticket.pk)).count()
    written = WaitingAddress.objects.filter(ticket=ticket).exists()
    return LinePlace(ticket=ticket.pk, place=before + 1, will_be_written_to=written)
