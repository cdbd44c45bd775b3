"""A service with times for tests."""

from datetime import datetime, timedelta
from typing import Any

from coterie.market.domain.appointment import add_appointment
from coterie.market.models import Appointment, Booking, Order, Variant
from tests.cast import NOW, Cast
from tests.market.stall import on_sale, order

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def a_service(cast: Cast, slug: str = "talk", **facts: Any) -> Variant:
    """Sell an hour with somebody."""
    return on_sale(cast, slug, kind="service", **{"left": None, **facts})


def a_time(cast: Cast, row: Variant, starts: datetime = NOW + 3 * DAY, **facts: Any) -> Appointment:
    """Let it be booked for a time."""
    usual: dict[str, Any] = {"minutes": 60, "where": "Room 2", "actor": cast.actor("alice"), "now": NOW}
    return add_appointment(offer=row.offer_id, starts_at=starts, **{**usual, **facts})


def book(cast: Cast, row: Variant, at: Appointment, **facts: Any) -> Order:
    """Let somebody book a time."""
    return order(cast, row, time=at.pk, **facts)


def left(at: Appointment) -> int:
    """Return how many places are free now; places and bookings agree."""
    at.refresh_from_db()
    booked = sum(at.bookings.filter(freed_at=None).values_list("places", flat=True))
    assert at.places - at.left == booked
    return at.left


def booked(row: Order) -> Booking:
    """Return what an order booked."""
    return Booking.objects.get(line__order=row)
