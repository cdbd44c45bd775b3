"""A day and a time, as the reader's clock shows them."""

from django import forms

MOMENT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A moment that a browser lets one pick."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    input_formats = (MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M")
