"""Times at which services are given, for who sells: making them, who comes, calling off."""

from datetime import date, datetime, time
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from coterie.api.bookings import TimeIn, time_named
from coterie.api.paging import Page, Slice, page_of
from coterie.api.selling import offer_at
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.domain.appointment import (
    Pattern,
    add_appointment,
    add_pattern,
    cancel_appointment,
    edit_appointment,
    remove_appointment,
)
from coterie.market.domain.booking import move_booking
from coterie.market.models import Appointment, Booking
from coterie.market.queries.appointments import bookings_run_by, times_run_by
from coterie.members.queries.members import active_member_called

router = Router(tags=["times"])
ALL = "/communities/{slug}/offers/{key}/times"
ONE = f"{ALL}/{{time}}"
BOOKING = "/communities/{slug}/offers/{key}/bookings/{booking}"


class TimeFacts(Schema):
    """How many may come, who of the staff gives it (key or number; null: nobody in particular), where it is."""

    places: int = Field(1, ge=1, le=1000)
    host: str | None = Field(None, max_length=12)
    where: str = Field("", max_length=300)


class NewTime(TimeFacts):
    """One more time."""

    starts_at: AwareDatetime
    minutes: int = Field(60, ge=5, le=1440)


class PatternIn(TimeFacts):
    """Times week by week, by the community's clock; 0 is Monday."""

    weekdays: set[int] = Field(min_length=1, max_length=7)
    at: time
    first: date
    last: date
    minutes: int = Field(60, ge=5, le=1440)


class TimeOut(Schema):
    """A time of a service."""

    key: str
    starts_at: datetime
    ends_at: datetime
    places: int
    left: int
    host: str | None
    where: str
    cancelled_at: datetime | None


class MadeOut(Schema):
    """How many times were made, and how many left out: over, there already, or its host is busy."""

    made: int
    left_out: int


class ComesOut(Schema):
    """Who comes: a booking and its order."""

    key: str
    member: str | None
    name: str
    places: int
    order: str
    state: str


class WhichTimes(Slice):
    """Which times."""

    when: Literal["coming", "past", "cancelled", ""] = "coming"


def time_shown(row: Appointment) -> dict[str, Any]:
    """Return a time as the API shows one."""
    facts = {name: getattr(row, name) for name in TimeOut.model_fields if name != "host"}
    return {**facts, "host": row.host.key if row.host else None}


def comes(row: Booking) -> dict[str, Any]:
    """Return a booking as who sells sees it."""
    member, order = row.member, row.line.order
    named = {"member": member.key if member else None, "name": member.name if member else ""}
    return {"key": row.key, **named, "places": row.places, "order": order.key, "state": order.state}


def facts_of(body: TimeFacts, community: int) -> dict[str, Any]:
    """Return the facts as the verbs take them. Raises NotFound for a host who is no member."""
    facts = body.dict()
    if body.host is not None:
        facts["host"] = active_member_called(community, body.host)
        if facts["host"] is None:
            raise NotFound(_("There is no such member."), field="host")
    return facts


def time_at(
    request: HttpRequest, slug: str, key: str, time: str, permission: Permission = Permission.EDIT_OFFERS
) -> Appointment:
    """Find a time of a service. Raises NotFound or Forbidden."""
    offer = offer_at(request, slug, key, permission)
    row = times_run_by(actor_of(request), offer, "", now()).filter(key=time).first()
    if row is None:
        raise NotFound(_("There is no such time."))
    return row


@router.get(ALL, response=Page[TimeOut])
def times(request: HttpRequest, slug: str, key: str, part: Query[WhichTimes]) -> dict[str, object]:
    """List the times of a service, the last first."""
    offer = offer_at(request, slug, key, Permission.SEE_CONSOLE)
    return page_of(times_run_by(actor_of(request), offer, part.when, now()), part, time_shown, by_time="starts_at")


@router.post(ALL, response={201: TimeOut})
def new_time(request: HttpRequest, slug: str, key: str, body: NewTime) -> Status[dict[str, Any]]:
    """Let a service be booked for one more time."""
    offer = offer_at(request, slug, key)
    facts = facts_of(body, offer.community_id)
    row = add_appointment(offer=offer.pk, **facts, actor=actor_of(request), now=now())
    return Status(201, time_shown(row))


@router.post(f"{ALL}/patterns", response={201: MadeOut})
def pattern(request: HttpRequest, slug: str, key: str, body: PatternIn) -> Status[Any]:
    """Let a service be booked week by week between two dates; what is there already stays."""
    offer = offer_at(request, slug, key)
    facts = facts_of(body, offer.community_id)
    week = Pattern(frozenset(facts.pop("weekdays")), *(facts.pop(name) for name in ("at", "first", "last")))
    return Status(201, add_pattern(offer=offer.pk, pattern=week, **facts, actor=actor_of(request), now=now()))


@router.put(ONE, response=TimeOut)
def change(request: HttpRequest, slug: str, key: str, time: str, body: TimeFacts) -> dict[str, Any]:
    """Change how many may come, who gives it or where it is."""
    row = time_at(request, slug, key, time)
    facts = facts_of(body, row.offer.community_id)
    edit_appointment(appointment=row.pk, **facts, actor=actor_of(request), now=now())
    return time_shown(time_at(request, slug, key, time))


@router.put(f"{ONE}/cancellation", response=TimeOut)
def call_off(request: HttpRequest, slug: str, key: str, time: str) -> dict[str, Any]:
    """Call a time off; who has paid is written to, and waits to be moved or given the money back."""
    row = time_at(request, slug, key, time)
    cancel_appointment(appointment=row.pk, actor=actor_of(request), now=now())
    return time_shown(time_at(request, slug, key, time))


@router.delete(ONE, response={204: None})
def remove(request: HttpRequest, slug: str, key: str, time: str) -> Status[None]:
    """Take a time away that nobody booked."""
    row = time_at(request, slug, key, time)
    remove_appointment(appointment=row.pk, actor=actor_of(request), now=now())
    return Status(204, None)


@router.get(f"{ONE}/bookings", response=Page[ComesOut])
def bookings(request: HttpRequest, slug: str, key: str, time: str, part: Query[Slice]) -> dict[str, object]:
    """List who comes."""
    row = time_at(request, slug, key, time, Permission.SEE_REVIEW)
    return page_of(bookings_run_by(actor_of(request), row.offer).filter(appointment=row), part, comes)


@router.put(BOOKING, response=ComesOut)
def move(request: HttpRequest, slug: str, key: str, booking: str, body: TimeIn) -> dict[str, Any]:
    """Move a booking of a service to another time; who booked is written to."""
    offer, actor = offer_at(request, slug, key), actor_of(request)
    rows = bookings_run_by(actor, offer)
    found, to = rows.filter(key=booking).first(), time_named(offer.community_id, body.time)
    if found is None or to is None:
        raise NotFound(_("There is no such booking."))
    move_booking(booking=found.pk, appointment=to, actor=actor, now=now())
    return comes(rows.get(pk=found.pk))
