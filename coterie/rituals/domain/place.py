"""Places at a gathering: exactly as many as there are, and a line that moves in its order."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coterie.accounts.domain.letter import write_to
from coterie.communities.queries.address import member_address
from coterie.groups.queries.groups import members_in
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock, locked
from coterie.kit.errors import Conflict, NotFound
from coterie.members.queries.members import member_of
from coterie.platform.events.log import publish
from coterie.rituals.enums import PlaceState
from coterie.rituals.events import PlaceAwaited, PlaceGivenBack, PlaceLapsed, PlaceOffered, PlaceTaken
from coterie.rituals.models import Gathering, Ticket
from coterie.rituals.queries.gatherings import is_over

HOLDING = (PlaceState.TAKEN, PlaceState.OFFERED)
AT_ONCE = 200


@transaction.atomic
def take_place(*, gathering: int, actor: Actor, now: datetime) -> Ticket:
    """Take a place, accept the one that is offered, or stand in line where none is left; again changes nothing.

    Raises NotFound for who is not invited, Conflict when it is over or called off.
    """
    row = open_gathering(gathering, now)
    member = invited(row, actor)
    ticket = lock(Ticket.objects.filter(gathering=row, member=member)).first()
    if ticket and ticket.state in (PlaceState.TAKEN, PlaceState.WAITING):
        return ticket
    if ticket and ticket.state == PlaceState.OFFERED:
        return given(ticket, PlaceState.TAKEN, row, actor, now)
    ticket = ticket or Ticket(gathering=row, member_id=member)
    ticket.asked_at = now
    return given(ticket, PlaceState.TAKEN if has_room(row) else PlaceState.WAITING, row, actor, now)


@transaction.atomic
def give_back(*, gathering: int, actor: Actor, now: datetime) -> Ticket:
    """Give a place, an offer or a place in line back; the next in line is offered what became free.

    Raises NotFound without one, Conflict for who was let in already.
    """
    row = open_gathering(gathering, now)
    ticket = locked(Ticket.objects.filter(gathering=row, member__account=actor.account, member__account__isnull=False))
    if ticket.scanned_at:
        raise Conflict(_("You were there already."))
    if ticket.state not in (*HOLDING, PlaceState.WAITING):
        return ticket
    was, ticket.state, ticket.offered_until = ticket.state, PlaceState.GIVEN_BACK, None
    ticket.save(update_fields=["state", "offered_until"])
    publish(PlaceGivenBack(at=now, data={"was": was}, **facts_of(row, ticket, actor)))
    promote(row, actor, now)
    return ticket


def lapse_due(*, actor: Actor, now: datetime) -> int:
    """Take back the offers whose time is over, and offer them to the next; return how many there were."""
    rows = Ticket.objects.filter(state=PlaceState.OFFERED, offered_until__lte=now).values_list("gathering", flat=True)
    return sum(lapsed(gathering=pk, actor=actor, now=now) for pk in sorted(set(rows[:AT_ONCE])))


@transaction.atomic
def lapsed(*, gathering: int, actor: Actor, now: datetime) -> int:
    """Take back the offers of one gathering whose time is over."""
    row = locked(Gathering.objects.filter(pk=gathering))
    over = list(lock(Ticket.objects.filter(gathering=row, state=PlaceState.OFFERED, offered_until__lte=now)))
    for ticket in over:
        ticket.state, ticket.offered_until = PlaceState.LAPSED, None
        ticket.save(update_fields=["state", "offered_until"])
        publish(PlaceLapsed(at=now, **facts_of(row, ticket, actor)))
    promote(row, actor, now)
    return len(over)


def open_gathering(gathering: int, now: datetime) -> Gathering:
    """Lock a gathering that is still to come; whoever wants a place waits for the one before."""
    row = locked(Gathering.objects.filter(pk=gathering))
    if is_over(row, now):
        raise Conflict(_("This gathering is over."))
    return row


def invited(row: Gathering, actor: Actor) -> int:
    """Return the actor's membership, if the gathering is for them. Raises NotFound."""
    member = member_of(actor, row.community_id)
    if member is None or (row.group_id and not members_in(row.group_id).filter(member=member).exists()):
        raise NotFound(_("There is no such page."))
    return member.pk


def counted(row: Gathering) -> int:
    """Count the places that are taken or kept for somebody."""
    return Ticket.objects.filter(gathering=row, state__in=HOLDING).count()


def has_room(row: Gathering) -> bool:
    """Tell whether a place is left, and nobody stands in line for it."""
    waits = Ticket.objects.filter(gathering=row, state=PlaceState.WAITING).exists()
    return not waits and counted(row) < row.places


def given(ticket: Ticket, state: str, row: Gathering, actor: Actor, now: datetime) -> Ticket:
    """Write down how somebody stands, and tell of it."""
    ticket.state, ticket.offered_until = state, None
    ticket.save()
    event = PlaceTaken if state == PlaceState.TAKEN else PlaceAwaited
    publish(event(at=now, **facts_of(row, ticket, actor)))
    return ticket


def promote(row: Gathering, actor: Actor, now: datetime) -> None:
    """Offer free places to who waits longest, unless it is over; the caller's transaction holds the gathering."""
    if is_over(row, now):
        return
    free = row.places - counted(row)
    line = Ticket.objects.filter(gathering=row, state=PlaceState.WAITING).order_by("asked_at", "id")
    for ticket in list(lock(line)[: max(free, 0)]):
        until = min(now + timedelta(minutes=row.offer_minutes), row.ends_at)
        ticket.state, ticket.offered_until = PlaceState.OFFERED, until
        ticket.save(update_fields=["state", "offered_until"])
        publish(PlaceOffered(at=now, data={"until": until.isoformat()}, **facts_of(row, ticket, actor)))
        write_offer(ticket, row)


def write_offer(ticket: Ticket, row: Gathering) -> None:
    """Write to somebody that a place is kept for them."""
    address = member_address(row.community.slug, f"gatherings/{row.key}")
    facts = {"title": row.title, "minutes": row.offer_minutes, "address": address}

    def words() -> tuple[str, str]:
        text = _("A place became free. It is kept for you for %(minutes)s minutes: %(address)s")
        return _("A place for you: %(title)s") % facts, text % facts

    write_to(ticket.member.account_id, row.community.language, words)


def facts_of(row: Gathering, ticket: Ticket, actor: Actor) -> dict[str, Any]:
    """Return what every event of a place says."""
    facts = {"community": row.community_id, "actor": actor.account, "group": row.group_id}
    return {**facts, "subject": row.pk, "member": ticket.member_id}
