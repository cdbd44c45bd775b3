"""When services are given and who comes: for visitors, for who booked, for staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, Sum

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.market.enums import OfferKind, OrderState
from coterie.market.models import Appointment, Booking, Offer, Order
from coterie.members.queries.members import member_of

SHOWN = 200
"""How many free times a page shows."""
PAID = (OrderState.PAID, OrderState.PARTIALLY_REFUNDED)
WHEN = ("coming", "past", "cancelled")


@dataclass(frozen=True, slots=True)
class Day:
    """The free times of one day, by a clock that the page names."""

    on: date
    times: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A time with how many have paid and how many places are held until they do."""

    row: Appointment
    paid: int
    held: int


def has_times(offer: Offer) -> bool:
    """Tell whether an offer is booked for a time."""
    return offer.kind == OfferKind.SERVICE and offer.appointments.exists()


def free_times(offer: int, now: datetime) -> QuerySet[Appointment]:
    """The times of a service that can be booked now, the next first."""
    rows = Appointment.objects.filter(offer=offer, cancelled_at=None, starts_at__gt=now, left__gte=1)
    return rows.order_by("starts_at", "pk").select_related("host")


def by_day(rows: Sequence[Appointment], zone: ZoneInfo) -> list[Day]:
    """Return times by the days of a clock."""
    days = groupby(rows, key=lambda row: row.starts_at.astimezone(zone).date())
    return [Day(on, tuple(times)) for on, times in days]


def times_run_by(actor: Actor, offer: Offer, when: str, now: datetime) -> QuerySet[Appointment]:
    """The times of a service for staff: those that come, that were, or that were called off; all for any other word."""
    require(actor, Permission.SEE_CONSOLE, offer.community_id)
    rows = Appointment.objects.filter(offer=offer).select_related("host", "offer")
    if when == "cancelled":
        return rows.exclude(cancelled_at=None).order_by("-starts_at", "-pk")
    if when == "past":
        return rows.filter(cancelled_at=None, ends_at__lte=now).order_by("-starts_at", "-pk")
    if when == "coming":
        return rows.filter(cancelled_at=None, ends_at__gt=now).order_by("starts_at", "pk")
    return rows.order_by("starts_at", "pk")


def with_counts(rows: Sequence[Appointment]) -> list[TimeRow]:
    """Return times with how many places are paid and how many held."""
    found = Booking.objects.filter(appointment__in=rows, freed_at=None, line__order__state__in=PAID)
    paid = dict(found.values("appointment").annotate(n=Sum("places")).values_list("appointment", "n"))
    return [TimeRow(row, paid.get(row.pk, 0), row.places - row.left - paid.get(row.pk, 0)) for row in rows]


def bookings_of() -> QuerySet[Booking]:
    """Bookings with all that a page or a letter says of them."""
    return Booking.objects.select_related(
        "appointment__host", "line__order__community", "line__variant__offer", "member"
    )


def paid_bookings() -> QuerySet[Booking]:
    """Bookings that are paid and stand."""
    return Booking.objects.filter(freed_at=None, line__order__state__in=PAID, member__isnull=False)


def bookings_run_by(actor: Actor, offer: Offer) -> QuerySet[Booking]:
    """What was booked of a service and was not given up, for who reads orders; by time, then by who came first."""
    require(actor, Permission.SEE_REVIEW, offer.community_id)
    rows = bookings_of().filter(appointment__offer=offer, freed_at=None)
    return rows.order_by("appointment__starts_at", "appointment", "pk")


def booking_of(order: Order) -> Booking | None:
    """Return what was booked with an order and was not given up."""
    return bookings_of().filter(line__order=order, freed_at=None).first()


def own_bookings(actor: Actor, community: int) -> QuerySet[Booking]:
    """The actor's own bookings that stand, the next first."""
    member = member_of(actor, community)
    rows = bookings_of().filter(freed_at=None, member=member) if member else Booking.objects.none()
    return rows.order_by("appointment__starts_at", "pk")


def time_called(community: int, key: str) -> int | None:
    """Return the time of a service of a community that has this key."""
    return Appointment.objects.filter(offer__community=community, key=key).values_list("pk", flat=True).first()


def unpaid_at(appointment: int) -> list[int]:
    """Return the orders that hold places at a time and wait for their payment."""
    rows = Booking.objects.filter(appointment=appointment, freed_at=None, line__order__state=OrderState.PENDING)
    return list(rows.order_by("line__order").values_list("line__order", flat=True))
