"""The operations of bookable times in the permission matrix, what adds a row to their lists, and their pages."""

from collections.abc import Callable
from typing import Any

from coterie.kit.clock import now
from coterie.market.domain.buying import place_order
from coterie.market.models import Appointment
from tests.api.matrix import COMMUNITY, OWN, Row
from tests.market.hours import HOUR, a_time
from tests.market.time_pages import (
    BOOKS,
    EDIT,
    MARCH,
    SEE,
    Words,
    a_booking,
    ahead,
    another,
    with_booked,
    with_service,
    with_time,
)
from tests.web.matrix import members, only_dan, staff

ALL = f"{COMMUNITY}/offers/{{key}}/times"
FACTS = {"places": 4, "where": "Room 3"}
NEW = {**FACTS, "starts_at": f"{MARCH}-03T10:00:00Z", "minutes": 45}
WEEK = {**FACTS, "weekdays": [0], "at": "10:00", "first": f"{MARCH}-03", "last": f"{MARCH}-30"}


def own_booking(scene: Any) -> Words:
    """Name dan's booking."""
    return {"key": a_booking(scene.cast).key}


TIMES: dict[str, Row] = {
    f"get {ALL}": Row(staff(SEE), before=with_service),
    f"post {ALL}": Row(staff(EDIT), NEW, with_service),
    f"post {ALL}/patterns": Row(staff(EDIT), WEEK, with_service),
    f"put {ALL}/{{time}}": Row(staff(EDIT), FACTS, with_time),
    f"delete {ALL}/{{time}}": Row(staff(EDIT), before=with_time),
    f"put {ALL}/{{time}}/cancellation": Row(staff(EDIT), before=with_time),
    f"get {ALL}/{{time}}/bookings": Row(staff(BOOKS), before=with_booked),
    f"put {COMMUNITY}/offers/{{key}}/bookings/{{booking}}": Row(staff(EDIT), another, with_booked),
    f"get {OWN}/bookings": Row(members),
    f"put {OWN}/bookings/{{key}}": Row(only_dan, another, own_booking),
}


def time_of(stage: Any) -> Appointment:
    """Return the time whose lists are looked at."""
    if not hasattr(stage, "time"):
        stage.time = ahead(stage.cast)
    return stage.time  # type: ignore[no-any-return]  # set above


def offer_key(stage: Any, pattern: str) -> str:
    """Return the key of the service whose times an address names, if it names some."""
    return time_of(stage).offer.key if "{key}/times" in pattern else ""


def time_key(stage: Any, pattern: str) -> str:
    """Return the key of the time that an address names, if it names one."""
    return time_of(stage).key if "{time}" in pattern else ""


def a_time_more(stage: Any) -> None:
    """Let the service be booked for one more time."""
    at = time_of(stage)
    a_time(stage.cast, at.offer.variants.get(), at.starts_at + stage.rows * HOUR * 2, now=now())


def a_guest_more(stage: Any) -> None:
    """Let somebody else come to the same time."""
    at, who = time_of(stage), ("dan", "carol", "nina", "paul")[stage.rows - 1]
    facts: dict[str, Any] = {"community": stage.cast.table.pk, "actor": stage.cast.actor(who), "now": now()}
    place_order(wanted={at.offer.variants.get().pk: 1}, time=at.pk, **facts)


def a_booking_more(stage: Any) -> None:
    """Let dan book one more time."""
    a_booking(stage.cast)


LISTS: dict[str, tuple[str, Callable[[Any], None]]] = {
    "/communities/{slug}/offers/{key}/times": ("alice", a_time_more),
    "/communities/{slug}/offers/{key}/times/{time}/bookings": ("alice", a_guest_more),
    "/me/memberships/{slug}/bookings": ("dan", a_booking_more),
}
C = "/communities/{slug}/offers/{key}/times"
ME = "/me/memberships/{slug}"
PARITY: dict[str, tuple[str, ...] | str] = {
    "console:times": (f"get {C}", "put /communities/{slug}/offers/{key}"),
    "console:bookings_csv": (f"get {C}/{{time}}/bookings",),
    "console:new_time": (f"post {C}",),
    "console:time_pattern": (f"post {C}/patterns",),
    "console:time": (f"get {C}/{{time}}/bookings",),
    "console:time_facts": (f"put {C}/{{time}}",),
    "console:time_end": (f"put {C}/{{time}}/cancellation",),
    "console:time_removal": (f"delete {C}/{{time}}",),
    "console:new_booking": ("post /communities/{slug}/orders",),
    "console:booking": ("put /communities/{slug}/offers/{key}/bookings/{booking}",),
    "member:booking": (f"get {ME}/bookings", f"put {ME}/bookings/{{key}}"),
    "member:booking_calendar": "is a file of what the API says in moments",
}
