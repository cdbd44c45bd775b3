"""Reading the steps at a door from a list of small forms, one for each kind."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.joining.domain.question import QuestionDraft
from coterie.joining.domain.threshold import BOUGHT, StepDraft
from coterie.joining.enums import StepKind

KINDS = tuple(kind for kind in StepKind if kind != StepKind.RULES)
ABOUT = {
    StepKind.QUESTIONS: _("Ask, and let answers give tags. Graded, with so many tries, if you like."),
    StepKind.INVITATION: _("Only who has a personal link of yours enters: for so many people, until a day."),
    StepKind.REFERRAL: _("A visitor names the member who told them, by number or by that member's link."),
    StepKind.PURCHASE: _("A visitor gives the number of a paid order, which is looked up among yours."),
    StepKind.REDEEM: _("A visitor types a code that you have printed or sent. Each lets one person in."),
    StepKind.PAYMENT: _("A visitor has bought one of your offers, paid, and did not get all of it back."),
    StepKind.PLAN: _("A visitor has one of your plans, and it runs."),
    StepKind.APPROVAL: _("A visitor says who they are, and waits until one of you decides."),
}
"""What each kind of step is for."""
Offers = Sequence[tuple[int, str, bool]]
"""What is sold: number, title, and whether it is a plan."""


class StepForm(forms.Form):
    """One kind of step: asked or not, when, with which words."""

    kind = forms.ChoiceField(choices=StepKind.choices, widget=forms.HiddenInput)
    on = forms.BooleanField(label=_("Ask for this"), required=False)
    order = forms.IntegerField(label=_("Place"), min_value=1, max_value=99, required=False)
    note = forms.CharField(
        label=_("Your words above it"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
    per_order = forms.IntegerField(label=_("People per order"), min_value=1, max_value=1000, required=False)

    offer = forms.TypedChoiceField(label=_("What is bought"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, offers: Offers = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_for = StepKind(self.initial["kind"]) if "kind" in self.initial else StepKind.APPROVAL
        self.about = ABOUT.get(self.is_for, "")
        if self.is_for != StepKind.PURCHASE:
            del self.fields["per_order"]
        if self.is_for in BOUGHT:
            choices = [(pk, title) for pk, title, is_plan in offers if is_plan or self.is_for != StepKind.PLAN]
            self.fields["offer"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["offer"]


class StepForms(forms.formset_factory(StepForm, extra=0, max_num=len(KINDS), validate_max=True)):  # type: ignore[misc]  # made by Django
    """All kinds of steps at a door."""

    @property
    def whole(self) -> forms.Form:
        """The form that carries errors of the list as a whole."""
        first: forms.Form = self.forms[0]
        return first

    def drafts(self, before: dict[str, StepDraft], questions: tuple[QuestionDraft, ...]) -> list[StepDraft]:
        """Return the steps that are asked, in their order; the rules always, and how questions are graded stays."""
        given = sorted((form.cleaned_data for form in self.forms), key=lambda one: one.get("order") or 99)
        drafts = [StepDraft(kind=StepKind.RULES)]
        for one in given:
            if not one.get("on"):
                continue
            facts = {"kind": one["kind"], "note": one["note"], "per_order": one.get("per_order") or 1}
            facts["offer"] = one.get("offer")
            if one["kind"] == StepKind.QUESTIONS and (known := before.get(StepKind.QUESTIONS)):
                facts |= {"pass_mark": known.pass_mark, "tries": known.tries, "after_tries": known.after_tries}
            drafts.append(StepDraft(**facts, questions=questions if one["kind"] == StepKind.QUESTIONS else ()))
        return drafts


def steps_now(drafts: list[StepDraft]) -> list[dict[str, Any]]:
    """Return what is asked now as the forms show it, the kinds that are not asked last."""
    others = [draft for draft in drafts if draft.kind != StepKind.RULES]
    asked = {draft.kind: (place, draft) for place, draft in enumerate(others, start=1)}
    rows = []
    for kind in KINDS:
        place, draft = asked.get(kind, (None, StepDraft(kind=kind)))
        facts = {"kind": str(kind), "on": place is not None, "note": draft.note, "per_order": draft.per_order}
        facts["offer"] = draft.offer
        rows.append({**facts, "order": place})
    return sorted(rows, key=lambda row: row["order"] or 99)
