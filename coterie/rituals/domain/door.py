"""The door of a gathering: a ticket lets in once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock, locked
from coterie.platform.events.log import publish
from coterie.rituals.domain.place import facts_of
from coterie.rituals.enums import Entry, PlaceState
from coterie.rituals.events import TicketScanned
from coterie.rituals.models import Gathering, Ticket


@dataclass(frozen=True, slots=True)
class Admission:
    """What the door says of a ticket, whose it is, and since when they are here."""

    entry: Entry
    name: str = ""
    number: int | None = None
    since: datetime | None = None


@transaction.atomic
def scan_ticket(*, gathering: int, secret: str, at: datetime | None = None, actor: Actor, now: datetime) -> Admission:
    """Let somebody in by their ticket, once; a second time says since when they are here.

    `at` is when it was shown, where the door had no network then; it is never later than now.
    """
    row = locked(Gathering.objects.filter(pk=gathering))
    require(actor, Permission.EDIT_RITUALS, row.community_id)
    ticket = lock(
        Ticket.objects.select_related("member").filter(secret=secret, gathering__community=row.community_id)
    ).first()
    if ticket is None:
        return Admission(Entry.UNKNOWN)
    who = (ticket.member.name, ticket.member.number)
    if ticket.gathering_id != row.pk:
        return Admission(Entry.ELSEWHERE, *who)
    if ticket.scanned_at:
        return Admission(Entry.AGAIN, *who, ticket.scanned_at)
    if ticket.state != PlaceState.TAKEN or row.called_off_at:
        return Admission(Entry.NO_PLACE, *who)
    ticket.scanned_at, ticket.scanned_by_id = min(at or now, now), actor.account
    ticket.save(update_fields=["scanned_at", "scanned_by"])
    publish(TicketScanned(at=now, **facts_of(row, ticket, actor)))
    return Admission(Entry.WELCOME, *who, ticket.scanned_at)
