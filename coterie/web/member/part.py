"""A part of a conversation as the page shows it: messages with a line before every new day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coterie.kit.clock import now
from coterie.talk.queries.conversation import after, around, before, newest
from coterie.talk.queries.shown import Conversation, Shown
from coterie.web.member.bubble import draw_message, frame_of
from coterie.web.member.day import day_said
from coterie.web.member.place import Room

DAY_LINE = '<li class="message-line" data-day="{}">{}</li>'


@dataclass(frozen=True, slots=True)
class Part:
    """What the page shows of a conversation, drawn; `newer` is where it goes on after it."""

    drawn: SafeString
    newer: str | None


def part_of(request: HttpRequest, room: Room) -> Part:
    """Return the part of the conversation that the address asks for; without a wish, its end."""
    talk = conversation_of(request, room)
    edge = draw_edge(room.url, talk.older, bool(talk.messages), get_language())
    return Part(mark_safe("".join([edge, *lines(talk.messages, room)])), talk.newer)  # noqa: S308 - drawn by templates


def conversation_of(request: HttpRequest, room: Room) -> Conversation:
    """Read the part that the address asks for."""
    for wish, query in {"before": before, "after": after, "around": around}.items():
        if key := request.GET.get(wish):
            return query(room.group, key, reader=room.member, now=now())
    return newest(room.group, reader=room.member, now=now())


def lines(messages: tuple[Shown, ...], room: Room) -> Iterator[SafeString]:
    """Yield messages as drawn, and the day before the first of each."""
    frame, today, last = frame_of(room), now().astimezone(room.zone).date(), None
    first = first_unseen(messages, room)
    for shown in messages:
        drawn = draw_message(shown, frame)
        if shown is first:
            yield draw_new(get_language())
        if drawn.day != last:
            last = drawn.day
            yield draw_day(last, today, get_language())
        yield drawn.html


def first_unseen(messages: tuple[Shown, ...], room: Room) -> Shown | None:
    """Return the first message of others that the reader has not seen, if something seen stands before it."""
    since = room.seen_until
    if since is None or not messages or messages[0].posted_at > since:
        return None
    return next((shown for shown in messages if shown.posted_at > since and not shown.mine), None)


@lru_cache(16)
def draw_new(_language: str | None) -> SafeString:
    """Return the line before what is new."""
    return format_html('<li class="message-line message-new" id="new">{}</li>', _("New"))


@lru_cache(1_024)
def draw_day(day: date, today: date, _language: str | None) -> SafeString:
    """Return the line before the first message of a day."""
    return format_html(DAY_LINE, day.isoformat(), day_said(day, today))


@lru_cache(1_024)
def draw_edge(url: str, older: str | None, spoken: bool, _language: str | None) -> SafeString:  # noqa: FBT001 - a key of the cache
    """Return what stands before the first message: the way to earlier ones, or that nobody has said anything."""
    return render_to_string("member/edge.html", {"url": url, "older": older, "spoken": spoken})
