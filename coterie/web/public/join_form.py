"""The threshold as one form: the questions at this door, the rules, and a name."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.joining.queries.progress import Step
from coterie.web.public.answer_field import answer_field, answer_in


class JoinForm(forms.Form):
    """What a visitor fills in to enter."""

    name = forms.CharField(
        label=_("Your name here"), max_length=60, widget=forms.TextInput({"autocomplete": "nickname"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("To come back on another device. Nobody in the group sees it."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, steps: Sequence[Step], known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["email"]
        self.asked = {asked.field: asked for step in steps for asked in step.asked}
        for name, asked in self.asked.items():
            self.fields[name] = answer_field(asked)
        self.rules_step = next((step for step in steps if step.rules_version is not None and not step.done), None)
        if self.rules_step:
            self.fields["rules"] = forms.BooleanField(label=_("I have read the rules and keep to them."))

    def facts(self) -> dict[str, Any]:
        """Return what was filled in as the verb takes it."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "email": given.get("email") or None,
            "answers": {asked.question.pk: answer_in(given[name]) for name, asked in self.asked.items()},
            "accepted_rules": self.rules_step.rules_version if self.rules_step and given.get("rules") else None,
        }
