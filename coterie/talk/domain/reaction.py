"""Reacting to a message without words."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.errors import Invalid
from coterie.platform.events.log import publish
from coterie.talk.domain.seat import locked_message, own_seat
from coterie.talk.domain.stream import tell_group
from coterie.talk.enums import Emoji
from coterie.talk.errors import MessageGone
from coterie.talk.events import ReactionAdded, ReactionRemoved
from coterie.talk.models import Reaction


@transaction.atomic
def react(*, message: int, member: int, emoji: str, actor: Actor, now: datetime) -> None:
    """Put a sign under a message; the same sign again changes nothing.

    Raises NotFound to who does not sit in the group, Invalid for another sign, MessageGone for a deleted message.
    """
    row = locked_message(message)
    community = own_seat(row.group_id, member, actor)
    if emoji not in Emoji.values:
        raise Invalid(_("Choose from the list."), field="emoji")
    if row.deleted_at:
        raise MessageGone(_("This message was deleted."))
    _row, fresh = Reaction.objects.get_or_create(message=row, member_id=member, emoji=emoji, defaults={"at": now})
    if fresh:
        publish(
            ReactionAdded(
                at=now, community=community, actor=actor.account, subject=message, member=member, group=row.group_id
            )
        )
        tell_group(row, ReactionAdded.kind)


@transaction.atomic
def take_reaction_back(*, message: int, member: int, emoji: str, actor: Actor, now: datetime) -> None:
    """Take one's sign away again; where there is none, nothing changes."""
    row = locked_message(message)
    community = own_seat(row.group_id, member, actor)
    gone, _each = Reaction.objects.filter(message=row, member=member, emoji=emoji).delete()
    if gone:
        publish(
            ReactionRemoved(
                at=now, community=community, actor=actor.account, subject=message, member=member, group=row.group_id
            )
        )
        tell_group(row, ReactionRemoved.kind)
