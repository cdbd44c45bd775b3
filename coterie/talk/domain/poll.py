"""Polls: a message that lets a group choose, with counts that everybody sees."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.text import clean
from coterie.platform.events.log import publish
from coterie.talk.domain.message import post_message
from coterie.talk.domain.question import asked_by, event
from coterie.talk.domain.seat import locked_message, own_seat
from coterie.talk.domain.stream import tell_group
from coterie.talk.enums import MessageKind
from coterie.talk.errors import MessageGone
from coterie.talk.events import PollAnswered, PollAsked, PollClosed
from coterie.talk.models import Choice, Message, Poll

LEAST, MOST, LONGEST = 2, 12, 80
"""Options of a poll, and signs of an option."""
AT_LAST = timedelta(days=90)


@transaction.atomic
def ask_poll(
    *,
    group: int,
    member: int,
    text: str,
    options: Sequence[str],
    most: int = 1,
    open_until: datetime | None = None,
    nonce: str | None = None,
    actor: Actor,
    now: datetime,
) -> Message:
    """Say a question with its choices, as `post_message`; the same nonce again asks once.

    Raises Invalid for too few, too many or equal options, and for an end that is over or far away.
    """
    options = checked_options(options)
    check_limits(options, most, open_until, now)
    said: dict[str, Any] = {"group": group, "member": member, "actor": actor, "now": now}
    message = post_message(text=text, kind=MessageKind.POLL, nonce=nonce, **said)
    facts = {"options": options, "most": most, "open_until": open_until}
    _poll, fresh = Poll.objects.get_or_create(message=message, defaults=facts)
    if fresh:
        row = Message.objects.select_related("group").get(pk=message.pk)
        publish(event(PollAsked, row, actor, now, options=len(options)))
    return message


def checked_options(options: Sequence[str]) -> list[str]:
    """Return options as they are kept."""
    kept = [text for option in options if (text := " ".join(clean(option).split()))]
    if not LEAST <= len(kept) <= MOST or any(len(text) > LONGEST for text in kept):
        raise Invalid(_("A poll has 2 to 12 choices of at most 80 signs."), field="options")
    if len({text.casefold() for text in kept}) < len(kept):
        raise Invalid(_("Two choices are the same."), field="options")
    return kept


def check_limits(options: Sequence[str], most: int, open_until: datetime | None, now: datetime) -> None:
    """Refuse limits that make no sense."""
    if not 1 <= most <= len(options):
        raise Invalid(_("One can choose at least one, and not more than there are."), field="most")
    if open_until and not now < open_until <= now + AT_LAST:
        raise Invalid(_("The end lies ahead, within 90 days."), field="open_until")


@transaction.atomic
def choose(*, message: int, member: int, option: int, on: bool, actor: Actor, now: datetime) -> None:
    """Choose an option or take it back; where only one can be chosen, it takes the place of the other.

    Raises NotFound to who does not sit there, Invalid for another option, Conflict when it is closed or all are chosen.
    """
    row = locked_message(message)
    own_seat(row.group_id, member, actor)
    poll = open_poll(row, now)
    if not 0 <= option < len(poll.options):
        raise Invalid(_("Choose from the list."), field="option")
    mine = Choice.objects.filter(poll=poll, member=member)
    chosen = set(mine.values_list("option", flat=True))
    if on == (option in chosen):
        return
    if not on:
        mine.filter(option=option).delete()
    else:
        make_room(poll, member, chosen)
        Choice.objects.create(poll=poll, member_id=member, option=option, at=now)
    publish(event(PollAnswered, row, actor, now))
    tell_group(row, PollAnswered.kind)


def make_room(poll: Poll, member: int, chosen: set[int]) -> None:
    """Let another option be chosen."""
    if poll.most == 1:
        Choice.objects.filter(poll=poll, member=member).delete()
    elif len(chosen) >= poll.most:
        raise Conflict(_("You have chosen as many as one can. Take one back first."), field="option")


def open_poll(row: Message, now: datetime) -> Poll:
    """Return the poll of a message that can be answered now, locked."""
    if row.deleted_at:
        raise MessageGone(_("This message was deleted."))
    poll = locked(Poll.objects.filter(message=row))
    if poll.open_until and poll.open_until <= now:
        raise Conflict(_("This poll is closed."))
    return poll


@transaction.atomic
def close_poll(*, message: int, actor: Actor, now: datetime) -> None:
    """Take no more choices, by who asked or a host; again changes nothing."""
    row = asked_by(locked_message(message), actor)
    poll = locked(Poll.objects.filter(message=row))
    if poll.open_until and poll.open_until <= now:
        return
    poll.open_until = now
    poll.save(update_fields=["open_until"])
    publish(event(PollClosed, row, actor, now))
    tell_group(row, PollClosed.kind)
