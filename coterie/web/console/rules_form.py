"""Reading rules from a form."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RulesForm(forms.Form):
    """The text that every joiner accepts."""

    text = forms.CharField(label=_("Rules"), max_length=10_000, widget=forms.Textarea({"rows": 12}))
