"""Reading from a form for how many people, and for how long, something costs less."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.market.models import TeamTerms
from coterie.web.console.market_form import MoneyField, PricedForm, written


class TeamTermsForm(PricedForm):
    """How a way to buy is sold to teams."""

    people = forms.IntegerField(label=_("How many people"), min_value=2, max_value=50)
    hours = forms.IntegerField(
        label=_("Within how many hours"), min_value=1, max_value=168, help_text=_("They run from the first payment.")
    )
    price = MoneyField(label=_("Price for each"), help_text=_("Less than alone."))

    @staticmethod
    def initial_of(row: TeamTerms | None, currency: str) -> dict[str, Any]:
        """Return what stands in the form at first."""
        if row is None:
            return {"people": 3, "hours": 24}
        return {"people": row.people, "hours": row.hours, "price": written(row.price, currency)}
