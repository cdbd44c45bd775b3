"""Codes with hardly a seat left, and people who found none."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet, Sum

from coterie.joining.enums import CodeState, TicketState
from coterie.joining.models import LiveCode, Ticket
from coterie.kit.db.prepared import Prepared

CROWDED = 0.8
"""From this share of taken seats on, a code is worth a look."""


@dataclass(frozen=True, slots=True)
class Crowded:
    """A code and the share of its seats that is taken."""

    slug: str
    title: str
    share: float


def summed(community: int, now: datetime) -> QuerySet[LiveCode, tuple[str, str, int, int]]:
    """Return slug, title, taken seats and seats of each code that is on; not of the front door."""
    codes = LiveCode.objects.filter(community=community, state=CodeState.ON, is_front_door=False)
    valid = Q(slots__expires_at=None) | Q(slots__expires_at__gt=now)
    seats = Sum(F("slots__capacity") - F("slots__reserve") - F("slots__corrected"), filter=valid)
    counted = codes.annotate(taken=Sum("slots__taken", filter=valid), seats=seats).filter(seats__gt=0)
    return counted.values_list("slug", "title", "taken", "seats")


def waiting_at(community: int) -> QuerySet[Ticket, tuple[int]]:
    """Return how many wait at each code."""
    rows = Ticket.objects.filter(code__community=community, state=TicketState.WAITING)
    return rows.values("code").annotate(people=Count("id")).values_list("people")


SUMMED, WAITING = Prepared(summed, int, datetime), Prepared(waiting_at, int)


def crowded_codes(community: int, *, now: datetime) -> list[Crowded]:
    """Return the codes with hardly a seat left, the fullest first."""
    codes = [Crowded(slug, title, taken / seats) for slug, title, taken, seats in SUMMED(community, now)]
    return sorted((code for code in codes if code.share >= CROWDED), key=lambda code: -code.share)


def people_waiting(community: int) -> int:
    """Count the visitors who found no seat and are asked to come back."""
    return sum(people for (people,) in WAITING(community))
