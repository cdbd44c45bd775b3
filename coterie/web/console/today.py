"""Today: what waits, what is odd, what to do next."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.groups.queries.groups import open_groups_run_by
from coterie.kit.clock import now
from coterie.review.queries.glance import glance
from coterie.review.rules.period import asked
from coterie.web.console.tasks_today import waiting_for
from coterie.web.console.today_sheet import room_of, sheet
from coterie.web.place import console_page
from coterie.web.request import actor_of

STRETCH = timedelta(days=28)


@console_page("today", Permission.SEE_CONSOLE)
def today(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the day."""
    actor, moment = actor_of(request), now()
    groups = open_groups_run_by(actor, community.pk)
    scope = asked(community.pk, since=moment - STRETCH, until=None, group=None, now=moment, zone=community.timezone)
    found = glance(scope)
    rooms = tuple(room_of(group, found.rhythms.get(group.pk)) for group in groups)
    return sheet(request, community, found, rooms, waiting_for(actor, community, rooms, moment))
