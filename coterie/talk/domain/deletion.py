"""Taking a message away, and putting it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict
from coterie.platform.events.log import publish
from coterie.talk.domain import search_index
from coterie.talk.domain.announcement import take_down_with
from coterie.talk.domain.seat import locked_message, require_author, require_moderator
from coterie.talk.domain.stream import tell_group
from coterie.talk.errors import MessageGone
from coterie.talk.events import MessageDeleted, MessageRestored
from coterie.talk.models import Message
from coterie.talk.rules import is_author, may_be_undone


@transaction.atomic
def delete_message(*, message: int, actor: Actor, now: datetime) -> Message:
    """Take a message away: the author's own, or any by staff who moderate.

    Raises Forbidden to the others, MessageGone when somebody was quicker.
    """
    row = locked_message(message)
    own = is_author(row, actor.account)
    (require_author if own else require_moderator)(row, actor)
    if row.deleted_at:
        raise MessageGone(_("This message was deleted."))
    row.deleted_at, row.deleted_by_staff = now, not own
    row.save(update_fields=["deleted_at", "deleted_by_staff"])
    search_index.strike([message])
    Message.objects.filter(accepted=message).update(accepted=None)
    take_down_with(row, actor, now)
    publish(
        MessageDeleted(
            at=now,
            community=row.group.community_id,
            actor=actor.account,
            subject=message,
            member=row.member_id,
            group=row.group_id,
            data={"staff": not own},
        )
    )
    tell_group(row, MessageDeleted.kind)
    return row


@transaction.atomic
def restore_message(*, message: int, actor: Actor, now: datetime) -> Message:
    """Put a deleted message back: the author within the hour, staff what staff had deleted.

    Raises Forbidden to the others, Conflict when it is too late or nothing was deleted.
    """
    row = locked_message(message)
    (require_moderator if row.deleted_by_staff else require_author)(row, actor)
    if not (row.deleted_by_staff or may_be_undone(row, now)):
        raise Conflict(_("This cannot be undone any more."))
    row.deleted_at, row.deleted_by_staff = None, False
    row.save(update_fields=["deleted_at", "deleted_by_staff"])
    search_index.enter([search_index.Entry(message, row.group.community_id, row.text)])
    publish(
        MessageRestored(
            at=now,
            community=row.group.community_id,
            actor=actor.account,
            subject=message,
            member=row.member_id,
            group=row.group_id,
        )
    )
    tell_group(row, MessageRestored.kind)
    return row
