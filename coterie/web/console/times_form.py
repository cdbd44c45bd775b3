"""Reading the times of a service from forms; by the community's clock."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.market.domain.appointment import Pattern
from coterie.market.models import Appointment
from coterie.web.console.ritual_form import CALENDAR, CLOCK, DAYS, MOMENT, Choices


class TimeFactsForm(forms.Form):
    """How many may come, who gives it and where it is."""

    places = forms.IntegerField(label=_("How many places"), min_value=1, max_value=1000, initial=1)
    host = forms.ChoiceField(label=_("Who gives it"), required=False)
    where = forms.CharField(
        label=_("Where it is"), max_length=300, required=False,
        help_text=_("A room, a street, a link. Who has paid is told."),
    )  # fmt: skip

    def __init__(self, *args: Any, hosts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = [("", _("nobody in particular")), *hosts]
        self.fields["host"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean_host(self) -> int | None:
        """Read the member's number, or nobody."""
        return int(self.cleaned_data["host"]) if self.cleaned_data["host"] else None

    @staticmethod
    def initial_of(row: Appointment) -> dict[str, Any]:
        """Return what stands in the form at first."""
        return {"places": row.places, "host": row.host_id, "where": row.where}


class NewTimeForm(TimeFactsForm):
    """One more time."""

    starts_at = forms.DateTimeField(label=_("When"), widget=MOMENT)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=1440, initial=60)
    field_order = ("starts_at", "minutes")


class PatternForm(TimeFactsForm):
    """Times week by week."""

    weekdays = forms.MultipleChoiceField(label=_("Days of the week"), choices=DAYS, widget=forms.CheckboxSelectMultiple)
    at = forms.TimeField(label=_("At"), widget=CLOCK, help_text=_("By the community's clock."))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=1440, initial=60)
    first = forms.DateField(label=_("First day"), widget=CALENDAR)
    last = forms.DateField(label=_("Last day"), widget=CALENDAR, help_text=_("Within a year of the first."))
    field_order = ("weekdays", "at", "minutes", "first", "last")

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verb takes them."""
        given = dict(self.cleaned_data)
        days = frozenset(map(int, given.pop("weekdays")))
        return {"pattern": Pattern(days, given.pop("at"), given.pop("first"), given.pop("last")), **given}


class MoveForm(forms.Form):
    """To which time a booking is moved."""

    time = forms.ChoiceField(label=_("To which time"))

    def __init__(self, *args: Any, times: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time"].choices = times  # type: ignore[attr-defined]  # a ChoiceField


class MoveHoursForm(forms.Form):
    """Until when who booked can move it."""

    move_hours = forms.IntegerField(
        label=_("Hours before it, until when a booking can be moved"), min_value=0, max_value=720
    )


class NewBookingForm(forms.Form):
    """A booking for a member, by hand."""

    member = forms.CharField(label=_("Member"), max_length=60, help_text=_("Their number in this community."))
    variant = forms.ChoiceField(label=_("What they buy"))
    quantity = forms.IntegerField(label=_("How many places"), min_value=1, max_value=1000, initial=1)

    def __init__(self, *args: Any, variants: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["variant"].choices = variants  # type: ignore[attr-defined]  # a ChoiceField
