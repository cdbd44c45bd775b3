"""Step 5: groups that are alive."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.groups.models import Group
from coterie.groups.queries.groups import groups_run_by
from coterie.talk.queries.announcement import Announcement, announcement_of
from coterie.talk.queries.messages import last_said_in
from coterie.talk.queries.shown import Shown
from coterie.web.place import console_page
from coterie.web.request import actor_of


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
    last = last_said_in([group.pk for group in groups])
    rooms = [Room(group, announcement_of(group.pk), last.get(group.pk)) for group in groups]
    return render(request, "console/engage.html", {"rooms": rooms})
