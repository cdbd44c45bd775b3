"""A part of a conversation as the page shows it: messages with a line for every new day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.safestring import SafeString

from coterie.kit.clock import now
from coterie.talk.queries.conversation import after, around, before, newest
from coterie.talk.queries.shown import Conversation, Shown
from coterie.web.member.bubble import draw_message, frame_of
from coterie.web.member.day import day_said
from coterie.web.member.place import Room


@dataclass(frozen=True, slots=True)
class Item:
    """One message as drawn; `day` is said before it when it is the first of its day."""

    drawn: SafeString
    day: str
    date: date


@dataclass(frozen=True, slots=True)
class Part:
    """What the page shows of a conversation."""

    items: list[Item]
    older: str | None
    newer: str | None


def part_of(request: HttpRequest, room: Room) -> Part:
    """Return the part of the conversation that the address asks for; without a wish, its end."""
    talk = conversation_of(request, room)
    return Part(list(items_of(talk.messages, room)), talk.older, talk.newer)


def conversation_of(request: HttpRequest, room: Room) -> Conversation:
    """Read the part that the address asks for."""
    facts = {"reader": room.member, "now": now()}
    for wish, query in {"before": before, "after": after, "around": around}.items():
        if key := request.GET.get(wish):
            return query(room.group, key, **facts)
    return newest(room.group, **facts)


def items_of(messages: tuple[Shown, ...], room: Room) -> Iterator[Item]:
    """Yield messages as drawn, with the day before the first of each day."""
    frame, today, last = frame_of(room), now().astimezone(room.zone).date(), None
    for shown in messages:
        day = shown.posted_at.astimezone(room.zone).date()
        yield Item(draw_message(shown, frame), "" if day == last else day_said(day, today), day)
        last = day
