"""Reading how newcomers are received from a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.joining.enums import Deed
from coterie.joining.models import Onboarding

BAR = "|"


class OnboardingForm(forms.Form):
    """The welcome, the questions and the first week."""

    on = forms.BooleanField(label=_("Receive newcomers"), required=False)
    welcome = forms.CharField(
        label=_("Welcome"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("A channel may have a welcome of its own. Empty: the usual words."),
    )
    asks_needs = forms.BooleanField(label=_("Ask why they came"), required=False)
    prompts = forms.CharField(
        label=_("What the card asks, one per line"),
        required=False,
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Newcomers say who they are in their group. Empty: no card."),
    )
    check_questions = forms.CharField(
        label=_("The rules in short, one question per line"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Question | right answer | other answer | … ; after a ? what to read again. Empty: no check."),
    )
    check_needed = forms.BooleanField(label=_("The check cannot be skipped"), required=False)
    answer_minutes = forms.IntegerField(
        label=_("Minutes until an unanswered newcomer is shown to hosts"), min_value=1, max_value=1440, initial=10
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for deed in Deed:
            self.fields[f"{deed}_day"] = forms.IntegerField(
                label=_("Day of “%(task)s”") % {"task": deed.label},
                min_value=1,
                max_value=7,
                required=False,
                help_text=_("Empty: it is no task."),
            )
            self.fields[f"{deed}_count"] = forms.IntegerField(
                label=_("How often: “%(task)s”") % {"task": deed.label}, min_value=1, max_value=50, required=False
            )

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verb takes them."""
        given = self.cleaned_data
        kept = {name: given[name] for name in ("on", "welcome", "asks_needs", "check_needed", "answer_minutes")}
        path = [
            {"kind": deed.value, "day": given[f"{deed}_day"], "count": given[f"{deed}_count"] or 1, "points": 5}
            for deed in Deed
            if given[f"{deed}_day"]
        ]
        questions = [question_of(line) for line in given["check_questions"].splitlines() if line.strip()]
        return {**kept, "prompts": given["prompts"].splitlines(), "check_questions": questions, "path": path}


def question_of(line: str) -> dict[str, Any]:
    """Return a question from its line; the right answer is put among the others at a place that its text decides."""
    words, _mark, why = line.partition(" ? ")
    text, *answers = [part.strip() for part in words.split(BAR)]
    right = answers[0] if answers else ""
    choices = sorted(answers)
    return {"text": text, "choices": choices, "right": choices.index(right) if choices else -1, "why": why.strip()}


def line_of(question: dict[str, Any]) -> str:
    """Return the line of a question."""
    right = question["choices"][question["right"]]
    others = [choice for choice in question["choices"] if choice != right]
    return f" {BAR} ".join([question["text"], right, *others]) + (f" ? {question['why']}" if question["why"] else "")


def initial_of(row: Onboarding) -> dict[str, Any]:
    """Return the form's values."""
    path = {each["kind"]: each for each in row.path}
    days = {f"{kind}_day": each["day"] for kind, each in path.items()}
    counts = {f"{kind}_count": each["count"] for kind, each in path.items()}
    names = ("on", "welcome", "asks_needs", "check_needed", "answer_minutes")
    texts = {"prompts": "\n".join(row.prompts), "check_questions": "\n".join(map(line_of, row.check_questions))}
    return {**{name: getattr(row, name) for name in names}, **texts, **days, **counts}
