"""The questions at a door, and how they are graded."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.domain.threshold import StepDraft, drafts_for, questions_kept, set_thresholds
from coterie.joining.enums import StepKind
from coterie.joining.models import LiveCode
from coterie.joining.queries.progress import questions_known
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.door import door_address, door_of
from coterie.web.console.question_form import GradeForm, QuestionForms, grading_now, questions_now
from coterie.web.place import console_page
from coterie.web.request import actor_of


@console_page("draw_in", Permission.EDIT_CODES)
def questions(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the questions at a door and change them."""
    code = door_of(request, community)
    forms, grade = forms_of(request, community, code)
    posted = request.method == "POST" and forms.is_valid() and grade.is_valid()
    if posted and kept(request, community, code, forms, grade):
        messages.success(request, _("Visitors are asked this from now on."))
        return redirect(door_address("questions", community, code))
    words = {"forms": forms, "grade": grade, "code": code, "back": door_address("thresholds", community, code)}
    return render(request, "console/questions.html", words)


def forms_of(request: HttpRequest, community: Community, code: LiveCode | None) -> tuple[QuestionForms, GradeForm]:
    """Return the forms with what is asked now, or was put aside."""
    at = code.pk if code else None
    keys = {number: key for key, number in questions_known(community.pk, at).items()}
    step = next((draft for draft in drafts_for(community.pk, at) if draft.kind == StepKind.QUESTIONS), None)
    asked = questions_now(step.questions if step else questions_kept(community.pk, at), keys)
    forms = QuestionForms(request.POST or None, initial=asked, prefix="q")
    return forms, GradeForm(request.POST or None, initial=grading_now(step))


def kept(
    request: HttpRequest, community: Community, code: LiveCode | None, forms: QuestionForms, grade: GradeForm
) -> bool:
    """Ask these questions where questions were asked before, else first; without any, ask none."""
    at = code.pk if code else None
    drafts = forms.drafts(questions_known(community.pk, at))
    before = drafts_for(community.pk, at) or [StepDraft(kind=StepKind.RULES)]
    place = next((place for place, step in enumerate(before) if step.kind == StepKind.QUESTIONS), 1)
    note = next((step.note for step in before if step.kind == StepKind.QUESTIONS), "")
    asked = StepDraft(kind=StepKind.QUESTIONS, questions=drafts, note=note, **grade.facts())
    others = [step for step in before if step.kind != StepKind.QUESTIONS]
    steps = [*others[:place], *([asked] if drafts else []), *others[place:]]
    facts = {"community": community.pk, "code": at, "actor": actor_of(request), "now": now()}
    return attempt(grade, set_thresholds, steps=steps, **facts) is not None
