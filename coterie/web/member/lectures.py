"""A lecture: reading, hearing or watching it, being done with it, notes and questions."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from coterie.kit.clock import now
from coterie.market.domain.progress import begin_lecture, finish_lecture, keep_note
from coterie.market.domain.question import ask_teacher
from coterie.market.queries.courses import note_of, questions_seen
from coterie.market.queries.lectures import Course, Place, lecture_of
from coterie.platform.files.storing import stored_file
from coterie.web.attempt import attempt
from coterie.web.files import enclosed
from coterie.web.member.courses import course_at
from coterie.web.member.place import Standing, member_page

QUESTIONS = 50


class NoteForm(forms.Form):
    """What one writes down."""

    text = forms.CharField(
        label=gettext_lazy("My note"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4})
    )


class QuestionForm(forms.Form):
    """What one asks the teacher."""

    question = forms.CharField(label=gettext_lazy("Your question"), max_length=1000, widget=forms.Textarea({"rows": 3}))


def lecture_at(standing: Standing, key: str, lecture: str) -> tuple[Course, Place]:
    """Find a lecture of a course as the asker finds it, or 404."""
    course = course_at(standing, key)
    place = next((one for one in course.places if one.key == lecture), None)
    if place is None:
        raise Http404
    return course, place


@require_safe
@member_page("profile")
def lecture(request: HttpRequest, standing: Standing, key: str, lecture: str) -> HttpResponse:
    """Show a lecture; opening it begins it. Without access say where it is to be had, before its day when it opens."""
    course, place = lecture_at(standing, key, lecture)
    if not place.open:
        words = {"standing": standing, "course": course, "place": place, "offer": course.offer}
        return render(request, "member/lecture_closed.html", words, status=403)
    if place.own and not place.begun:
        begin_lecture(lecture=place.pk, actor=standing.actor, now=now())
    return shown(request, standing, course, place)


def shown(
    request: HttpRequest, standing: Standing, course: Course, place: Place, *, note: NoteForm | None = None,
    question: QuestionForm | None = None,
) -> HttpResponse:  # fmt: skip
    """Answer with an open lecture."""
    before, behind = course.beside(place.key)
    words: dict[str, Any] = {
        "standing": standing, "course": course, "offer": course.offer, "place": place, "before": before,
        "behind": behind, "row": lecture_of(place),
        "note": note or NoteForm(initial={"text": note_of(place.pk, standing.member)}),
        "question": question or QuestionForm(), "asked": questions_seen(place.pk, standing.member)[:QUESTIONS],
    }  # fmt: skip
    wrong = (note and note.errors) or (question and question.errors)
    return render(request, "member/lecture.html", words, status=422 if wrong else 200)


def own_at(standing: Standing, key: str, lecture: str) -> tuple[Course, Place]:
    """Find a lecture that is the asker's to go through, or 404."""
    course, place = lecture_at(standing, key, lecture)
    if not place.own:
        raise Http404
    return course, place


@require_safe
@member_page("profile")
def lecture_file(request: HttpRequest, standing: Standing, key: str, lecture: str) -> HttpResponse:
    """Hand over the recording or the file of an open lecture."""
    _course, place = lecture_at(standing, key, lecture)
    row = lecture_of(place)
    if not place.open or not row.file:
        raise Http404
    return enclosed(request, stored_file(row.file), "" if row.kind == "audio" else row.file_name or row.title)


@require_POST
@member_page("profile")
def lecture_done(request: HttpRequest, standing: Standing, key: str, lecture: str) -> HttpResponse:
    """Be done with a lecture, and go on to the next, or to the certificate."""
    course, place = own_at(standing, key, lecture)
    finish_lecture(lecture=place.pk, actor=standing.actor, now=now())
    after = course_at(standing, key)
    if after.certificate and not course.certificate:
        messages.success(request, _("You have done all of it. Here is your certificate."))
        return redirect("member:course_certificate", standing.slug, key)
    _before, behind = course.beside(lecture)
    if behind and behind.open:
        return redirect("member:lecture", standing.slug, key, behind.key)
    return redirect("member:course", standing.slug, key)


@require_POST
@member_page("profile")
def lecture_note(request: HttpRequest, standing: Standing, key: str, lecture: str) -> HttpResponse:
    """Keep a note."""
    course, place = own_at(standing, key, lecture)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return shown(request, standing, course, place, note=form)
    keep_note(lecture=place.pk, text=form.cleaned_data["text"], actor=standing.actor, now=now())
    messages.success(request, _("Your note is kept."))
    return redirect("member:lecture", standing.slug, key, lecture)


@require_POST
@member_page("profile")
def lecture_question(request: HttpRequest, standing: Standing, key: str, lecture: str) -> HttpResponse:
    """Ask the teacher."""
    course, place = own_at(standing, key, lecture)
    form = QuestionForm(request.POST)
    facts = {"lecture": place.pk, "actor": standing.actor, "now": now()}
    if form.is_valid() and attempt(form, ask_teacher, text=form.cleaned_data["question"], **facts) is not None:
        messages.success(request, _("Your question is with the teacher. The answer comes here."))
        return redirect("member:lecture", standing.slug, key, lecture)
    return shown(request, standing, course, place, question=form)
