"""Reading a group from a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.groups.enums import Tier

Choices = list[tuple[int, str]]


class GroupForm(forms.Form):
    """A group's facts."""

    name = forms.CharField(label=_("Name"), max_length=60)
    tier = forms.ChoiceField(label=_("Tier"), choices=Tier.choices)
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=100_000, initial=200)
    description = forms.CharField(label=_("What it is for"), max_length=300, required=False)


class PaceForm(forms.Form):
    """How fast members speak, when only hosts do, and which group comes after this one."""

    slow_seconds = forms.IntegerField(
        label=_("Seconds between two messages of one member"),
        help_text=_("0: as fast as they like. Hosts are not held up."),
        min_value=0,
        max_value=86_400,
        initial=0,
    )
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    quiet_to = forms.TimeField(
        label=_("Quiet until"),
        help_text=_("By the community's clock; then only hosts speak."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    leads_to = forms.TypedChoiceField(
        label=_("Leads to"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("The group that members go on to from here, such as a VIP group."),
    )

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leads_to"].choices = [("", _("no other group")), *groups]  # type: ignore[attr-defined]  # a ChoiceField


class MoveForm(forms.Form):
    """Who goes where."""

    members = forms.TypedMultipleChoiceField(label=_("Who"), coerce=int, widget=forms.CheckboxSelectMultiple)
    to = forms.TypedChoiceField(label=_("To"), coerce=int)
    stay = forms.BooleanField(label=_("They keep their seat here as well"), required=False)

    def __init__(self, *args: Any, groups: Choices, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = groups  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["members"].choices = members  # type: ignore[attr-defined]  # a ChoiceField
