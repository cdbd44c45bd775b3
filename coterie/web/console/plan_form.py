"""Reading the terms of a plan from a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.market.enums import Period
from coterie.market.models import Variant


class TermsForm(forms.Form):
    """How long a turn is, and how patient the community is."""

    count = forms.IntegerField(label=_("One turn lasts"), min_value=1, max_value=366, initial=1)
    period = forms.ChoiceField(label=_("Counted in"), choices=Period.choices, initial=Period.MONTHS)
    trial_days = forms.IntegerField(
        label=_("Days to try it"), min_value=0, max_value=90, initial=0,
        help_text=_("Once for each member. 0: it cannot be tried."),
    )  # fmt: skip
    grace_days = forms.IntegerField(
        label=_("Days of grace"), min_value=0, max_value=60, initial=7,
        help_text=_("So long one stays inside after the end, and is reminded to pay."),
    )  # fmt: skip
    pause_days = forms.IntegerField(
        label=_("Days one can pause"), min_value=0, max_value=180, initial=0,
        help_text=_("In each turn. Time stands still, and nothing is open meanwhile."),
    )  # fmt: skip
    renews = forms.BooleanField(
        label=_("The next turn is asked for by itself"), required=False, initial=True,
        help_text=_("Five days before the end an order is made, and the member reminded. Nothing is taken unasked."),
    )  # fmt: skip

    @staticmethod
    def initial_of(row: Variant) -> dict[str, Any]:
        """Return what stands in the form at first."""
        terms = getattr(row, "terms", None)
        names = ("count", "period", "trial_days", "grace_days", "pause_days", "renews")
        return {name: getattr(terms, name) for name in names} if terms else {}
