"""How a newcomer is received: a few short steps, then the small tasks of the first week."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from coterie.communities.enums import Need
from coterie.groups.queries.seat import seats_in
from coterie.joining.domain.newcomer import Said, take_step, wrong_answers
from coterie.joining.enums import WelcomeStep
from coterie.joining.models import Newcomer, Onboarding
from coterie.joining.queries.onboarding import day_of, newcomer_of, next_step, onboarding_of, path_of, steps_in
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.member.place import Standing, member_page, own_or_404


class StepForm(forms.Form):
    """What is handed in at a step; each step asks for its own part."""

    needs = forms.MultipleChoiceField(label=_("Why did you come?"), choices=Need.choices, required=False)

    def __init__(self, data: QueryDict | None = None, *, settings: Onboarding) -> None:
        super().__init__(data)
        self.settings = settings
        self.fields["needs"].widget = forms.CheckboxSelectMultiple(choices=Need.choices)
        self.answers = [f"answer-{place}" for place in range(len(settings.check_questions))]
        self.prompts = [f"card-{place}" for place in range(len(settings.prompts))]

    def said(self) -> Said:
        """Return what the verb takes."""
        given = [str(self.data.get(name, "")) for name in self.answers]
        return Said(
            needs=self.cleaned_data.get("needs", []),
            answers=[int(one) if one.isascii() and one.isdecimal() else -1 for one in given],
            card=[str(self.data.get(name, "")) for name in self.prompts],
        )


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("home")
def welcome(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Lead a newcomer on: the step to take now, or the first week once all are taken."""
    row, settings = newcomer_of(own_or_404(standing)), onboarding_of(standing.community)
    if row is None or settings is None:
        raise Http404
    form = StepForm(request.POST if request.method == "POST" else None, settings=settings)
    if request.method == "POST" and taken(request, standing, form):
        return redirect("member:welcome", standing.slug)
    return render(request, "member/welcome.html", words_of(standing, row, settings, form))


def taken(request: HttpRequest, standing: Standing, form: StepForm) -> bool:
    """Take or skip the step that is handed in; return False when the form says what is wrong."""
    if not form.is_valid():
        return False
    said = None if request.POST.get("skip") else form.said()
    facts = {"member": standing.member, "step": request.POST.get("step", ""), "actor": standing.actor}
    return attempt(form, take_step, said=said, **facts, now=now()) is not None


def words_of(standing: Standing, row: Newcomer, settings: Onboarding, form: StepForm) -> dict[str, Any]:
    """Return what the page shows."""
    steps, step = steps_in(settings), next_step(row, settings)
    wrong = set(wrong_answers(settings, form.said().answers)) if form.is_bound else set()
    return {
        "standing": standing,
        "form": form,
        "step": step,
        "greeting": (row.channel.welcome if row.channel else "") or settings.welcome,
        "needs": Need.choices,
        "chosen": form.cleaned_data.get("needs", []) if form.is_bound else [],
        "questions": asked(settings, form, wrong),
        "prompts": [
            (name, text, form.data.get(name, "")) for name, text in zip(form.prompts, settings.prompts, strict=True)
        ],
        "needed": step == WelcomeStep.CHECK and settings.check_needed,
        "place": steps.index(step) + 1 if step else len(steps),
        "steps": len(steps),
        "tasks": path_of(row, settings),
        "day": day_of(row, str(standing.zone), now()),
        "seats": seats_in(standing.actor, standing.community),
    }


def prompted(settings: Onboarding, form: StepForm) -> list[tuple[str, str, str]]:
    """Return what the card asks: the field's name, the words, and what was written."""
    fields = zip(form.prompts, settings.prompts, strict=True)
    return [(name, text, form.data.get(name, "")) for name, text in fields]


def asked(settings: Onboarding, form: StepForm, wrong: set[int]) -> list[dict[str, Any]]:
    """Return the questions of the check, and what to read again where the answer was wrong."""
    return [
        {
            "name": name,
            "text": each["text"],
            "choices": [(str(place), choice) for place, choice in enumerate(each["choices"])],
            "given": form.data.get(name, ""),
            "why": each["why"] if place in wrong else "",
            "wrong": place in wrong,
        }
        for place, (name, each) in enumerate(zip(form.answers, settings.check_questions, strict=True))
    ]
