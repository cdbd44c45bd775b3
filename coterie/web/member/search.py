"""Finding what was said."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coterie.kit.text import marked
from coterie.talk.queries.search import Found, found_of, messages_found
from coterie.web.member.day import moment_said
from coterie.web.member.place import Standing, member_page
from coterie.web.request import page_of

BEFORE, LENGTH = 40, 240
"""Signs shown before the first hit, and altogether."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that was found; its parts are marked where the words are."""

    url: str
    group: str
    name: str
    at: datetime
    when: str
    parts: list[tuple[str, bool]]


@require_GET
@member_page("search")
def search(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show the messages that have all the words."""
    words = request.GET.get("q", "").strip()
    page = page_of(request, messages_found(standing.actor, standing.community, words))
    hits = [hit_of(found, words, standing.slug, standing.zone) for found in found_of(page)]
    return render(
        request, "member/search.html", {"standing": standing, "words": words, "page_of_hits": page, "hits": hits}
    )


def hit_of(found: Found, words: str, slug: str, zone: ZoneInfo) -> Hit:
    """Return what the list shows of a found message."""
    url = f"/m/{slug}/g/{found.group}?around={found.key}#message-{found.key}"
    parts = excerpt(marked(found.text, words))
    return Hit(url, found.group_name, found.name, found.posted_at, moment_said(found.posted_at, zone), parts)


def excerpt(parts: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Cut marked parts to what stands around the first hit."""
    if parts and not parts[0][1] and len(parts[0][0]) > BEFORE:
        parts = [(f"…{parts[0][0][-BEFORE:]}", False), *parts[1:]]
    shown, room = [], LENGTH
    for text, hit in parts:
        shown.append((text if len(text) <= room else f"{text[:room]}…", hit))
        room -= len(text)
        if room <= 0:
            break
    return shown
