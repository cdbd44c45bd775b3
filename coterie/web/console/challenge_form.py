"""Reading challenges from forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.rituals.enums import Proof
from coterie.rituals.models import Challenge
from coterie.web.console.ritual_form import CALENDAR, Choices


class ChallengeForm(forms.Form):
    """What members do each day."""

    title = forms.CharField(label=_("Name"), max_length=80)
    brief = forms.CharField(
        label=_("What people should know"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    group = forms.ChoiceField(label=_("In which group"))
    proof = forms.ChoiceField(label=_("What one shows"), choices=Proof.choices)
    unit = forms.CharField(
        label=_("Unit of the number"), max_length=15, required=False, help_text=_("Such as kg, pages or km.")
    )
    first_on = forms.DateField(label=_("First day"), widget=CALENDAR)
    last_on = forms.DateField(label=_("Last day"), widget=CALENDAR)
    cards = forms.IntegerField(
        label=_("Make-up cards"),
        min_value=0,
        max_value=31,
        initial=2,
        help_text=_("Missed days that everybody may make up for."),
    )
    needed = forms.IntegerField(label=_("Per cent of the days that pass"), min_value=1, max_value=100, initial=80)
    says = forms.BooleanField(label=_("Say each check-in in the group"), required=False, initial=True)

    def __init__(self, *args: Any, groups: Choices, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups  # type: ignore[attr-defined]  # a ChoiceField
        if fixed:
            del self.fields["group"]

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verbs take them."""
        given = dict(self.cleaned_data)
        return {**given, "group": int(given["group"])} if "group" in given else given

    @staticmethod
    def initial_of(row: Challenge) -> dict[str, Any]:
        """Return what stands in the form at first."""
        return {name: getattr(row, name) for name in ChallengeForm.base_fields if name != "group"}


class PauseForm(forms.Form):
    """Days that are free for everybody."""

    first_on = forms.DateField(label=_("From"), widget=CALENDAR)
    last_on = forms.DateField(label=_("Until"), widget=CALENDAR)
    reason = forms.CharField(label=_("Reason"), max_length=120, required=False)
