"""Tests of landing pages: begun and ended."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.domain.landing_test import begin_landing_test, end_landing_test
from coterie.kit.clock import now
from coterie.web.console.landings import landing_or_404
from coterie.web.place import console_page
from coterie.web.request import actor_of


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def landing_test(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show half of the visitors the draft."""
    row = landing_or_404(request, community, key)
    begin_landing_test(page=row.pk, actor=actor_of(request), now=now())
    return redirect("console:landing", community.slug, key)


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def landing_test_end(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show everybody one of the two versions."""
    row = landing_or_404(request, community, key)
    end_landing_test(page=row.pk, keep=request.POST.get("keep", ""), actor=actor_of(request), now=now())
    return redirect("console:landing", community.slug, key)
