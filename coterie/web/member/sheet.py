"""A group's page. Its frame is alike for all who look: it is drawn once, with holes where the pages differ."""

from dataclasses import dataclass
from functools import lru_cache

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from coterie.kit.actor import VISITOR
from coterie.kit.clock import now
from coterie.platform.live.admission import admission
from coterie.web.context import PageFacts, theme_of
from coterie.web.drawn import Pieces, filled, holes, pieces
from coterie.web.member.announcement import draw_announcement
from coterie.web.member.composer import Composer
from coterie.web.member.part import part_of
from coterie.web.member.place import Room
from coterie.web.member.tabs import tabs
from coterie.web.place import Host

KEPT = 512
"""Frames in memory, some 6 MB."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the frame of a group's page depends on; it stands in for the room while the frame is drawn."""

    host: Host
    slug: str
    url: str
    name: str
    description: str
    taken: int
    member: bool
    theme: str
    language: str


def sheet(request: HttpRequest, room: Room, composer: Composer, status: int = 200) -> HttpResponse:
    """Answer with the page of a group."""
    part = part_of(request, room)
    fills = {
        "announcement": draw_announcement(room),
        "items": part.drawn,
        "live": admission(f"group:{room.group}", now=now()),
    }
    if request.GET or composer.error or len(get_messages(request)):
        facts = {"room": room, "newer": part.newer, "composer": composer, **fills}
        return render(request, "member/group.html", facts, status=status)
    fills |= {"token": get_token(request), "nonce": composer.nonce}
    return HttpResponse(filled(frame(look_of(request, room)), fills))


def look_of(request: HttpRequest, room: Room) -> Look:
    """Return what the frame depends on."""
    facts = (room.name, room.description, room.taken, room.member is not None)
    return Look(room.host, room.slug, room.url, *facts, theme_of(request), get_language() or "en")


@lru_cache(KEPT)
def frame(look: Look) -> Pieces:
    """Return the page with holes where it differs from page to page."""
    empty = holes("announcement", "items", "live", "token", "nonce")
    facts = {
        "page": PageFacts(VISITOR, look.theme, look.language, look.host, tabs(look.slug, "home")),
        "room": look,
        "csrf_token": empty["token"],
        "composer": Composer(empty["nonce"]),
        **empty,
    }
    return pieces(render_to_string("member/group.html", facts))
