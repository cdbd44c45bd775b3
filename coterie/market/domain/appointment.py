"""Times at which a service is given: one by one, or week by week between two dates."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import timezone_of
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import altered, lock_name, locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.text import clean
from coterie.market.domain.offer import facts_of, own_offer
from coterie.market.enums import OfferKind
from coterie.market.events import AppointmentCancelled, AppointmentChanged, AppointmentRemoved, AppointmentsMade
from coterie.market.models import Appointment, Offer
from coterie.market.rules import times_of
from coterie.members.queries.members import members_of_staff
from coterie.platform.events.event import Event
from coterie.platform.events.log import publish

LIMITS = {"minutes": (5, 1440), "places": (1, 1000)}
LONGEST, FURTHEST = timedelta(days=366), timedelta(days=731)


class AppointmentFacts(TypedDict, total=False):
    """What an operator decides about a time, besides when it is."""

    places: int
    host: int | None
    where: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """Some days of the week (0 is Monday) at a time of the community's clock, from a date to a date."""

    weekdays: frozenset[int]
    at: time
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Made:
    """How many times were made, and how many left out: they are over, there is one already, or its host is busy."""

    made: int
    left_out: int


@transaction.atomic
def add_appointment(
    *, offer: int, starts_at: datetime, minutes: int, actor: Actor, now: datetime, **facts: Unpack[AppointmentFacts]
) -> Appointment:
    """Let a service be booked for one more time. Raises Invalid naming what is wrong, Conflict where none can be."""
    parent = own_service(offer, actor)
    if not now < starts_at <= now + FURTHEST:
        raise Invalid(_("Choose a time within the coming two years."), field="starts_at")
    kept = checked(parent, {"minutes": minutes, **facts})
    rows = fitting(parent, [starts_at], kept, now)
    if not rows:
        raise Conflict(_("There is one at this time already, or who gives it is busy."), field="starts_at")
    rows[0].save()
    publish(AppointmentsMade(at=now, data={"count": 1}, **facts_of(parent, actor)))
    return rows[0]


@transaction.atomic
def add_pattern(
    *, offer: int, pattern: Pattern, minutes: int, actor: Actor, now: datetime, **facts: Unpack[AppointmentFacts]
) -> Made:
    """Let a service be booked week by week; what is there already stays. Raises Invalid naming what is wrong."""
    parent = own_service(offer, actor)
    kept = checked(parent, {"minutes": minutes, **facts})
    starts = starts_of(parent, pattern, now)
    rows = fitting(parent, starts, kept, now)
    Appointment.objects.bulk_create(rows)
    if rows:
        publish(AppointmentsMade(at=now, data={"count": len(rows)}, **facts_of(parent, actor)))
    return Made(len(rows), len(starts) - len(rows))


def own_service(offer: int, actor: Actor) -> Offer:
    """Lock a service of the actor's community."""
    row = own_offer(offer, actor)
    if row.kind != OfferKind.SERVICE:
        raise Conflict(_("Only services are booked for a time."))
    return row


def starts_of(parent: Offer, pattern: Pattern, now: datetime) -> list[datetime]:
    """Return when the times of a pattern begin. Raises Invalid for none, and for days that are too far away."""
    if not pattern.weekdays:
        raise Invalid(_("Choose a day of the week."), field="weekdays")
    if not timedelta(0) <= pattern.last - pattern.first <= LONGEST:
        raise Invalid(_("Choose a last day within a year of the first."), field="last")
    if pattern.last > (now + FURTHEST).date():
        raise Invalid(_("Choose a time within the coming two years."), field="last")
    zone = timezone_of(parent.community_id)
    starts = times_of(pattern.weekdays, pattern.at, pattern.first, pattern.last, zone)
    if not starts:
        raise Invalid(_("No such day lies between these dates."), field="weekdays")
    return starts


