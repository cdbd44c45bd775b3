"""One's own bookings: when it is, and another time."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from coterie.api.inside import READ, WRITE, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import need_scope
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.domain.booking import move_booking
from coterie.market.models import Booking
from coterie.market.queries.appointments import own_bookings, time_called

router = Router(tags=["shopping"])
MINE = "/me/memberships/{slug}/bookings"


class BookingOut(Schema):
    """What you booked; `where` is empty before it is paid."""

    key: str
    title: str
    time: str
    starts_at: datetime
    ends_at: datetime
    places: int
    where: str
    host: str
    called_off: bool


class TimeIn(Schema):
    """A free time of the same service, by its key."""

    time: str = Field(max_length=12)


def booking_shown(row: Booking) -> dict[str, Any]:
    """Return what is booked as who booked sees it."""
    at, paid = row.appointment, row.line.order.paid_at is not None
    return {
        "key": row.key, "title": row.line.title, "time": at.key, "starts_at": at.starts_at, "ends_at": at.ends_at,
        "places": row.places, "where": at.where if paid else "", "host": at.host.name if at.host else "",
        "called_off": at.cancelled_at is not None,
    }  # fmt: skip


def time_named(community: int, key: str | None) -> int | None:
    """Find a time of a service by its key. Raises NotFound."""
    if not key:
        return None
    found = time_called(community, key)
    if found is None:
        raise NotFound(_("There is no such time."), field="time")
    return found


@router.get(MINE, response=Page[BookingOut])
def bookings(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List what you booked, newest first."""
    actor = need_scope(request, READ)
    return page_of(own_bookings(actor, own_member(actor, slug).community_id), part, booking_shown)


@router.put(f"{MINE}/{{key}}", response=BookingOut)
def move(request: HttpRequest, slug: str, key: str, body: TimeIn) -> dict[str, Any]:
    """Move a booking to another free time, until as many hours before it as the offer says."""
    actor = need_scope(request, WRITE)
    community = own_member(actor, slug).community_id
    rows = own_bookings(actor, community).filter(key=key)
    row, time = rows.first(), time_named(community, body.time)
    if row is None or time is None:
        raise NotFound(_("There is no such booking."))
    move_booking(booking=row.pk, appointment=time, actor=actor, now=now())
    return booking_shown(rows.get())
