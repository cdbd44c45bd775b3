"""Today: what waits, what is odd, what to do next."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.groups.models import Group
from coterie.groups.queries.groups import groups_run_by
from coterie.kit.clock import now
from coterie.review.queries.alarms import alarms
from coterie.review.queries.funnel import join_funnel
from coterie.review.queries.log import Log, open_log
from coterie.review.queries.rhythm import rhythms
from coterie.review.queries.weakest import weakest_step
from coterie.review.rules.period import asked
from coterie.review.rules.rhythm import Rhythm, state_of
from coterie.web.console.pictures import Picture, funnel_picture
from coterie.web.console.tasks_today import waiting_for
from coterie.web.console.verdict import STATES, told_alarms, verdict_sentence
from coterie.web.place import console_page
from coterie.web.request import actor_of

STRETCH = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Room:
    """A group's line: how it lives."""

    group: Group
    state: Promise | str
    tone: str
    speakers: list[int]
    """People who wrote, per week, the oldest first."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What the log says today."""

    verdict: str
    funnel: Picture
    alarms: list[str]
    rooms: list[Room]


@console_page("today", Permission.SEE_CONSOLE)
def today(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the day."""
    groups = list(groups_run_by(actor_of(request), community.pk).filter(archived_at=None))
    moment = now()
    scope = asked(community.pk, since=moment - STRETCH, until=None, group=None, now=moment, zone=community.timezone)
    with open_log(scope) as log:
        glance = glance_at(log, groups)
    words = {"glance": glance, "waiting": waiting_for(actor_of(request), community, moment), "now": moment}
    return render(request, "console/today.html", words)


def glance_at(log: Log, groups: list[Group]) -> Glance:
    """Ask the log what an operator wants to know first."""
    lives = rhythms(log)
    return Glance(
        verdict=verdict_sentence(weakest_step(join_funnel(log))),
        funnel=funnel_picture(log),
        alarms=told_alarms(alarms(log), {group.pk: group.name for group in groups})[:3],
        rooms=[room_of(group, lives.get(group.pk)) for group in groups],
    )


def room_of(group: Group, rhythm: Rhythm | None) -> Room:
    """Return a group's line; one that never spoke has no state."""
    word, tone = STATES[state_of(rhythm)] if rhythm else ("", "")
    return Room(group, word, tone, weekly(rhythm))


def weekly(rhythm: Rhythm | None) -> list[int]:
    """Return the speakers of the last eight weeks, the oldest first."""
    return list(rhythm.weeks[:8][::-1]) if rhythm else []
