"""Reading how a person wants to be called and spoken to."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


def zones() -> list[tuple[str, object]]:
    """Return the time zones to choose from."""
    return [("", _("As each community")), *((zone, zone.replace("_", " ")) for zone in sorted(available_timezones()))]


class ProfileForm(forms.Form):
    """Name, language and time zone."""

    name = forms.CharField(label=_("Name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("As the browser")), *settings.LANGUAGES], required=False
    )
    timezone = forms.ChoiceField(label=_("Time zone"), choices=zones, required=False)
