"""Saying something in a group, and changing one's words afterwards."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.groups.queries.seat import OpenSeat
from coterie.kit.actor import Actor
from coterie.kit.errors import Invalid
from coterie.kit.text import clean
from coterie.platform.events.log import publish
from coterie.talk.domain import search_index
from coterie.talk.domain.hanging import Paper, Shot, hang
from coterie.talk.domain.insertion import NONCE, inserted
from coterie.talk.domain.notice import tell_named
from coterie.talk.domain.pace import keep_pace
from coterie.talk.domain.seat import locked_message, require_author, seat_of
from coterie.talk.domain.stream import tell_group
from coterie.talk.enums import MessageKind
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
    things: Sequence[Shot | Paper] = (),
    kind: str = MessageKind.TALK,
    nonce: str | None = None,
    actor: Actor,
    now: datetime,
) -> Message:
    """Say something in a group where the member sits; the same nonce again is the same message.

    Raises NotFound to who does not sit there, Invalid, MessageGone for a reply to nothing, QuietNow and TooSoon.
    """
    seat = seat_of(group, member, actor)
    text, answered = checked_text(text, len(things)), checked_reply(group, reply_to)
    nonce = nonce[:NONCE] if nonce else None
    if not said_before(seat, member, nonce):
        keep_pace(seat, group, member, actor, now)
    message = Message(
        group_id=group,
        member_id=member,
        text=text,
        mentions=mentions_in(group, text),
        hanging=len(things),
        **place_of(answered),
        kind=kind,
        nonce=nonce,
        posted_at=now,
    )
    if not inserted(message):
        return Message.objects.get(member=member, nonce=nonce)
    hang(message, things)
    search_index.enter([search_index.Entry(message.pk, seat.community, text)])
    tell_named(message, answered.member if answered else None, now)
    publish(posted(message, things, seat.community, actor))
    tell_group(message, MessagePosted.kind)
    return message


def said_before(seat: OpenSeat, member: int, nonce: str | None) -> bool:
    """Tell, where there is a pace, whether a member sent this mark already: then it is not refused the second time."""
    return seat.paced and nonce is not None and Message.objects.filter(member=member, nonce=nonce).exists()


def checked_text(text: str, hanging: int) -> str:
    """Return a text as it is kept."""
    text = clean(text)
    if not says_something(text, hanging):
        raise Invalid(_("A message has between 1 and 4,000 signs, and at most 9 pictures or files."), field="text")
    return text


class Answered(NamedTuple):
    """A message that is answered: itself, where its thread began, and who said it."""

    message: int
    root: int
    member: int


def place_of(answered: Answered | None) -> dict[str, int]:
    """Return where a message stands in a thread."""
    return {"reply_to_id": answered.message, "root_id": answered.root} if answered else {}


def checked_reply(group: int, reply_to: int | None) -> Answered | None:
    """Return the message that is answered, if it is there to be answered."""
    if not reply_to:
        return None
    rows = Message.objects.filter(pk=reply_to, group=group, deleted_at=None)
    for message, root, member in rows.values_list("pk", "root", "member"):
        return Answered(message, root or message, member)
    raise MessageGone(_("The message you answer was deleted."))


def posted(message: Message, things: Sequence[Shot | Paper], community: int, actor: Actor) -> MessagePosted:
    """Return the event of a new message."""
    pictures = sum(isinstance(thing, Shot) for thing in things)
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
            "pictures": pictures,
            "files": len(things) - pictures,
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
    text = checked_text(text, row.hanging)
    if text == row.text:
        return row
    MessageVersion.objects.create(message=row, text=row.text, until=now)
    row.text, row.mentions, row.edited_at = text, mentions_in(row.group_id, text), now
    row.save(update_fields=["text", "mentions", "edited_at"])
    search_index.replace(search_index.Entry(message, row.group.community_id, text))
    tell_named(row, answered_by(row), now)
    publish(edited(row, actor, now))
    tell_group(row, MessageEdited.kind)
    return row


def answered_by(row: Message) -> int | None:
    """Return whose message this one answers."""
    return row.reply_to.member_id if row.reply_to else None


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
