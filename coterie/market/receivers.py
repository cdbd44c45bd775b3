"""What the market does when something happened: groups are entered and left with the access to them."""

from contextlib import suppress
from datetime import datetime

from coterie.groups.domain.membership import join_group, remove_from_group
from coterie.groups.errors import GroupFull
from coterie.groups.queries.seat import open_seat
from coterie.kit.actor import Actor
from coterie.market.domain.booking_letter import write_called_off, write_moved
from coterie.market.domain.showing import know_visitor
from coterie.market.domain.update_letter import write_letters
from coterie.market.enums import BenefitKind
from coterie.market.queries.appointments import unpaid_at
from coterie.market.queries.grants import has_access
from coterie.market.tasks import give_refund_back, give_up_at_called_off
from coterie.members.queries.members import active_member
from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.receiver import receiver
from coterie.platform.jobs.unique import unique


@receiver("market.rooms", kinds=("access_granted", "access_ended"))
def open_and_close_rooms(event: LoggedEvent, *, now: datetime) -> None:
    """Seat a member in the group that was opened to them, and take the seat when the last reason is gone.

    A group that is full seats nobody: the grant stays, and its member sees it.
    """
    member, group = event.member, event.data.get("target")
    if event.data.get("kind") != BenefitKind.GROUP or member is None or not isinstance(group, int):
        return
    actor = Actor.of_system()
    if not has_access(member=member, kind=BenefitKind.GROUP, target=group, now=now):
        if open_seat(group, member):
            remove_from_group(group=group, member=member, actor=actor, now=now)
    elif active_member(member):
        with suppress(GroupFull):
            join_group(group=group, member=member, actor=actor, now=now)


@receiver("market.update_letters", kinds=("project_update_written",))
def tell_backers(event: LoggedEvent, *, now: datetime) -> None:  # noqa: ARG001 - the shape of receivers
    """Write to the backers of a project who want letters how it goes on."""
    if event.subject is not None:
        write_letters(update=event.subject)


@receiver("market.ladders", kinds=("member_joined",))
def know_who_joined(event: LoggedEvent, *, now: datetime) -> None:
    """Let a new member keep the prices that their browser was shown before."""
    if event.community is not None and event.visitor is not None and event.member is not None:
        known = {"community": event.community, "visitor": event.visitor, "member": event.member}
        know_visitor(**known, actor=Actor.of_system(), now=now)


@receiver("market.called_off", kinds=("appointment_cancelled",))
def tell_of_called_off(event: LoggedEvent, *, now: datetime) -> None:  # noqa: ARG001 - the shape of receivers
    """Have what nobody paid for a time that was called off given up, and write to who has booked it.

    Each order in a transaction of its own: nobody holds one order's times while waiting for another order.
    """
    if event.subject is not None:
        for order in unpaid_at(event.subject):
            with unique(f"called-off:{order}"):
                give_up_at_called_off.enqueue(order)
        write_called_off(appointment=event.subject)


@receiver("market.moved", kinds=("booking_moved",))
def tell_of_moved(event: LoggedEvent, *, now: datetime) -> None:  # noqa: ARG001 - the shape of receivers
    """Write to who booked, when staff moved the booking."""
    if event.subject is not None and event.data.get("by_staff"):
        write_moved(booking=event.subject)


@receiver("market.refunds", kinds=("refund_asked",))
def have_money_given_back(event: LoggedEvent, *, now: datetime) -> None:  # noqa: ARG001 - the shape of receivers
    """Have a provider asked to give money back."""
    if event.subject is not None:
        with unique(f"refund:{event.subject}"):
            give_refund_back.enqueue(event.subject)
