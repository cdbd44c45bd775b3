"""Live codes for screens and for the way in."""

from django.db.models import QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.enums import CodeState, TicketState
from coterie.joining.models import LiveCode, Slot, Ticket
from coterie.kit.actor import Actor


def codes_visible_to(actor: Actor, community: int) -> QuerySet[LiveCode]:
    """All live codes of a community, newest first, for its staff.

    Raises NotFound or Forbidden to everybody else.
    """
    require(actor, Permission.SEE_CONSOLE, community)
    return LiveCode.objects.filter(community=community).select_related("channel").order_by("-id")


def codes_listed(actor: Actor, community: int, *, folder: str | None = None, state: str = "") -> QuerySet[LiveCode]:
    """The codes of one folder ("" for those in none) and state; without a state all that are not put away."""
    rows = codes_visible_to(actor, community)
    if folder is not None:
        rows = rows.filter(folder=folder)
    return rows.filter(state=state) if state else rows.exclude(state=CodeState.ARCHIVED)


def folders_visible_to(actor: Actor, community: int) -> list[str]:
    """The folders that hold a code which is not put away, by name."""
    rows = codes_listed(actor, community).exclude(folder="").order_by("folder")
    return list(rows.values_list("folder", flat=True).distinct())


def slots_visible_to(actor: Actor, community: int) -> QuerySet[Slot]:
    """The slots of a community's codes, in the order in which they fill, for its staff."""
    require(actor, Permission.SEE_CONSOLE, community)
    return Slot.objects.filter(code__community=community).select_related("group").order_by("code", "order", "number")


def code_at(slug: str) -> LiveCode | None:
    """Return the code that is printed with these signs; anybody may know of it."""
    return LiveCode.objects.filter(slug=slug.lower()).first()


def codes_of_open_doors(community: int) -> QuerySet[LiveCode]:
    """The codes of a community, for whoever stands before one; paused ones too, for seats stay."""
    return LiveCode.objects.filter(community=community)


def front_door(community: int) -> LiveCode | None:
    """Return the way in for people without a code, if it is open."""
    return LiveCode.objects.filter(community=community, is_front_door=True, state=CodeState.ON).first()


def seat_of(code: int, visitor: int) -> Slot | None:
    """Return the slot where a seat is held for the visitor, or taken by them."""
    seated = (TicketState.HELD, TicketState.JOINED)
    ticket = Ticket.objects.filter(code=code, visitor=visitor, state__in=seated).select_related("slot__group").first()
    return ticket.slot if ticket else None
