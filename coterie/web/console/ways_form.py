"""Reading from the address what is compared."""

from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.joining.enums import Platform
from coterie.review.rules.period import Period, whole_days
from coterie.web.console.period_form import STRETCHES

DEFAULT = "28"


class WaysForm(forms.Form):
    """How far back, up to when, and which platform."""

    days = forms.ChoiceField(label=_("Period"), choices=STRETCHES, required=False)
    until = forms.DateField(label=_("Up to"), required=False, widget=forms.DateInput({"type": "date"}))
    platform = forms.ChoiceField(label=_("Platform"), choices=[("", _("all")), *Platform.choices], required=False)

    @property
    def days_back(self) -> str:
        """Return how far back; a wrong value counts as none."""
        self.is_valid()
        return self.cleaned_data.get("days") or DEFAULT

    @property
    def on(self) -> str:
        """Return the platform that is asked for."""
        self.is_valid()
        return self.cleaned_data.get("platform") or ""

    @property
    def has_before(self) -> bool:
        """Tell whether there is a period before to compare with."""
        return self.days_back != "all"

    def period(self, now: datetime, zone: str) -> Period | None:
        """Return the whole local days that are asked for; None for everything."""
        self.is_valid()
        last: date = self.cleaned_data.get("until") or now.astimezone(ZoneInfo(zone)).date()
        return whole_days(last, int(self.days_back), zone) if self.has_before else None

    def query(self) -> str:
        """Return the address that asks for the same."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return f"?{urlencode(given)}" if given else ""
