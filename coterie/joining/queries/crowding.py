"""Codes with hardly a seat left, and people who found none."""

from datetime import datetime

from django.db.models import F, Q, Sum

from coterie.joining.enums import CodeState, TicketState
from coterie.joining.models import LiveCode, Ticket

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
