"""Who goes through a course and how far they are, and what they ask."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.market.domain.question import answer_question
from coterie.market.queries.courses import learners_of, questions_run_by
from coterie.web.attempt import attempt
from coterie.web.console.course_form import AnswerForm
from coterie.web.console.courses import course_at
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

STATES = (("", gettext_lazy("all")), ("waiting", gettext_lazy("waiting")), ("answered", gettext_lazy("answered")))


@console_page("earn", Permission.SEE_MEMBERS)
def learners(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """List the buyers of a course with how far they are."""
    row = course_at(request, community, key)
    rows = page_of(request, learners_of(actor_of(request), community.pk, row.pk, now()))
    return render(request, "console/learners.html", {"row": row, "rows": rows})


@console_page("earn", Permission.SEE_MEMBERS)
def learners_csv(request: HttpRequest, community: Community, key: str) -> HttpResponseBase:
    """Hand over how far the buyers of a course are, as CSV."""
    row = course_at(request, community, key)
    head = ("number", "name", "since", "done", "of", "last_at", "certificate")
    of = row.lecture_count  # type: ignore[attr-defined]  # annotated
    rows = learners_of(actor_of(request), community.pk, row.pk, now())
    names = ("member__number", "member__name", "since", "done", "last_at", "certificate")
    lines = ((*one[:4], of, *("" if cell is None else cell for cell in one[4:])) for one in rows.values_list(*names))
    return csv_answer(f"{row.slug}-learners", head, lines)


@console_page("earn", Permission.EDIT_OFFERS)
def course_questions(request: HttpRequest, community: Community) -> HttpResponse:
    """List what buyers asked."""
    state = request.GET.get("state", "")
    rows = page_of(request, questions_run_by(actor_of(request), community.pk, state))
    words = {"rows": rows, "states": STATES, "state": state}
    return render(request, "console/course_questions.html", words)


@console_page("earn", Permission.EDIT_OFFERS)
def course_question(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Answer a question."""
    row = one_or_404(questions_run_by(actor_of(request), community.pk), key=key)
    form = AnswerForm(request.POST or None, initial={"answer": row.answer, "for_all": row.for_all})
    if request.method == "POST" and form.is_valid():
        facts = {"question": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, answer_question, **form.cleaned_data, **facts):
            return redirect("console:course_questions", community.slug)
    words = {"row": row, "form": form}
    return render(request, "console/course_question.html", words, status=422 if form.errors else 200)
