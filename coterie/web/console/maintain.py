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
from coterie.platform.events.standing import standings
from coterie.web.place import console_page
from coterie.web.request import one_or_404


@console_page("maintain", Permission.SEE_MACHINERY)
def maintain(request: HttpRequest, community: Community) -> HttpResponse:
    """Show parked events of this community, and dead jobs."""
    words = {"parked": parked_events().filter(community=community.pk)[:200], "standings": standings(now=now())}
    return render(request, "console/maintain.html", words)


@require_POST
@console_page("maintain", Permission.SEE_MACHINERY)
def parked_retry(request: HttpRequest, community: Community, pk: int) -> HttpResponse:
    """Hand a parked event to its receiver once more."""
    row = one_or_404(parked_events().filter(community=community.pk), pk=pk)
    retry(row.pk, now=now())
    messages.success(request, _("It was handed over again."))
    return redirect("console:maintain", community.slug)
