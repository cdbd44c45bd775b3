"""The calendar over all groups: a week at a time."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.rituals.domain.calendar import copy_week
from coterie.rituals.queries.rituals import rituals_run_by
from coterie.rituals.queries.week import monday_of, week_of
from coterie.web.attempt import attempt
from coterie.web.console.ritual_form import CopyForm
from coterie.web.place import console_page
from coterie.web.request import actor_of

WEEK = timedelta(days=7)


def asked_monday(request: HttpRequest) -> date:
    """Return the week of the address, or this one."""
    try:
        asked = parse_date(request.GET.get("week", ""))
    except ValueError:
        asked = None
    return monday_of(asked or localdate(now()))


@console_page("engage", Permission.SEE_CONSOLE)
def calendar(request: HttpRequest, community: Community) -> HttpResponse:
    """Show a week of all groups."""
    return shown(request, community, asked_monday(request), CopyForm())


def shown(request: HttpRequest, community: Community, monday: date, form: CopyForm) -> HttpResponse:
    """Answer with the page of a week."""
    actor, at = actor_of(request), now()
    words = {
        "week": week_of(actor, community.pk, monday, zone=community.timezone, now=at),
        "rituals": rituals_run_by(actor, community.pk),
        "monday": monday,
        "before": monday - WEEK,
        "after": monday + WEEK,
        "today": localdate(at),
        "form": form,
        "may_edit": may(actor, Permission.EDIT_RITUALS, community.pk),
    }
    return render(request, "console/calendar.html", words, status=422 if form.errors else 200)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def week_copy(request: HttpRequest, community: Community) -> HttpResponse:
    """Repeat a week in another."""
    monday, form = asked_monday(request), CopyForm(request.POST)
    if not form.is_valid():
        return shown(request, community, monday, form)
    facts = {"community": community.pk, "monday": monday, "to": form.monday(), "actor": actor_of(request)}
    made = attempt(form, copy_week, **facts, now=now())
    if made is None:
        return shown(request, community, monday, form)
    messages.success(request, ngettext("%(n)s time was added.", "%(n)s times were added.", made) % {"n": made})
    return redirect(f"{reverse('console:calendar', args=[community.slug])}?week={form.monday()}")
