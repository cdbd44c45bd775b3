"""A product trial as a member sees it: wanting to take part, saying how it was."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from coterie.kit.clock import now
from coterie.rituals.domain.trial_part import answer_trial, apply_for_trial, withdraw_from_trial
from coterie.rituals.models import Trial, TrialApplication
from coterie.rituals.queries.trials import application_of, trials_visible_to
from coterie.web.attempt import attempt
from coterie.web.member.guest_part import STARS
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.request import one_or_404


class ApplyForm(forms.Form):
    """Why one wants to take part."""

    why = forms.CharField(label=gettext_lazy("Why you?"), max_length=300, widget=forms.Textarea({"rows": 3}))


class FeedbackForm(forms.Form):
    """How it was: stars, and an answer to each question."""

    stars = forms.TypedChoiceField(
        label=gettext_lazy("How good was it?"), coerce=int, choices=STARS, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, questions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, question in enumerate(questions):
            field = forms.CharField(label=question, max_length=1000, widget=forms.Textarea({"rows": 2}))
            self.fields[f"answer_{place}"] = field
        self.names = [f"answer_{place}" for place in range(len(questions))]

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verb takes them."""
        return {"stars": self.cleaned_data["stars"], "answers": [self.cleaned_data[name] for name in self.names]}

    @staticmethod
    def initial_of(mine: TrialApplication | None) -> dict[str, Any]:
        """Return what stands in the form at first."""
        if mine is None or mine.stars is None:
            return {}
        return {"stars": str(mine.stars)} | {f"answer_{place}": text for place, text in enumerate(mine.answers)}


def trial_at(standing: Standing, key: str) -> Trial:
    """Find a trial in which one may take part, or 404."""
    return one_or_404(trials_visible_to(standing.actor, standing.community), key=key)


@require_safe
@member_page("rituals")
def trial(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Show a trial and how one stands in it."""
    return trial_page(request, standing, trial_at(standing, key))


def trial_page(request: HttpRequest, standing: Standing, row: Trial, **wrong: forms.Form) -> HttpResponse:
    """Answer with the page of a trial."""
    mine, at = application_of(row.pk, standing.member), now()
    feedback = FeedbackForm(questions=row.questions, initial=FeedbackForm.initial_of(mine))
    words = {
        "standing": standing, "row": row, "mine": mine, "member": standing.member,
        "open": at < row.apply_until, "over": at >= row.feedback_until,
        "apply": ApplyForm(initial={"why": mine.why if mine else ""}), "feedback": feedback, **wrong,
    }  # fmt: skip
    return render(request, "member/trial.html", words, status=422 if wrong else 200)


@require_POST
@member_page("rituals")
def trial_part(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Want to take part, or no more."""
    row, form = trial_at(standing, key), ApplyForm(request.POST)
    facts: dict[str, Any] = {"trial": row.pk, "member": own_or_404(standing), "actor": standing.actor, "now": now()}
    if request.POST.get("on") == "0":
        withdraw_from_trial(**facts)
        return redirect("member:trial", standing.slug, key)
    if form.is_valid() and attempt(form, apply_for_trial, **form.cleaned_data, **facts) is not None:
        messages.success(request, _("You are on the list."))
        return redirect("member:trial", standing.slug, key)
    return trial_page(request, standing, row, apply=form)


@require_POST
@member_page("rituals")
def trial_feedback(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Say how it was."""
    row = trial_at(standing, key)
    form = FeedbackForm(request.POST, questions=row.questions)
    facts = {"trial": row.pk, "member": own_or_404(standing), "actor": standing.actor, "now": now()}
    if form.is_valid() and attempt(form, answer_trial, **form.facts(), **facts) is not None:
        messages.success(request, _("Thank you, it is kept."))
        return redirect("member:trial", standing.slug, key)
    return trial_page(request, standing, row, feedback=form)
