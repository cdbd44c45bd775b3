"""Reading the questions at a door, and how they are graded, from a list of small forms."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.joining.domain.question import QuestionDraft
from coterie.joining.domain.threshold import StepDraft
from coterie.joining.enums import AfterTries, QuestionKind

SPARE = 2
"""Empty forms below those in use."""
MARK = "|"
"""Stands between a choice and its tag."""


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class QuestionForm(forms.Form):
    """One question; an empty text takes it away."""

    key = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)
    text = forms.CharField(label=_("Question"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Answered"), choices=QuestionKind.choices, initial=QuestionKind.TEXT)
    choices = forms.CharField(
        label=_("Choices"),
        max_length=2000,
        required=False,
        help_text=_("One a line. After a | stands the tag that the choice gives: Food | sells food."),
        widget=forms.Textarea({"rows": 3}),
    )
    right = forms.CharField(
        label=_("Right answers"),
        max_length=2000,
        required=False,
        help_text=_("One a line; none: every answer is right. A number may be a range: 18-65."),
        widget=forms.Textarea({"rows": 2}),
    )
    order = forms.IntegerField(label=_("Place"), min_value=1, max_value=99, required=False)
    required = forms.BooleanField(label=_("Must be answered"), required=False)

    def draft(self, known: Mapping[str, int]) -> QuestionDraft | None:
        """Return the question as the verb takes it; a key that is not known makes a new one."""
        given = self.cleaned_data
        if not given.get("text"):
            return None
        pairs = [line.partition(MARK) for line in lines_of(given["choices"])]
        return QuestionDraft(
            id=known.get(given["key"]),
            text=given["text"],
            kind=given["kind"],
            choices=tuple(choice.strip() for choice, _mark, _tag in pairs),
            tags={choice.strip(): tag.strip() for choice, _mark, tag in pairs if tag.strip()},
            required=given["required"],
            right=lines_of(given["right"]),
        )


class QuestionForms(forms.formset_factory(QuestionForm, extra=SPARE, max_num=20)):  # type: ignore[misc]  # made by Django
    """All questions at a door."""

    def drafts(self, known: Mapping[str, int]) -> tuple[QuestionDraft, ...]:
        """Return the questions that have a text, by their places, the new ones last."""
        placed = [
            (form.cleaned_data.get("order") or 99, place, draft)
            for place, form in enumerate(self.forms)
            if (draft := form.draft(known))
        ]
        return tuple(draft for _order, _place, draft in sorted(placed, key=lambda one: one[:2]))


class GradeForm(forms.Form):
    """How answers are graded."""

    pass_mark = forms.IntegerField(
        label=_("Pass mark"),
        min_value=1,
        max_value=20,
        required=False,
        help_text=_("So many right answers open the door. Empty: all that have a right answer."),
    )
    tries = forms.IntegerField(
        label=_("Tries"), min_value=1, max_value=100, required=False, help_text=_("Empty: as many as one likes.")
    )
    after_tries = forms.ChoiceField(label=_("After the last try"), choices=AfterTries.choices)

    def facts(self) -> dict[str, Any]:
        """Return the grading as the step takes it."""
        return dict(self.cleaned_data)


def questions_now(drafts: tuple[QuestionDraft, ...], keys: Mapping[int, str]) -> list[dict[str, Any]]:
    """Return the questions as the forms show them."""
    return [
        {
            "key": keys.get(draft.id or 0, ""),
            "text": draft.text,
            "kind": draft.kind,
            "choices": "\n".join(
                f"{choice} {MARK} {draft.tags[choice]}" if choice in draft.tags else choice for choice in draft.choices
            ),
            "right": "\n".join(draft.right),
            "order": place,
            "required": draft.required,
        }
        for place, draft in enumerate(drafts, start=1)
    ]


def grading_now(step: StepDraft | None) -> dict[str, Any]:
    """Return the grading as the form shows it."""
    step = step or StepDraft(kind="questions")
    return {"pass_mark": step.pass_mark, "tries": step.tries, "after_tries": step.after_tries}
