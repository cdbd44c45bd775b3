"""Reading gatherings from forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.rituals.models import Gathering
from coterie.web.console.ritual_form import MOMENT, Choices
from coterie.web.picture_input import PICTURE


class GatheringForm(forms.Form):
    """When, where and for how many."""

    title = forms.CharField(label=_("Name"), max_length=80)
    brief = forms.CharField(
        label=_("What people should know"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    group = forms.ChoiceField(label=_("For whom"), required=False)
    starts_at = forms.DateTimeField(label=_("Begins"), widget=MOMENT, help_text=_("By the community's clock."))
    ends_at = forms.DateTimeField(label=_("Ends"), widget=MOMENT)
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Online at"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("Shown to who has a place."),
    )
    cost = forms.CharField(label=_("What it costs, and who pays"), max_length=120, required=False)
    places = forms.IntegerField(label=_("How many places"), min_value=1, max_value=100_000, initial=50)
    offer_minutes = forms.IntegerField(
        label=_("Keep a free place, in minutes"),
        min_value=5,
        max_value=10_080,
        initial=240,
        help_text=_("For who waits longest; then for the next."),
    )

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", _("every member")), *groups]  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verbs take them."""
        given = self.cleaned_data
        return {**given, "group": int(given["group"]) if given["group"] else None}

    @staticmethod
    def initial_of(row: Gathering) -> dict[str, Any]:
        """Return what stands in the form at first."""
        facts = {name: getattr(row, name) for name in GatheringForm.base_fields if name != "group"}
        return {**facts, "group": str(row.group_id or "")}


class RecapForm(forms.Form):
    """How it was."""

    recap = forms.CharField(label=_("How it was"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4}))


class PhotoForm(forms.Form):
    """A picture of it."""

    picture = forms.FileField(label=_("Picture"), widget=PICTURE)


class TicketForm(forms.Form):
    """A ticket at the door, and when it was shown where the door had no network."""

    secret = forms.CharField(
        label=_("Ticket"),
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )
    at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def clean_secret(self) -> str:
        """Return the ticket's signs; the whole address that a code says will do."""
        return str(self.cleaned_data["secret"]).strip().rstrip("/").rpartition("/")[2].lower()
