"""Newcomers: who waits for an answer, how the first week goes, and how they are received."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.joining.domain.onboarding import set_onboarding
from coterie.joining.queries.onboarding import (
    WEEK,
    newcomers_visible_to,
    onboarding_of,
    onboarding_or_usual,
    patience_of,
    shares,
)
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.talk.models import Message
from coterie.talk.queries.unanswered import unanswered
from coterie.web.attempt import attempt
from coterie.web.console.onboarding_form import OnboardingForm, initial_of
from coterie.web.place import console_page
from coterie.web.request import actor_of

LOOKED_BACK = timedelta(days=28)


def waiting_newcomers(actor: Actor, community: int, at: datetime) -> list[Message]:
    """Return what newcomers said that nobody answered in time, who waits longest first."""
    patience = patience_of(community)
    if patience is None or not may(actor, Permission.SEE_MEMBERS, community):
        return []
    rows = newcomers_visible_to(actor, community, since=at - WEEK)
    return unanswered(set(rows.values_list("member", flat=True)), since=at - WEEK, until=at - patience)


@console_page("engage", Permission.SEE_MEMBERS)
def newcomers(request: HttpRequest, community: Community) -> HttpResponse:
    """Show who waits for an answer, and how many do the first week's tasks."""
    actor, at = actor_of(request), now()
    settings = onboarding_of(community.pk)
    rows = list(newcomers_visible_to(actor, community.pk, since=at - LOOKED_BACK))
    words = {
        "settings": settings,
        "waiting": waiting_newcomers(actor, community.pk, at),
        "people": len(rows),
        "shares": shares(rows, settings) if settings and rows else [],
        "may_edit": may(actor, Permission.EDIT_CODES, community.pk),
    }
    return render(request, "console/newcomers.html", words)


@console_page("engage", Permission.EDIT_CODES)
def onboarding(request: HttpRequest, community: Community) -> HttpResponse:
    """Decide how newcomers are received."""
    form = OnboardingForm(request.POST or None, initial=initial_of(onboarding_or_usual(community.pk)))
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, set_onboarding, **form.facts(), **facts):
            return redirect("console:newcomers", community.slug)
    return render(
        request,
        "console/form.html",
        {"form": form, "title": _("How newcomers are received"), "back": "console:newcomers"},
    )
