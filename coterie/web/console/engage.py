"""Step 5: groups that are alive."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.groups.models import Group
from coterie.groups.queries.groups import groups_run_by
from coterie.kit.clock import now
from coterie.talk.queries.announcement import Announcement, announcement_of
from coterie.talk.queries.conversation import newest
from coterie.talk.queries.shown import Shown
from coterie.web.place import console_page
from coterie.web.request import actor_of

MOST = 60
"""Groups on one page."""


@dataclass(frozen=True, slots=True)
class Room:
    """A group as the operator looks at it."""

    group: Group
    announcement: Announcement | None
    last: Shown | None


@console_page("engage", Permission.SEE_CONSOLE)
def engage(request: HttpRequest, community: Community) -> HttpResponse:
    """Show each group with its announcement and its latest words."""
    groups = groups_run_by(actor_of(request), community.pk).filter(archived_at=None)
    return render(request, "console/engage.html", {"rooms": [room_of(group) for group in groups[:MOST]]})


def room_of(group: Group) -> Room:
    """Return a group with its announcement and its last message."""
    said = newest(group.pk, reader=None, now=now()).messages
    return Room(group, announcement_of(group.pk), said[-1] if said else None)
