"""Reading channels, placements and costs from forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.joining.enums import Platform
from coterie.kit.errors import Invalid
from coterie.kit.money import parse

Choices = list[tuple[Any, Any]]


class MindedForm(forms.Form):
    """What is common to channels and placements: a name, notes, and the operator who minds it."""

    name = forms.CharField(label=_("Name"), max_length=60)
    owner = forms.ChoiceField(label=_("Who minds it"), required=False)
    notes = forms.CharField(label=_("Notes"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, operators: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("nobody")), *operators]  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verbs take them."""
        owner = self.cleaned_data["owner"]
        return {**self.cleaned_data, "owner": int(owner) if owner else None}


class ChannelForm(MindedForm):
    """A way by which people come."""

    platform = forms.ChoiceField(label=_("Platform"), choices=Platform.choices)
    welcome = forms.CharField(
        label=_("Welcome of its newcomers"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Empty: the community's own."),
    )
    field_order = ("name", "platform", "owner", "notes", "welcome")


class PlacementForm(MindedForm):
    """One place on a channel."""


class NewPlacementForm(MindedForm):
    """A new place, with a tracking code that is new or printed already."""

    code = forms.ChoiceField(
        label=_("Tracking code"),
        required=False,
        help_text=_("A new one leads into every basic group. One that hangs already keeps its seats."),
    )
    field_order = ("name", "code", "owner", "notes")

    def __init__(self, *args: Any, codes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", _("a new live code")), *codes]  # type: ignore[attr-defined]  # a ChoiceField


class CostForm(forms.Form):
    """What a channel cost."""

    amount = forms.CharField(label=_("Amount"), max_length=24, widget=forms.TextInput({"inputmode": "decimal"}))
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3)
    placement = forms.ChoiceField(label=_("For"), required=False)
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput({"type": "date"}))
    last_day = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput({"type": "date"}),
        help_text=_("The amount is spread evenly over the days."),
    )
    note = forms.CharField(label=_("What for"), max_length=200, required=False)

    def __init__(self, *args: Any, placements: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = [("", _("the whole channel")), *placements]
        self.fields["placement"].choices = whole  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Read the amount in minor units of the currency."""
        given = super().clean() or {}
        if "amount" in given and "currency" in given:
            try:
                given["amount"] = parse(given["amount"], given["currency"].upper()).minor
            except Invalid:
                self.add_error("amount", _("Write an amount like 1,234.50."))
        return given

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verb takes them."""
        placement = self.cleaned_data["placement"]
        return {**self.cleaned_data, "placement": int(placement) if placement else None}
