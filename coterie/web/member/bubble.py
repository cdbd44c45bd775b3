"""Drawing one message. What was drawn once is kept: the same facts look the same, so there is nothing to invalidate."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
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


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What a message's looks depend on besides itself; one object for each look."""

    url: str
    zone: ZoneInfo
    language: str
    seated: bool
    numbers: str
    """How member numbers are written here."""


def frame_of(room: Room) -> Frame:
    """Return the frame of the messages on this page."""
    return _frame(room.url, room.zone, get_language() or "en", room.member is not None, room.host.number_pattern)


_frame = lru_cache(1_024)(Frame)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message as an item of the list, and the day on which it was said where the reader is."""

    html: SafeString
    day: date


@lru_cache(KEPT)
def draw_message(shown: Shown, frame: Frame, *, elsewhere: bool = False) -> Drawn:
    """Draw a message; `elsewhere` sends it to where it stands already, whatever the rest of the answer is for."""
    facts = {
        "elsewhere": elsewhere,
        "shown": shown,
        "frame": frame,
        "url": f"{frame.url}/messages/{shown.key}",
        "words": words(shown.text, shown.mentions),
    }
    return Drawn(render_to_string("member/message.html", facts), shown.posted_at.astimezone(frame.zone).date())


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
