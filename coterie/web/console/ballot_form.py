"""Reading votes from forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.rituals.enums import TieRule
from coterie.web.console.ritual_form import MOMENT, Choices


class BallotForm(forms.Form):
    """What is asked, of whom, and until when."""

    title = forms.CharField(label=_("Question"), max_length=120)
    brief = forms.CharField(
        label=_("What people should know"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    options = forms.CharField(label=_("Options, one per line"), max_length=3000, widget=forms.Textarea({"rows": 5}))
    group = forms.ChoiceField(label=_("Who votes"), required=False)
    closes_at = forms.DateTimeField(
        label=_("Until"), widget=MOMENT, help_text=_("Nobody, not you either, sees a vote before.")
    )
    tie_rule = forms.ChoiceField(label=_("When options have equally many votes"), choices=TieRule.choices)

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", _("every member")), *groups]  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verb takes them."""
        given = self.cleaned_data
        group = int(given["group"]) if given["group"] else None
        return {**given, "options": given["options"].splitlines(), "group": group}


class DecisionForm(forms.Form):
    """Which of the best wins, and why."""

    choice = forms.TypedChoiceField(label=_("Winner"), coerce=int)
    reason = forms.CharField(label=_("Why"), max_length=300)

    def __init__(self, *args: Any, best: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = best  # type: ignore[attr-defined]  # a ChoiceField
