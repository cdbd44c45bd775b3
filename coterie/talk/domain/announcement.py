"""The announcement: the one message that stands above a group."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.groups.queries.groups import public_groups
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import NotFound
from coterie.platform.events.log import publish
from coterie.talk.domain.seat import locked_message, require_moderator
from coterie.talk.domain.stream import tell_group
from coterie.talk.errors import MessageGone
from coterie.talk.events import MessagePinned, MessageUnpinned
from coterie.talk.models import Message, Pin


@transaction.atomic
def pin_message(*, message: int, actor: Actor, now: datetime) -> Pin:
    """Make a message the announcement of its group, in place of the one before; again changes nothing.

    Raises Forbidden without the right, MessageGone for a deleted message.
    """
    row = locked_message(message)
    require_moderator(row, actor)
    if row.deleted_at:
        raise MessageGone(_("This message was deleted."))
    before = announced(row)
    if before and before.message_id == row.pk:
        return before
    if before:
        take_down(before, row, actor, now)
    pin = Pin.objects.create(group_id=row.group_id, message=row, pinned_at=now, pinned_by_id=actor.account)
    publish(
        MessagePinned(
            at=now, community=row.group.community_id, actor=actor.account, subject=message, group=row.group_id
        )
    )
    tell_group(row, MessagePinned.kind)
    return pin


def announced(row: Message) -> Pin | None:
    """Return the group's open pin; the group's lock keeps a second one from being opened beside it."""
    locked(public_groups(row.group.community_id).filter(pk=row.group_id))
    return Pin.objects.filter(group=row.group_id, unpinned_at=None).first()


def take_down(pin: Pin, row: Message, actor: Actor, now: datetime) -> None:
    """Close an open pin in the group of `row`."""
    pin.unpinned_at = now
    pin.save(update_fields=["unpinned_at"])
    publish(
        MessageUnpinned(
            at=now, community=row.group.community_id, actor=actor.account, subject=pin.message_id, group=pin.group_id
        )
    )


@transaction.atomic
def unpin_message(*, message: int, actor: Actor, now: datetime) -> None:
    """Take the announcement down.

    Raises NotFound when the message is not the announcement.
    """
    row = locked_message(message)
    require_moderator(row, actor)
    pin = announced(row)
    if pin is None or pin.message_id != row.pk:
        raise NotFound(_("This message is not the announcement."))
    take_down(pin, row, actor, now)
    tell_group(row, MessageUnpinned.kind)


def take_down_with(row: Message, actor: Actor, now: datetime) -> None:
    """Take the announcement down because its message goes."""
    for pin in Pin.objects.filter(message=row, unpinned_at=None):
        take_down(pin, row, actor, now)
