"""The times of services in the permission matrix of the pages, and what it puts on the stage."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.market.domain.buying import place_order
from coterie.market.models import Appointment, Booking, Variant
from tests.cast import Cast
from tests.market.hours import DAY, a_service, a_time
from tests.market.stall import pay
from tests.web.matrix import Row, only_dan, staff

Words = Mapping[str, object]
SEE, EDIT, BOOKS = Permission.SEE_CONSOLE, Permission.EDIT_OFFERS, Permission.SEE_REVIEW
FACTS = {"places": "4", "where": "Room 3"}
MARCH = f"{now().year + 1}-03"
NEW = {**FACTS, "starts_at": f"{MARCH}-03T10:00", "minutes": "45"}
WEEK = {**FACTS, "weekdays": ["0"], "at": "10:00", "first": f"{MARCH}-03", "last": f"{MARCH}-30", "minutes": "45"}


def ahead(cast: Cast) -> Appointment:
    """Sell one more service with one more time."""
    number = Variant.objects.count() + 1
    return a_time(cast, a_service(cast, f"talk-{number}"), now() + (number + 1) * DAY, places=9, now=now())


def a_booking(cast: Cast, who: str = "dan") -> Booking:
    """Let somebody book a time and pay."""
    at = ahead(cast)
    facts: dict[str, Any] = {"community": cast.table.pk, "actor": cast.actor(who), "now": now()}
    [variant] = at.offer.variants.all()
    made = place_order(wanted={variant.pk: 1}, time=at.pk, **facts)
    pay(cast, made, now=now())
    return Booking.objects.select_related("appointment__offer", "line__order").get(line__order=made)


def with_service(scene: Any) -> Words:
    """Sell a service; it is named."""
    return {"key": ahead(scene.cast).offer.key}


def with_time(scene: Any) -> Words:
    """Sell a service; it and its time are named."""
    at = ahead(scene.cast)
    return {"key": at.offer.key, "time": at.key}


def with_booked(scene: Any) -> Words:
    """Let dan book; the service, its time and the booking are named."""
    row = a_booking(scene.cast)
    return {"key": row.appointment.offer.key, "time": row.appointment.key, "booking": row.key}


def with_own(scene: Any) -> Words:
    """Let dan book; the order is named."""
    return {"key": a_booking(scene.cast).line.order.key}


def another(scene: Any) -> Words:
    """Choose another time of what was booked last."""
    row = Booking.objects.select_related("line__variant").filter(freed_at=None).latest("pk")
    starts = row.appointment.starts_at + timedelta(hours=2 + row.moves)
    return {"time": a_time(scene.cast, row.line.variant, starts, places=9, now=now()).key}


def a_booker(scene: Any) -> Words:
    """Book what was made last for carol."""
    [variant] = Appointment.objects.latest("pk").offer.variants.all()
    return {"member": str(scene.cast.members["carol"].number), "variant": variant.key, "quantity": "1"}


TIMES: dict[str, Row] = {
    "console:times": Row(staff(SEE), named=with_service),
    "console:bookings_csv": Row(staff(BOOKS), named=with_booked),
    "console:new_time": Row(staff(EDIT), "post", NEW, named=with_service),
    "console:time_pattern": Row(staff(EDIT), "post", WEEK, named=with_service),
    "console:time": Row(staff(BOOKS), named=with_booked),
    "console:time_facts": Row(staff(EDIT), "post", FACTS, named=with_time),
    "console:time_end": Row(staff(EDIT), "post", named=with_booked),
    "console:time_removal": Row(staff(EDIT), "post", named=with_time),
    "console:new_booking": Row(staff(EDIT), "post", a_booker, named=with_time),
    "console:booking": Row(staff(EDIT), "post", another, named=with_booked),
    "member:booking": Row(only_dan, "post", another, named=with_own),
    "member:booking_calendar": Row(only_dan, named=with_own),
}
