"""Drawing one message. What was drawn once is kept: equal facts look equal, so there is nothing to invalidate."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils.html import escape, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from coterie.talk.queries.shown import Shown
from coterie.web.member.place import Room

KEPT = 4_096
"""Drawn messages in memory, some 6 MB."""

_PARAGRAPH = re.compile(r"\n{2,}")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a message's looks depend on besides itself."""

    url: str
    zone: ZoneInfo
    language: str
    seated: bool


def frame_of(room: Room) -> Frame:
    """Return the frame of the messages on this page."""
    return Frame(room.url, room.zone, get_language() or "en", room.member is not None)


@lru_cache(KEPT)
def draw_message(shown: Shown, frame: Frame) -> SafeString:
    """Return a message as an item of the list."""
    facts = {
        "shown": shown,
        "frame": frame,
        "url": f"{frame.url}/messages/{shown.key}",
        "words": words(shown.text, shown.mentions),
    }
    return render_to_string("member/message.html", facts)


def words(text: str, mentions: tuple[tuple[int, int], ...]) -> SafeString:
    """Return a text as paragraphs, with links and with the named people marked."""
    paragraphs = _PARAGRAPH.split("".join(_pieces(text, mentions))) if text else []
    return mark_safe("".join(f"<p>{part}</p>".replace("\n", "<br>") for part in paragraphs))  # noqa: S308 - escaped below


def _pieces(text: str, mentions: tuple[tuple[int, int], ...]) -> Iterator[str]:
    place = 0
    for begin, end in mentions:
        yield urlize(text[place:begin], nofollow=True, autoescape=True)
        yield f'<b class="mention">{escape(text[begin:end])}</b>'
        place = end
    yield urlize(text[place:], nofollow=True, autoescape=True)
