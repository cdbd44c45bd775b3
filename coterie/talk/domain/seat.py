"""The check of every verb of talk: whether the asker sits here, and whether the message is theirs."""

from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import may
from coterie.groups.queries.groups import members_in
from coterie.groups.queries.seat import OpenSeat, open_seat
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Forbidden, NotFound
from coterie.members.enums import MemberState
from coterie.talk.models import Message
from coterie.talk.rules import is_author


def own_seat(group: int, member: int, actor: Actor) -> int:
    """Keep the actor's own seat in a group from being left meanwhile; return the community.

    Raises NotFound when the member does not sit there, is not active, or is not the actor's.
    """
    return seat_of(group, member, actor).community


def seat_of(group: int, member: int, actor: Actor) -> OpenSeat:
    """Return the actor's own seat with the pace of its group; otherwise as `own_seat`."""
    known = actor.account is not None or actor.system
    seat = open_seat(group, member, account=None if actor.system else actor.account) if known else None
    if seat is None:
        raise NotFound(_("There is no such page."))
    return seat


def locked_message(message: int) -> Message:
    """Lock a message, with its author and its group.

    Raises NotFound when there is none.
    """
    return locked(Message.objects.select_related("member", "group").filter(pk=message))


def require_author(message: Message, actor: Actor) -> None:
    """Let the author pass who still sits in the group.

    Raises NotFound to who does not see the group, Forbidden to the others.
    """
    if not is_author(message, actor.account):
        refuse(message, actor)
    if not sits_there(message, actor):
        raise NotFound(_("There is no such page."))


def require_moderator(message: Message, actor: Actor) -> None:
    """Let staff pass who may moderate.

    Raises NotFound to who does not see the group, Forbidden to the others.
    """
    if not may(actor, Permission.MODERATE, message.group.community_id):
        refuse(message, actor)


def refuse(message: Message, actor: Actor) -> None:
    """Say no in the way that tells no stranger of what there is."""
    if sits_there(message, actor) or may(actor, Permission.SEE_CONSOLE, message.group.community_id):
        raise Forbidden(_("Only the author and the hosts can do this."))
    raise NotFound(_("There is no such page."))


def sits_there(message: Message, actor: Actor) -> bool:
    """Tell whether the actor has a seat in the message's group."""
    seats = members_in(message.group_id).filter(member__account=actor.account, member__state=MemberState.ACTIVE)
    return actor.account is not None and seats.exists()
