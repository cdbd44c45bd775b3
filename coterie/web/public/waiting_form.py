"""Reading the address of somebody who waits."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WaitingForm(forms.Form):
    """Where to write to, once."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "email"}))
    consent = forms.BooleanField(label=_("Write me one letter when a seat is free, then delete my address."))
