"""Reading the questions at the door from a list of small forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.joining.domain.threshold import QuestionDraft
from coterie.joining.enums import QuestionKind, StepKind
from coterie.joining.queries.progress import questions_of, thresholds_at

SPARE = 2
"""Empty forms below those in use."""


class QuestionForm(forms.Form):
    """One question; an empty text takes it away."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label=_("Question"), max_length=200, required=False)
    choices = forms.CharField(
        label=_("Choices"),
        max_length=600,
        required=False,
        help_text=_("One a line; none: people answer in their own words."),
        widget=forms.Textarea({"rows": 3}),
    )
    expected = forms.CharField(
        label=_("The answer that opens"), max_length=200, required=False, help_text=_("Empty: every answer does.")
    )
    required = forms.BooleanField(label=_("Must be answered"), required=False)

    def draft(self) -> QuestionDraft | None:
        """Return the question as the verb takes it."""
        given = self.cleaned_data
        if not given.get("text"):
            return None
        choices = tuple(line.strip() for line in given["choices"].splitlines() if line.strip())
        return QuestionDraft(
            id=given["id"],
            text=given["text"],
            kind=QuestionKind.CHOICE if choices else QuestionKind.TEXT,
            choices=choices,
            required=given["required"],
            expected=given["expected"],
        )


class QuestionForms(forms.formset_factory(QuestionForm, extra=SPARE, max_num=20)):  # type: ignore[misc]  # made by Django
    """All questions at a door."""

    @property
    def whole(self) -> forms.Form:
        """The form that carries errors of the list as a whole."""
        first: forms.Form = self.forms[0]
        return first

    def drafts(self) -> tuple[QuestionDraft, ...]:
        """Return the questions that have a text, in their order."""
        return tuple(draft for form in self.forms if (draft := form.draft()))


def questions_now(community: int) -> list[dict[str, Any]]:
    """Return the questions that a community asks at its door."""
    steps = [step for step in thresholds_at(community, None) if step.kind == StepKind.QUESTIONS]
    return [
        {
            "id": question.pk,
            "text": question.text,
            "choices": "\n".join(question.choices),
            "expected": question.expected,
            "required": question.required,
        }
        for step in steps
        for question in questions_of(step.pk)
    ]
