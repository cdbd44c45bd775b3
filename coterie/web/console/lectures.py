"""Lectures for who teaches: each on a form of its own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.market.domain.lecture import add_lecture, edit_lecture, move_lecture, remove_lecture
from coterie.market.models import Lecture
from coterie.market.queries.courses import lectures_run_by
from coterie.web.attempt import attempt
from coterie.web.console.course_form import LectureForm
from coterie.web.console.courses import chapter_at, course_at, form_page
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404


def lecture_at(request: HttpRequest, community: Community, key: str, lecture: str) -> Lecture:
    """Find a lecture of a course, or 404."""
    course = course_at(request, community, key)
    return one_or_404(lectures_run_by(actor_of(request), community.pk, course.pk), key=lecture)


@console_page("earn", Permission.EDIT_OFFERS)
def new_lecture(request: HttpRequest, community: Community, key: str, chapter: str) -> HttpResponse:
    """Write a lecture at the end of a chapter."""
    row = chapter_at(request, community, key, chapter)
    form = LectureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        facts = {"chapter": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, lambda **told: add_lecture(**form.facts(community.pk), **told), **facts):
            return redirect("console:course", community.slug, key)
    return form_page(request, form, _("New lecture"), key)


@console_page("earn", Permission.EDIT_OFFERS)
def lecture(request: HttpRequest, community: Community, key: str, lecture: str) -> HttpResponse:
    """Change a lecture."""
    row = lecture_at(request, community, key, lecture)
    form = LectureForm(request.POST or None, request.FILES or None, initial=LectureForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        facts = {"lecture": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, lambda **told: edit_lecture(**form.facts(community.pk), **told), **facts):
            return redirect("console:course", community.slug, key)
    return form_page(request, form, row.title, key)


@require_POST
@console_page("earn", Permission.EDIT_OFFERS)
def lecture_place(request: HttpRequest, community: Community, key: str, lecture: str) -> HttpResponse:
    """Move a lecture up or down."""
    row = lecture_at(request, community, key, lecture)
    move_lecture(lecture=row.pk, up="up" in request.POST, actor=actor_of(request), now=now())
    return redirect("console:course", community.slug, key)


@require_POST
@console_page("earn", Permission.EDIT_OFFERS)
def lecture_removal(request: HttpRequest, community: Community, key: str, lecture: str) -> HttpResponse:
    """Take a lecture out."""
    row = lecture_at(request, community, key, lecture)
    remove_lecture(lecture=row.pk, actor=actor_of(request), now=now())
    messages.success(request, _("It is taken out."))
    return redirect("console:course", community.slug, key)
