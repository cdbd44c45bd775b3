"""Reading a new community from a form."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

CURRENCIES = ("CNY", "USD", "EUR", "GBP", "HKD", "JPY", "SGD", "TWD")


class CommunityForm(forms.Form):
    """The first facts of a community."""

    name = forms.CharField(label=_("Name"), max_length=60)
    slug = forms.SlugField(
        label=_("Address"), max_length=40, help_text=_("Part of every link: letters, digits, hyphens.")
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"),
        initial="Asia/Shanghai",
        choices=lambda: [(zone, zone) for zone in sorted(available_timezones())],
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES])
