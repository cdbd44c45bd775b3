"""The page of the day: drawn again only when something on it has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

from coterie.communities.models import Community
from coterie.groups.enums import Tier
from coterie.groups.models import Group
from coterie.kit.actor import VISITOR
from coterie.kit.clock import now
from coterie.review.queries.glance import Glance
from coterie.review.rules.rhythm import Rhythm, state_of
from coterie.web.console.pictures import Picture, picture_of
from coterie.web.console.tasks_today import Waiting
from coterie.web.console.verdict import STATES, told_alarms, verdict_sentence
from coterie.web.context import PageFacts, theme_of
from coterie.web.drawn import Pieces, filled, holes, pieces
from coterie.web.loop import rail
from coterie.web.place import Host

KEPT = 256


@dataclass(frozen=True, slots=True)
class Room:
    """A group's line: how it lives."""

    group: int
    key: str
    name: str
    tier: str
    taken: int
    state: Promise | str
    tone: str
    speakers: tuple[int, ...]
    """People who wrote, per week, the oldest first."""

    @property
    def tier_name(self) -> Promise | str:
        """The tier in words."""
        return Tier(self.tier).label


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that the page depends on."""

    place: Host
    reader: str
    hour: datetime
    theme: str
    language: str
    glance: Glance
    rooms: tuple[Room, ...]
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """What the log says today, in words."""

    verdict: str
    funnel: Picture
    alarms: Sequence[str]


def room_of(group: Group, rhythm: Rhythm | None) -> Room:
    """Return a group's line; one that never spoke has no state."""
    word, tone = STATES[state_of(rhythm)] if rhythm else ("", "")
    weeks = tuple(rhythm.weeks[:8][::-1]) if rhythm else ()
    return Room(group.pk, group.key, group.name, group.tier, group.taken, word, tone, weeks)


def sheet(
    request: HttpRequest, community: Community, glance: Glance, rooms: tuple[Room, ...], waiting: tuple[Waiting, ...]
) -> HttpResponse:
    """Answer with the page of the day."""
    place = Host.of(community)
    hour = now().astimezone(ZoneInfo(place.timezone)).replace(minute=0, second=0, microsecond=0)
    reader = str(getattr(request.user, "name", ""))
    look = Look(place, reader, hour, theme_of(request), get_language() or "en", glance, rooms, waiting)
    if len(get_messages(request)):
        return render(request, "console/today.html", facts_of(look))
    return HttpResponse(filled(frame(look), {"token": get_token(request)}))


@lru_cache(KEPT)
def frame(look: Look) -> Pieces:
    """Return the page with a hole where it differs from request to request."""
    slug = look.place.slug
    address, search = reverse("console:today", args=[slug]), reverse("member:search", args=[slug])
    facts = {
        "page": PageFacts(VISITOR, look.theme, look.language, look.place, rail(slug, "today"), search),
        "user": SimpleNamespace(name=look.reader, is_authenticated=True),
        "request": SimpleNamespace(get_full_path=address, GET={}),
        "csrf_token": holes("token")["token"],
    }
    return pieces(render_to_string("console/today.html", facts | facts_of(look)))


def facts_of(look: Look) -> dict[str, object]:
    """Return what the template reads of the day."""
    alarms = told_alarms(look.glance.alarms, {room.group: room.name for room in look.rooms})[:3]
    day = Day(verdict_sentence(look.glance.verdict), picture_of(look.glance.funnel, look.glance.verdict), alarms)
    return {"day": day, "rooms": look.rooms, "waiting": look.waiting}
