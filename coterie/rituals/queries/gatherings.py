"""Gatherings, their places and their line."""

from collections import Counter
from datetime import datetime

from django.db.models import Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import groups_visible_to
from coterie.kit.actor import Actor
from coterie.members.queries.members import memberships_of
from coterie.rituals.enums import PlaceState
from coterie.rituals.models import Gathering, Ticket


def gatherings_run_by(actor: Actor, community: int) -> QuerySet[Gathering]:
    """The gatherings of a community, the latest first, for its staff."""
    require(actor, Permission.SEE_CONSOLE, community)
    return (
        Gathering.objects.filter(community=community).select_related("group", "community").order_by("-starts_at", "-id")
    )


def gatherings_visible_to(actor: Actor, community: int) -> QuerySet[Gathering]:
    """The gatherings to which the actor is invited, and all for staff."""
    groups = groups_visible_to(actor, community)
    belongs = groups.exists() or memberships_of(actor).filter(community=community).exists()
    rows = Gathering.objects.filter(Q(group=None) | Q(group__in=groups.values("pk")), community=community)
    rows = rows if belongs else rows.none()
    return rows.select_related("group", "community").order_by("-starts_at", "-id")


def ticket_of(gathering: int, member: int | None) -> Ticket | None:
    """Return how a member stands at a gathering."""
    return Ticket.objects.filter(gathering=gathering, member=member).first() if member else None


def counts_of(gathering: int) -> Counter[str]:
    """Return how many stand how, and under `here` how many came."""
    states = list(Ticket.objects.filter(gathering=gathering).values_list("state", "scanned_at"))
    found = Counter(state for state, _scanned in states)
    found["here"] = sum(scanned is not None for _state, scanned in states)
    return found


def guests_of(row: Gathering) -> QuerySet[Ticket]:
    """Who has, is offered or waits for a place, in the order of asking."""
    held = (PlaceState.TAKEN, PlaceState.OFFERED, PlaceState.WAITING)
    return row.tickets.filter(state__in=held).select_related("member").order_by("asked_at", "id")


def place_in_line(ticket: Ticket) -> int:
    """Return how many wait until it is somebody's turn, themselves among them."""
    before = Q(asked_at__lt=ticket.asked_at) | Q(asked_at=ticket.asked_at, pk__lte=ticket.pk)
    rows = Ticket.objects.filter(gathering=ticket.gathering_id, state=PlaceState.WAITING)
    return rows.filter(before).count()


def is_over(row: Gathering, now: datetime) -> bool:
    """Tell whether nobody gets a place any more."""
    return row.called_off_at is not None or now >= row.ends_at


def gathering_of_ticket(actor: Actor, community: int, secret: str) -> QuerySet[Gathering]:
    """The gathering that a ticket is for, for the staff."""
    return gatherings_run_by(actor, community).filter(tickets__secret=secret)
