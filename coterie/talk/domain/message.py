"""Saying something in a group, and changing one's words afterwards."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.errors import Invalid
from coterie.kit.text import clean
from coterie.platform.events.log import publish
from coterie.talk.domain import search_index
from coterie.talk.domain.insertion import NONCE, inserted
from coterie.talk.domain.picture import Shot, hang
from coterie.talk.domain.seat import locked_message, own_seat, require_author
from coterie.talk.domain.stream import tell_group
from coterie.talk.errors import MessageGone
from coterie.talk.events import MessageEdited, MessagePosted
from coterie.talk.models import Message, MessageVersion
from coterie.talk.queries.mentions import mentions_in
from coterie.talk.rules import says_something


@transaction.atomic
def post_message(
    *,
    group: int,
    member: int,
    text: str,
    reply_to: int | None = None,
    pictures: Sequence[Shot] = (),
    nonce: str | None = None,
    actor: Actor,
    now: datetime,
) -> Message:
    """Say something in a group where the member sits; the same nonce again is the same message.

    Raises NotFound to who does not sit there, Invalid for nothing or too much, MessageGone for a reply to nothing.
    """
    community = own_seat(group, member, actor)
    text = checked_text(text, len(pictures))
    message = Message(
        group_id=group,
        member_id=member,
        text=text,
        mentions=mentions_in(group, text),
        picture_count=len(pictures),
        reply_to_id=checked_reply(group, reply_to),
        nonce=nonce[:NONCE] if nonce else None,
        posted_at=now,
    )
    if not inserted(message):
        return Message.objects.get(member=member, nonce=message.nonce)
    hang(message, pictures)
    search_index.enter([search_index.Entry(message.pk, community, text)])
    publish(posted(message, community, actor))
    tell_group(message, MessagePosted.kind)
    return message


def checked_text(text: str, pictures: int) -> str:
    """Return a text as it is kept."""
    text = clean(text)
    if not says_something(text, pictures):
        raise Invalid(_("A message has between 1 and 4,000 signs, and at most 9 pictures."), field="text")
    return text


def checked_reply(group: int, reply_to: int | None) -> int | None:
    """Return the message that is answered, if it is there to be answered."""
    if reply_to and not Message.objects.filter(pk=reply_to, group=group, deleted_at=None).exists():
        raise MessageGone(_("The message you answer was deleted."))
    return reply_to


def posted(message: Message, community: int, actor: Actor) -> MessagePosted:
    """Return the event of a new message."""
    return MessagePosted(
        at=message.posted_at,
        community=community,
        actor=actor.account,
        subject=message.pk,
        member=message.member_id,
        group=message.group_id,
        data={
            "reply_to": message.reply_to_id,
            "length": len(message.text),
            "pictures": message.picture_count,
            "mentions": sorted({member for _begin, _end, member in message.mentions}),
        },
    )


@transaction.atomic
def edit_message(*, message: int, text: str, actor: Actor, now: datetime) -> Message:
    """Change one's own words; what they were before is kept, the same words change nothing.

    Raises Forbidden for another's message, MessageGone for a deleted one.
    """
    row = locked_message(message)
    require_author(row, actor)
    if row.deleted_at:
        raise MessageGone(_("This message was deleted."))
    text = checked_text(text, row.picture_count)
    if text == row.text:
        return row
    MessageVersion.objects.create(message=row, text=row.text, until=now)
    row.text, row.mentions, row.edited_at = text, mentions_in(row.group_id, text), now
    row.save(update_fields=["text", "mentions", "edited_at"])
    search_index.replace(search_index.Entry(message, row.group.community_id, text))
    publish(edited(row, actor, now))
    tell_group(row, MessageEdited.kind)
    return row


def edited(row: Message, actor: Actor, now: datetime) -> MessageEdited:
    """Return the event of an edit."""
    return MessageEdited(
        at=now,
        community=row.group.community_id,
        actor=actor.account,
        subject=row.pk,
        member=row.member_id,
        group=row.group_id,
        data={"length": len(row.text)},
    )
