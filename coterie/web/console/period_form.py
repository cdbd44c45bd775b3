"""Reading the stretch of a review from the address."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

STRETCHES = [
    ("28", _("last 28 days")),
    ("90", _("last 90 days")),
    ("365", _("last 12 months")),
    ("all", _("everything")),
]


class PeriodForm(forms.Form):
    """How far back, up to when, and which group."""

    days = forms.ChoiceField(label=_("Period"), choices=STRETCHES, required=False)
    until = forms.DateField(label=_("Up to"), required=False, widget=forms.DateInput({"type": "date"}))
    group = forms.ChoiceField(label=_("Group"), required=False)

    def __init__(self, *args: Any, groups: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", _("all groups")), *groups]  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self, now: datetime) -> dict[str, Any]:
        """Return what the review is asked; wrong values count as none, and the default is 28 days."""
        self.is_valid()
        given = self.cleaned_data
        until = datetime.combine(given["until"], time()) if given.get("until") else None
        days = given.get("days") or "28"
        end = until or now
        since = None if days == "all" else end - timedelta(days=int(days))
        return {"since": since, "until": until, "group": int(given["group"]) if given.get("group") else None}
