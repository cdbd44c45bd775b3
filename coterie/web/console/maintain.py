"""Step 10: what is stuck, and taking history in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.platform.events.parking import parked_events, retry
from coterie.platform.jobs.queries import dead_jobs
from coterie.web.place import console_page


@console_page("maintain", Permission.SEE_MACHINERY)
def maintain(request: HttpRequest, community: Community) -> HttpResponse:
    """Show parked events of this community, and dead jobs."""
    words = {"parked": parked_events(community=community.pk)[:200], "dead": dead_jobs()[:50]}
    return render(request, "console/maintain.html", words)


@require_POST
@console_page("maintain", Permission.SEE_MACHINERY)
def parked_retry(request: HttpRequest, community: Community, pk: int) -> HttpResponse:
    """Hand a parked event to its receiver once more."""
    retry(pk, community=community.pk, now=now())
    messages.success(request, _("It was handed over again."))
    return redirect("console:maintain", community.slug)
