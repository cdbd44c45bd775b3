"""Times at which a service is given: which there are, how many come, making them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.market.domain.appointment import add_appointment, add_pattern
from coterie.market.domain.offer import edit_offer
from coterie.market.queries.appointments import bookings_run_by, times_run_by, with_counts
from coterie.members.queries.members import members_of_staff
from coterie.web.attempt import attempt
from coterie.web.console.bookings_table import HEAD, booking_lines
from coterie.web.console.offers import offer_at
from coterie.web.console.ritual_form import Choices
from coterie.web.console.times_form import MoveHoursForm, NewTimeForm, PatternForm
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, page_of

EDIT = Permission.EDIT_OFFERS


def hosts_of(community: Community) -> Choices:
    """Return who of the staff can give a service."""
    return [(str(member), name) for member, name in members_of_staff(community.pk).items()]


@console_page("earn", Permission.SEE_CONSOLE)
def times(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """List the times of a service, and say until when bookings can be moved."""
    row, when, actor = offer_at(request, community, key), request.GET.get("when", "coming"), actor_of(request)
    facts: dict[str, Any] = {"actor": actor, "now": now()}
    form = MoveHoursForm(request.POST or None, initial={"move_hours": row.move_hours})
    if form.is_valid() and attempt(form, edit_offer, offer=row.pk, **form.cleaned_data, **facts) is not None:
        return redirect("console:times", community.slug, key)
    page = page_of(request, times_run_by(actor, row, when, now()))
    words = {
        "row": row, "rows": page, "shown": with_counts(list(page)), "when": when, "form": form,
        "may_edit": may(actor, EDIT, community.pk), "may_see": may(actor, Permission.SEE_REVIEW, community.pk),
    }  # fmt: skip
    return render(request, "console/times.html", words, status=422 if form.errors else 200)


@console_page("earn", EDIT)
def new_time(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Let a service be booked for one more time."""
    row = offer_at(request, community, key)
    form = NewTimeForm(request.POST or None, hosts=hosts_of(community))
    facts: dict[str, Any] = {"offer": row.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, add_appointment, **form.cleaned_data, **facts) is not None:
        return redirect("console:times", community.slug, key)
    words = {"form": form, "row": row, "title": _("One more time")}
    return render(request, "console/time_form.html", words, status=422 if form.errors else 200)


@console_page("earn", EDIT)
def time_pattern(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Let a service be booked week by week."""
    row = offer_at(request, community, key)
    form = PatternForm(request.POST or None, hosts=hosts_of(community))
    facts: dict[str, Any] = {"offer": row.pk, "actor": actor_of(request), "now": now()}
    made = attempt(form, add_pattern, **form.facts(), **facts) if form.is_valid() else None
    if made:
        messages.success(request, made_words(made.made, made.left_out))
        return redirect("console:times", community.slug, key)
    words = {"form": form, "row": row, "title": _("Week by week")}
    return render(request, "console/time_form.html", words, status=422 if form.errors else 200)


def made_words(made: int, left_out: int) -> str:
    """Say how many times were made, and why others were not."""
    text = ngettext("%(n)s time can be booked.", "%(n)s times can be booked.", made) % {"n": made}
    more = ngettext(
        "%(n)s was left out: it is over, there already, or who gives it is busy.",
        "%(n)s were left out: they are over, there already, or who gives them is busy.",
        left_out,
    ) % {"n": left_out}
    return f"{text} {more}" if left_out else text


@console_page("earn", Permission.SEE_REVIEW)
def bookings_csv(request: HttpRequest, community: Community, key: str) -> HttpResponseBase:
    """Hand over who comes when, as a table."""
    row, actor, when = offer_at(request, community, key), actor_of(request), request.GET.get("when", "")
    rows = bookings_run_by(actor, row).filter(appointment__in=times_run_by(actor, row, when, now()).order_by())
    return csv_answer(f"{community.slug}-{row.slug}-bookings", HEAD, booking_lines(rows))
