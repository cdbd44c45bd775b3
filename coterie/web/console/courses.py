"""Courses for who teaches: chapters and lectures on one page."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.market.domain.chapter import add_chapter, edit_chapter, move_chapter, remove_chapter
from coterie.market.models import Chapter, Offer
from coterie.market.queries.courses import chapters_of, courses_run_by, lectures_run_by, questions_waiting
from coterie.web.attempt import attempt
from coterie.web.console.course_form import ChapterForm
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


def course_at(request: HttpRequest, community: Community, key: str) -> Offer:
    """Find a course of the community, or 404."""
    return one_or_404(courses_run_by(actor_of(request), community.pk), key=key)


def chapter_at(request: HttpRequest, community: Community, key: str, chapter: str) -> Chapter:
    """Find a chapter of a course, or 404."""
    return one_or_404(chapters_of(course_at(request, community, key).pk), key=chapter)


@console_page("earn", Permission.SEE_CONSOLE)
def courses(request: HttpRequest, community: Community) -> HttpResponse:
    """List the courses."""
    actor = actor_of(request)
    teaches = may(actor, Permission.EDIT_OFFERS, community.pk)
    words = {"rows": page_of(request, courses_run_by(actor, community.pk)), "teaches": teaches}
    return render(request, "console/courses.html", words | {"waiting": questions_waiting(community.pk)})


@console_page("earn", Permission.SEE_CONSOLE)
def course(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show the chapters and lectures of a course."""
    return course_page(request, community, course_at(request, community, key), forms.Form())


def course_page(request: HttpRequest, community: Community, row: Offer, form: forms.Form) -> HttpResponse:
    """Answer with a course."""
    actor, chapters = actor_of(request), list(chapters_of(row.pk))
    lectures = list(lectures_run_by(actor, community.pk, row.pk))
    parts = [(chapter, [one for one in lectures if one.chapter_id == chapter.pk]) for chapter in chapters]
    words = {
        "row": row, "parts": parts, "form": form, "teaches": may(actor, Permission.EDIT_OFFERS, community.pk),
        "sees": may(actor, Permission.SEE_MEMBERS, community.pk),
    }  # fmt: skip
    return render(request, "console/course.html", words, status=422 if form.errors else 200)


@console_page("earn", Permission.EDIT_OFFERS)
def new_chapter(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Begin a chapter."""
    row, form = course_at(request, community, key), ChapterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"offer": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, add_chapter, **form.cleaned_data, **facts):
            return redirect("console:course", community.slug, key)
    return form_page(request, form, _("New chapter"), key)


@console_page("earn", Permission.EDIT_OFFERS)
def chapter(request: HttpRequest, community: Community, key: str, chapter: str) -> HttpResponse:
    """Change the title of a chapter."""
    row = chapter_at(request, community, key, chapter)
    form = ChapterForm(request.POST or None, initial={"title": row.title})
    if request.method == "POST" and form.is_valid():
        facts = {"chapter": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_chapter, **form.cleaned_data, **facts):
            return redirect("console:course", community.slug, key)
    return form_page(request, form, row.title, key)


def form_page(request: HttpRequest, form: forms.Form, title: str, key: str) -> HttpResponse:
    """Answer with a form that leads back to a course."""
    words = {"form": form, "title": title, "course": key}
    return render(request, "console/course_form.html", words, status=422 if form.errors else 200)


@require_POST
@console_page("earn", Permission.EDIT_OFFERS)
def chapter_place(request: HttpRequest, community: Community, key: str, chapter: str) -> HttpResponse:
    """Move a chapter up or down."""
    row = chapter_at(request, community, key, chapter)
    move_chapter(chapter=row.pk, up="up" in request.POST, actor=actor_of(request), now=now())
    return redirect("console:course", community.slug, key)


@require_POST
@console_page("earn", Permission.EDIT_OFFERS)
def chapter_removal(request: HttpRequest, community: Community, key: str, chapter: str) -> HttpResponse:
    """Take an empty chapter out."""
    row, form = chapter_at(request, community, key, chapter), forms.Form(request.POST)
    facts = {"chapter": row.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid():
        attempt(form, remove_chapter, **facts)
    if form.errors:
        return course_page(request, community, course_at(request, community, key), form)
    messages.success(request, _("It is taken out."))
    return redirect("console:course", community.slug, key)
