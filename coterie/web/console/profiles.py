"""The IP profiles of a community: who they are, whether everybody sees them, and what their word weighs."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.domain.profile import (
    archive_profile,
    create_profile,
    edit_profile,
    publish_profile,
    set_profile_photo,
)
from coterie.communities.enums import Permission
from coterie.communities.models import Community, Profile
from coterie.communities.queries.access import may
from coterie.communities.queries.profiles import profiles_run_by
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import Invalid
from coterie.members.queries.follows import followers_of
from coterie.members.queries.speakers import member_with, speakers_of
from coterie.review.queries.authority import Authority, Course, authority
from coterie.review.queries.authority_sheet import authority_sheet, course_formula, course_name, course_sentence
from coterie.review.queries.log import open_log
from coterie.review.rules.period import Scope
from coterie.web.attempt import attempt
from coterie.web.console.profile_form import ProfileForm
from coterie.web.csv import csv_answer
from coterie.web.drawing.line import Series
from coterie.web.place import console_page
from coterie.web.public.addresses import profile_address
from coterie.web.request import actor_of, one_or_404, page_of


@console_page("position", Permission.SEE_CONSOLE)
def profiles(request: HttpRequest, community: Community) -> HttpResponse:
    """List the profiles of the community."""
    actor, followers = actor_of(request), followers_of(community.pk)
    rows = page_of(request, profiles_run_by(actor, community.pk))
    words = {
        "rows": rows,
        "lines": [(row, followers.get(row.pk, 0)) for row in rows],
        "may_edit": may(actor, Permission.EDIT_CANVAS, community.pk),
    }
    return render(request, "console/profiles.html", words)


@console_page("position", Permission.EDIT_CANVAS)
def new_profile(request: HttpRequest, community: Community) -> HttpResponse:
    """Give the community one more profile."""
    form = ProfileForm(
        request.POST or None, request.FILES or None, initial={"kind": "person"}, speakers=speakers_of(community.pk)
    )
    facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
    row = attempt(form, create_profile, **form.facts(), **facts) if form.is_valid() else None
    if row and pictured(request, form, row):
        return redirect("console:profile", community.slug, row.key)
    words = {"form": form, "title": _("New IP profile"), "upload": True, "back": "console:profiles"}
    return render(request, "console/form.html", words, status=422 if form.errors else 200)


def pictured(request: HttpRequest, form: ProfileForm, row: Profile) -> bool:
    """Keep a portrait, if one was sent; tell whether nothing is wrong."""
    photo = form.cleaned_data["photo"]
    facts = {"profile": row.pk, "actor": actor_of(request), "now": now()}
    return not photo or attempt(form, set_profile_photo, picture=photo.read(), **facts) is not None


def profile_at(request: HttpRequest, community: Community, key: str) -> Profile:
    """Find a profile, or 404."""
    return one_or_404(profiles_run_by(actor_of(request), community.pk), key=key)


@console_page("position", Permission.EDIT_CANVAS)
def profile_facts(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change what is said of a profile."""
    row = profile_at(request, community, key)
    known, speakers = ProfileForm.initial_of(row), speakers_of(community.pk)
    form = ProfileForm(request.POST or None, request.FILES or None, initial=known, speakers=speakers)
    facts = {"profile": row.pk, "actor": actor_of(request), "now": now()}
    kept = attempt(form, edit_profile, **form.facts(), **facts) if form.is_valid() else None
    if kept is not None and pictured(request, form, row):
        return redirect("console:profile", community.slug, key)
    words = {"form": form, "title": row.name, "upload": True, "back": "console:profiles"}
    return render(request, "console/form.html", words, status=422 if form.errors else 200)


@require_POST
@console_page("position", Permission.EDIT_CANVAS)
def profile_state(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show a profile to everybody, or to nobody; put it away."""
    row = profile_at(request, community, key)
    facts: dict[str, Any] = {"profile": row.pk, "actor": actor_of(request), "now": now()}
    if request.POST.get("away"):
        archive_profile(**facts)
        return redirect("console:profiles", community.slug)
    try:
        publish_profile(on=request.POST.get("on") == "1", **facts)
    except Invalid as error:
        messages.error(request, str(error))
    return redirect("console:profile", community.slug, key)


def authority_of(community: Community, row: Profile) -> Authority:
    """Return what the word of a profile weighs, week by week."""
    member = member_with(community.pk, row.account_id)
    with open_log(Scope(community=community.pk, now=now(), zone=community.timezone)) as log:
        return authority(log, row.pk, member)


@console_page("position", Permission.SEE_CONSOLE)
def profile(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show a profile with what its word weighs."""
    row, actor = profile_at(request, community, key), actor_of(request)
    words = {
        "row": row,
        "followers": followers_of(community.pk).get(row.pk, 0),
        "address": profile_address(community.slug, key),
        "pictures": pictures_for(actor, community, row),
        "may_edit": may(actor, Permission.EDIT_CANVAS, community.pk),
    }
    return render(request, "console/profile.html", words)


def pictures_for(actor: Actor, community: Community, row: Profile) -> list[dict[str, Any]]:
    """Return the pictures for whoever sees the review."""
    if not may(actor, Permission.SEE_REVIEW, community.pk):
        return []
    return pictures_of(authority_of(community, row))


def pictures_of(found: Authority) -> list[dict[str, Any]]:
    """Return each series as it is drawn, with its sentence, formula and table."""
    labels = [date_format(monday, "MONTH_DAY_FORMAT") for monday in found.mondays]
    return [picture_of(course, labels) for course in found.courses]


def picture_of(course: Course, labels: list[str]) -> dict[str, Any]:
    """Return one series."""
    name, values = course_name(course.name), course.values
    table = {"head": [_("Week from"), name], "rows": list(zip(labels, values, strict=True))} if values else None
    return {
        "title": name,
        "sentence": course_sentence(course),
        "formula": course_formula(course.name),
        "series": [Series(name, values)] if values else [],
        "labels": labels,
        "table": table,
    }


@console_page("position", Permission.SEE_REVIEW)
def authority_csv(request: HttpRequest, community: Community, key: str) -> HttpResponseBase:
    """Hand the weeks over as CSV."""
    row = profile_at(request, community, key)
    sheet = authority_sheet(authority_of(community, row))
    return csv_answer(f"{community.slug}-{row.key}", sheet.names, sheet.rows)