def checked(parent: Offer, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts as they are kept."""
    refuse_beyond(LIMITS, facts)
    if facts.get("host") is not None and facts["host"] not in members_of_staff(parent.community_id):
        raise Invalid(_("Choose somebody of the staff."), field="host")
    if "where" in facts:
        facts["where"] = clean(facts["where"])[:300]
    return facts


def fitting(parent: Offer, starts: Sequence[datetime], facts: dict[str, Any], now: datetime) -> list[Appointment]:
    """Return new times that are ahead, and at which neither the same is given nor who gives it is busy."""
    lock_name(f"appointments:{parent.community_id}")
    lasts = timedelta(minutes=facts["minutes"])
    named = {name: facts[name] for name in ("host", "where") if facts.get(name) is not None}
    named["host_id"], places = named.pop("host", None), facts.get("places", 1)
    rows = [
        Appointment(offer=parent, starts_at=at, ends_at=at + lasts, places=places, left=places, **named)
        for at in starts
        if at > now
    ]
    there = standing_between(parent, rows)
    return [row for row in rows if not any(collides(row, other) for other in there)]


def standing_between(parent: Offer, rows: Sequence[Appointment]) -> list[Appointment]:
    """Return what stands at the hours of some times in the same community."""
    if not rows:
        return []
    around = {"starts_at__lt": max(row.ends_at for row in rows), "ends_at__gt": min(row.starts_at for row in rows)}
    return list(Appointment.objects.filter(offer__community=parent.community_id, cancelled_at=None, **around))


def collides(row: Appointment, other: Appointment) -> bool:
    """Tell whether two times cannot both be: the same twice, or one person in two places."""
    if row.host_id is not None and row.host_id == other.host_id:
        return row.starts_at < other.ends_at and other.starts_at < row.ends_at
    return (row.offer_id, row.host_id, row.starts_at) == (other.offer_id, other.host_id, other.starts_at)


@transaction.atomic
def edit_appointment(
    *, appointment: int, actor: Actor, now: datetime, **facts: Unpack[AppointmentFacts]
) -> Appointment:
    """Change how many may come, who gives it or where it is. Raises Invalid naming what is wrong, Conflict."""
    row = own_appointment(appointment, actor)
    kept = checked(row.offer, dict(facts))
    kept["host_id"] = kept.pop("host", row.host_id)
    if (booked := row.places - row.left) > kept.get("places", row.places):
        raise Invalid(_("More people have booked than that."), field="places")
    kept["left"] = kept.get("places", row.places) - booked
    fields = altered(row, kept)
    refuse_busy(row, fields)
    if fields:
        row.save(update_fields=fields)
        told(row, AppointmentChanged, actor, now, fields=fields)
    return row


def refuse_busy(row: Appointment, fields: Collection[str]) -> None:
    """Refuse a new host who gives something else then."""
    lock_name(f"appointments:{row.offer.community_id}")
    others = (other for other in standing_between(row.offer, [row]) if other.pk != row.pk)
    if "host_id" in fields and any(collides(row, other) for other in others):
        raise Conflict(_("There is one at this time already, or who gives it is busy."), field="host")


@transaction.atomic
def cancel_appointment(*, appointment: int, actor: Actor, now: datetime) -> Appointment:
    """Call a time off; who booked is written to, and moved or given money back by staff. Raises Conflict when over."""
    row = own_appointment(appointment, actor)
    if row.cancelled_at:
        return row
    if row.ends_at <= now:
        raise Conflict(_("This time is over."))
    row.cancelled_at = now
    row.save(update_fields=["cancelled_at"])
    told(row, AppointmentCancelled, actor, now)
    return row


@transaction.atomic
def remove_appointment(*, appointment: int, actor: Actor, now: datetime) -> None:
    """Take a time away that nobody booked. Raises Conflict for one that somebody did."""
    row = own_appointment(appointment, actor)
    if row.bookings.exists():
        raise Conflict(_("Somebody has booked this time. Call it off instead."))
    told(row, AppointmentRemoved, actor, now)
    row.delete()


def own_appointment(appointment: int, actor: Actor) -> Appointment:
    """Lock a time of the actor's community."""
    row = locked(Appointment.objects.select_related("offer").filter(pk=appointment))
    require(actor, Permission.EDIT_OFFERS, row.offer.community_id)
    return row


def told(row: Appointment, kind: type[Event], actor: Actor, now: datetime, **data: Any) -> None:
    """Tell what became of a time."""
    facts = {**facts_of(row.offer, actor), "subject": row.pk}
    publish(kind(at=now, data={"offer": row.offer_id, **data}, **facts))
