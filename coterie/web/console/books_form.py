"""Reading from the address which days, entries, offer or channel are asked for."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.review.rules.period import Period, whole_days
from coterie.web.console.ritual_form import Choices

FIRST, LAST = date(1990, 1, 1), date(2200, 1, 1)


class DaysForm(forms.Form):
    """From one local day to another, both included; what is left out is the month so far."""

    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("Up to"), required=False, widget=forms.DateInput({"type": "date"}))
    may_stay_empty = True
    begin: date | None = None
    """From which day on, where none is given; None: that of the month."""

    def days(self, now: datetime, zone: str) -> tuple[date, date]:
        """Return the first and the last day; wrong values count as none."""
        self.is_valid()
        today = now.astimezone(ZoneInfo(zone)).date()
        last = min(max(self.cleaned_data.get("until") or today, FIRST), LAST)
        first = self.cleaned_data.get("since") or self.begin or last.replace(day=1)
        return min(max(first, FIRST), last), last

    def period(self, now: datetime, zone: str) -> Period:
        """Return the same as moments."""
        first, last = self.days(now, zone)
        return whole_days(last, (last - first) // timedelta(1) + 1, zone)

    def query(self) -> str:
        """Return the address that asks for the same."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return f"?{urlencode(given)}" if given else ""


class StretchForm(DaysForm):
    """The same; what is left out is all that is known."""

    begin = FIRST


class LegsForm(DaysForm):
    """Which entries of an account; without days all."""

    kind = forms.ChoiceField(label=_("What happened"), required=False)
    field_order = ("kind", "since", "until")

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("all")), *kinds]  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self, now: datetime, zone: str) -> dict[str, Any]:
        """Return what the entries are narrowed to."""
        self.is_valid()
        period, given = self.period(now, zone), self.cleaned_data
        return {
            "kind": given.get("kind") or "",
            "since": period.since if given.get("since") else None,
            "until": period.until if given.get("until") else None,
        }


class ProfitForm(DaysForm):
    """Whose profit, and of which days."""

    offer = forms.TypedChoiceField(label=_("Offer"), required=False, coerce=int, empty_value=None)
    channel = forms.TypedChoiceField(label=_("Channel"), required=False, coerce=int, empty_value=None)
    campaign = forms.ChoiceField(label=_("Campaign"), required=False)
    currency = forms.ChoiceField(label=_("Currency"), required=False)

    def __init__(self, *args: Any, whose: Mapping[str, Choices], currencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in whose.items():
            self.fields[name].choices = [("", _("all")), *rows]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["currency"].choices = currencies  # type: ignore[attr-defined]  # a ChoiceField
        if len(currencies) < 2:
            del self.fields["currency"]

    @property
    def whose(self) -> dict[str, int | None]:
        """Return the offer and the channel that are asked for; wrong values count as none."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in ("offer", "channel")}

    @property
    def campaign_key(self) -> str:
        """Return the key of the campaign that is asked for, if one is."""
        self.is_valid()
        return self.cleaned_data.get("campaign") or ""

    @property
    def in_currency(self) -> str:
        """Return the currency that is asked for, if one is."""
        self.is_valid()
        return self.cleaned_data.get("currency") or ""
