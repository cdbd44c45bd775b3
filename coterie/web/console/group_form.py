"""Reading a group from a form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.groups.enums import Tier


class GroupForm(forms.Form):
    """A group's facts."""

    name = forms.CharField(label=_("Name"), max_length=60)
    tier = forms.ChoiceField(label=_("Tier"), choices=Tier.choices)
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=100_000, initial=200)
    description = forms.CharField(label=_("What it is for"), max_length=300, required=False)
