"""Reading the slots of a live code from forms."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.joining.enums import Whom
from coterie.joining.models import Slot
from coterie.web.picture_input import PICTURE

CLOCK = forms.TimeInput({"type": "time"}, format="%H:%M")
MOMENT = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class SlotForm(forms.Form):
    """Seats behind a code."""

    capacity = forms.IntegerField(label=_("Seats"), min_value=0, max_value=100_000)
    reserve = forms.IntegerField(label=_("Kept back"), min_value=0, max_value=100_000, initial=0)
    expires_at = forms.DateTimeField(label=_("Until"), required=False, widget=MOMENT)
    order = forms.IntegerField(label=_("Place in the order"), min_value=0, max_value=10_000, required=False)
    weight = forms.IntegerField(
        label=_("Weight"),
        min_value=1,
        max_value=1000,
        initial=1,
        help_text=_("For a choice by chance: 3 gets three times as many as 1."),
    )
    languages = forms.CharField(
        label=_("Only for these languages"),
        max_length=60,
        required=False,
        help_text=_("Short names, like zh en ja; what the visitor's browser asks for."),
    )
    from_time = forms.TimeField(label=_("Only from"), required=False, widget=CLOCK)
    to_time = forms.TimeField(
        label=_("Only until"),
        required=False,
        widget=CLOCK,
        help_text=_("By the community's clock; may lie after midnight."),
    )
    whom = forms.ChoiceField(label=_("Only for"), choices=Whom.choices, required=False)


class NewSlotForm(SlotForm):
    """More seats: in a group here, at an address, or behind the picture of another group's QR code."""

    group = forms.ChoiceField(label=_("Group"), required=False)
    picture = forms.FileField(
        label=_("Or the QR code of a chat group"),
        required=False,
        widget=PICTURE,
        help_text=_("A screenshot will do. Without another date it ends in seven days."),
    )
    external_url = forms.URLField(label=_("Or an address elsewhere"), required=False, assume_scheme="https")
    field_order = ("group", "picture", "external_url")

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [*groups, ("", _("no group here"))]  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verb takes them; a picture or an address goes before the group chosen beforehand."""
        given = dict(self.cleaned_data)
        upload = given.pop("picture")
        given["picture"] = upload.read() if upload else b""
        if given["picture"] or given["external_url"]:
            given["group"] = ""
        if given["expires_at"] is None:
            del given["expires_at"]
        return given


class PictureForm(forms.Form):
    """Another picture for a slot."""

    picture = forms.FileField(label=_("The new QR code of the same group"), widget=PICTURE)
    expires_at = forms.DateTimeField(
        label=_("Until"), required=False, widget=MOMENT, help_text=_("Empty: seven days from now.")
    )

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verb takes them."""
        return {"picture": self.cleaned_data["picture"].read(), "expires_at": self.cleaned_data["expires_at"]}


class CountForm(forms.Form):
    """How many people a host counts in a group that we cannot see."""

    inside = forms.IntegerField(label=_("People in the group now"), min_value=0, max_value=100_000)


def facts_of(slot: Slot) -> dict[str, object]:
    """Return the form's values for a slot."""
    names = ("capacity", "reserve", "expires_at", "order", "weight", "whom")
    facts: dict[str, object] = {name: getattr(slot, name) for name in names}
    hours = {"from_time": clock_of(slot.from_minute), "to_time": clock_of(slot.to_minute)}
    return facts | hours | {"languages": slot.languages.replace(",", " ")}


def clock_of(minute: int | None) -> time | None:
    """Return a minute of the day as a time."""
    return None if minute is None else time(minute // 60, minute % 60)
