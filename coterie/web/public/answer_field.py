"""A question as a field of a form, and what was filled in as an answer."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.joining.enums import QuestionKind
from coterie.joining.queries.progress import Asked


def answer_field(asked: Asked) -> forms.Field:
    """Return the field of one question, with what was said to it before."""
    question = asked.question
    facts: dict[str, Any] = {"label": question.text, "required": question.required, "initial": asked.value}
    choices = [(choice, choice) for choice in question.choices]
    if question.kind == QuestionKind.CHOICE:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **facts)
    if question.kind == QuestionKind.CHOICES:
        facts |= {"initial": asked.value.split("\n"), "help_text": _("Choose all that fit.")}
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **facts)
    if question.kind == QuestionKind.DATE:
        return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **facts)
    if question.kind == QuestionKind.NUMBER:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        return forms.CharField(max_length=40, widget=widget, **facts)
    return forms.CharField(max_length=1000, widget=forms.Textarea({"rows": 2}), **facts)


def answer_in(value: object) -> str:
    """Return what was filled in as an answer is kept."""
    if isinstance(value, list):
        return "\n".join(value)
    return value.isoformat() if isinstance(value, date) else str(value or "")
