"""Reading a live code and its slots from forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.joining.enums import Strategy


class CodeForm(forms.Form):
    """A live code's facts."""

    title = forms.CharField(
        label=_("What it is called"), max_length=60, help_text=_("Where it hangs or stands, like “Library doors”.")
    )
    folder = forms.CharField(label=_("Folder"), max_length=40, required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    strategy = forms.ChoiceField(label=_("Which group first"), choices=Strategy.choices)
    hold_minutes = forms.IntegerField(
        label=_("Minutes a seat is held"),
        min_value=1,
        max_value=43_200,
        initial=60,
        help_text=_("For a visitor who scanned and has not joined yet."),
    )
    fallback_text = forms.CharField(
        label=_("When every group is full"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
    fallback_contact = forms.CharField(label=_("Whom to ask then"), max_length=120, required=False)
    new_group_name = forms.CharField(
        label=_("New groups by themselves"),
        max_length=50,
        required=False,
        help_text=_(
            "A name with {n} for the number, like “Readers {n}”: one opens when no slot has room. Empty: none."
        ),
    )
    new_group_capacity = forms.IntegerField(
        label=_("Seats of each of these"), min_value=1, max_value=100_000, initial=200
    )
    most_new_groups = forms.IntegerField(label=_("At most so many"), min_value=0, max_value=1000, initial=10)

    def __init__(self, *args: Any, channels: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [("", _("none")), *channels]  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verbs take them."""
        channel = self.cleaned_data["channel"]
        return {**self.cleaned_data, "channel": int(channel) if channel else None}


class NewCodeForm(CodeForm):
    """A new code, with its first slots."""

    slots = forms.IntegerField(
        label=_("New groups"),
        min_value=0,
        max_value=100,
        initial=1,
        help_text=_("0: the seats lie elsewhere, behind an address or a chat group's QR code. Add them afterwards."),
    )
    capacity = forms.IntegerField(label=_("Seats in each"), min_value=1, max_value=100_000, initial=200)


class VisitorForm(forms.Form):
    """Whose way to explain."""

    visitor = forms.IntegerField(label=_("Visitor's number"), min_value=1, max_value=2**63 - 1)
