"""Reading rituals and their times from forms."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.rituals.enums import MissedPolicy, RitualKind, Rule
from coterie.rituals.models import Occurrence, Ritual

Choices = list[tuple[str, str]]
DAYS = [
    ("0", _("Monday")), ("1", _("Tuesday")), ("2", _("Wednesday")), ("3", _("Thursday")), ("4", _("Friday")),
    ("5", _("Saturday")), ("6", _("Sunday")),
]  # fmt: skip
CALENDAR = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
CLOCK = forms.TimeInput({"type": "time"}, format="%H:%M")
MOMENT = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
STEP = re.compile(r"^\s*([+-]?\d{1,5})\s+(\S.*)$")
"""A line of the run of the show: minutes from the beginning, then what happens."""


class RitualForm(forms.Form):
    """What recurs, when and where."""

    title = forms.CharField(label=_("Name"), max_length=80)
    kind = forms.ChoiceField(label=_("What it is"), choices=RitualKind.choices)
    brief = forms.CharField(
        label=_("What people should know"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    groups = forms.MultipleChoiceField(label=_("In which groups"), widget=forms.CheckboxSelectMultiple)
    rule = forms.ChoiceField(label=_("When"), choices=Rule.choices, initial=Rule.WEEKLY)
    weekdays = forms.MultipleChoiceField(
        label=_("Days of the week"), choices=DAYS, required=False, widget=forms.CheckboxSelectMultiple
    )
    every = forms.IntegerField(label=_("Every how many weeks"), min_value=1, max_value=12, initial=1, required=False)
    after = forms.IntegerField(
        label=_("On which day after the beginning"),
        min_value=1,
        max_value=366,
        required=False,
        help_text=_("Of a group, or of whoever joined: the first day is day 1."),
    )
    first_on = forms.DateField(label=_("On, or from"), widget=CALENDAR)
    until = forms.DateField(label=_("Until"), required=False, widget=CALENDAR)
    at = forms.TimeField(label=_("At"), widget=CLOCK, help_text=_("By the community's clock."))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=1440, initial=30)
    hosts = forms.MultipleChoiceField(
        label=_("Who holds it, in turn"), required=False, widget=forms.CheckboxSelectMultiple
    )
    announce_hours = forms.IntegerField(
        label=_("Announce, hours ahead"), min_value=0, max_value=168, initial=24, help_text=_("0: do not announce.")
    )
    remind_minutes = forms.IntegerField(
        label=_("Remind, minutes ahead"), min_value=0, max_value=180, initial=15, help_text=_("0: do not remind.")
    )
    missed = forms.ChoiceField(
        label=_("When nothing ran in time"), choices=MissedPolicy.choices, initial=MissedPolicy.LATE
    )
    checklist = forms.CharField(
        label=_("Run of the show"),
        max_length=6000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("A line for each step: minutes from the beginning, then what happens, like -60 Poster goes out."),
    )

    def __init__(self, *args: Any, groups: Choices, hosts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = groups  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["hosts"].choices = hosts  # type: ignore[attr-defined]  # a ChoiceField

    def clean_checklist(self) -> list[dict[str, Any]]:
        """Read the run of the show."""
        lines = [line for line in self.cleaned_data["checklist"].splitlines() if line.strip()]
        found = [STEP.match(line) for line in lines]
        if not all(found):
            raise forms.ValidationError(_("Begin each line with minutes, like 0 Welcome."))
        return [{"minute": int(one[1]), "text": one[2]} for one in found if one]

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verbs take them."""
        given = self.cleaned_data
        numbers = {name: [int(one) for one in given[name]] for name in ("groups", "hosts", "weekdays")}
        return {**given, **numbers, "every": given["every"] or 1, "after": given["after"] or 0}


def facts_of(row: Ritual) -> dict[str, Any]:
    """Return the form's values for a ritual."""
    facts = {name: getattr(row, name) for name in RitualForm.base_fields if name not in ("groups", "checklist")}
    lists = {name: [str(one) for one in facts[name]] for name in ("hosts", "weekdays")}
    steps = "\n".join(f"{step['minute']} {step['text']}" for step in row.checklist)
    groups = [str(group.pk) for group in row.groups.all()]
    return {**facts, **lists, "groups": groups, "checklist": steps, "after": row.after or None}


class TimeForm(forms.Form):
    """The topic and the host of one time."""

    title = forms.CharField(label=_("Topic of this time"), max_length=120, required=False)
    host = forms.ChoiceField(label=_("Who holds it"), required=False)

    def __init__(self, *args: Any, hosts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].choices = [("0", _("nobody yet")), *hosts]  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verb takes them."""
        return {"title": self.cleaned_data["title"], "host": int(self.cleaned_data["host"] or 0)}

    @staticmethod
    def initial_of(row: Occurrence) -> dict[str, str]:
        """Return what stands in the form at first."""
        return {"title": row.title, "host": str(row.host_id or 0)}


class MoveForm(forms.Form):
    """Another time: a moment, or a day at the same hour."""

    starts_at = forms.DateTimeField(label=_("Move to"), widget=MOMENT, required=False)
    on = forms.DateField(required=False, widget=forms.HiddenInput)


class CopyForm(forms.Form):
    """A week to be repeated."""

    to = forms.DateField(label=_("Repeat this week in the week of"), widget=CALENDAR)

    def monday(self) -> date:
        """Return the Monday of the chosen week."""
        to: date = self.cleaned_data["to"]
        return date.fromordinal(to.toordinal() - to.weekday())
