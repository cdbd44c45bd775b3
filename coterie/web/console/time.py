"""One time of a service: who comes, changing it, calling it off, moving a booking."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.market.domain.appointment import cancel_appointment, edit_appointment, remove_appointment
from coterie.market.domain.booking import move_booking
from coterie.market.models import Appointment
from coterie.market.queries.appointments import SHOWN, bookings_run_by, free_times, times_run_by
from coterie.market.queries.shop import variants_of
from coterie.web.attempt import attempt
from coterie.web.console.offers import offer_at
from coterie.web.console.ritual_form import Choices
from coterie.web.console.sales import ordered
from coterie.web.console.times import hosts_of
from coterie.web.console.times_form import MoveForm, NewBookingForm, TimeFactsForm
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404

EDIT = Permission.EDIT_OFFERS


def time_at(request: HttpRequest, community: Community, key: str, time: str) -> Appointment:
    """Find a time of a service, or 404."""
    rows = times_run_by(actor_of(request), offer_at(request, community, key), "", now())
    return one_or_404(rows, key=time)


def choices_of(row: Appointment) -> Choices:
    """Return the other times to which a booking can be moved."""
    rows = free_times(row.offer_id, now()).exclude(pk=row.pk)[:SHOWN]
    return [(one.key, said_of(one)) for one in rows]


def said_of(row: Appointment) -> str:
    """Return when a time is, with its day of the week."""
    at = localtime(row.starts_at)
    return f"{date_format(at, 'D')} {date_format(at, 'DATETIME_FORMAT')}"


@console_page("earn", Permission.SEE_REVIEW)
def time(request: HttpRequest, community: Community, key: str, time: str) -> HttpResponse:
    """Show who comes."""
    return time_page(request, community, time_at(request, community, key, time))


def time_page(
    request: HttpRequest, community: Community, row: Appointment, moved: str = "", **forms: Any
) -> HttpResponse:
    """Answer with a time and what can be done with it; `moved` is the booking that was to be moved."""
    actor = actor_of(request)
    given = {
        "form": TimeFactsForm(initial=TimeFactsForm.initial_of(row), hosts=hosts_of(community)),
        "move_form": MoveForm(times=choices_of(row)), "state_form": None, "book_form": booking_form(row), **forms,
    }  # fmt: skip
    words = {
        **given, "row": row, "moved": moved, "bookings": bookings_run_by(actor, row.offer).filter(appointment=row),
        "over": row.ends_at <= now(), "may_edit": may(actor, EDIT, community.pk),
    }  # fmt: skip
    wrong = any(form is not None and form.errors for form in given.values())
    return render(request, "console/time.html", words, status=422 if wrong else 200)


def booking_form(row: Appointment, given: QueryDict | None = None) -> NewBookingForm:
    """Return the form that books for a member."""
    variants = [(one.key, one.name or row.offer.title) for one in variants_of(row.offer)]
    return NewBookingForm(given, variants=variants)


@require_POST
@console_page("earn", EDIT)
def new_booking(request: HttpRequest, community: Community, key: str, time: str) -> HttpResponse:
    """Book for a member, by hand."""
    row = time_at(request, community, key, time)
    form = booking_form(row, request.POST)
    if form.is_valid():
        variant = next(one.pk for one in variants_of(row.offer) if one.key == form.cleaned_data["variant"])
        made = ordered(request, community, form, variant, time=row.pk)
        if made:
            return redirect("console:order", community.slug, made.key)
    return time_page(request, community, row, book_form=form)


@require_POST
@console_page("earn", EDIT)
def time_facts(request: HttpRequest, community: Community, key: str, time: str) -> HttpResponse:
    """Change how many may come, who gives it, or where it is."""
    row, form = time_at(request, community, key, time), TimeFactsForm(request.POST, hosts=hosts_of(community))
    facts: dict[str, Any] = {"appointment": row.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, edit_appointment, **form.cleaned_data, **facts) is not None:
        return redirect("console:time", community.slug, key, time)
    return time_page(request, community, row, form=form)


@require_POST
@console_page("earn", EDIT)
def time_end(request: HttpRequest, community: Community, key: str, time: str) -> HttpResponse:
    """Call a time off."""
    row, form = time_at(request, community, key, time), Form(request.POST)
    facts: dict[str, Any] = {"appointment": row.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, cancel_appointment, **facts) is not None:
        return redirect("console:time", community.slug, key, time)
    return time_page(request, community, row, state_form=form)


@require_POST
@console_page("earn", EDIT)
def time_removal(request: HttpRequest, community: Community, key: str, time: str) -> HttpResponse:
    """Take a time away that nobody booked."""
    row, form = time_at(request, community, key, time), Form(request.POST)
    facts: dict[str, Any] = {"appointment": row.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid():
        attempt(form, remove_appointment, **facts)
    if not form.errors:
        return redirect("console:times", community.slug, key)
    return time_page(request, community, row, state_form=form)


@require_POST
@console_page("earn", EDIT)
def booking(request: HttpRequest, community: Community, key: str, time: str, booking: str) -> HttpResponse:
    """Move a booking to another time."""
    row, actor = time_at(request, community, key, time), actor_of(request)
    found = one_or_404(bookings_run_by(actor, row.offer).filter(appointment=row), key=booking)
    form = MoveForm(request.POST, times=choices_of(row))
    if form.is_valid():
        to = time_at(request, community, key, form.cleaned_data["time"])
        if attempt(form, move_booking, booking=found.pk, appointment=to.pk, actor=actor, now=now()):
            return redirect("console:time", community.slug, key, time)
    return time_page(request, community, row, moved=found.key, move_form=form)
