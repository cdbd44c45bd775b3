"""Reading product trials and rallies from forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.rituals.models import Trial
from coterie.web.console.ritual_form import MOMENT, Choices


class TrialForm(forms.Form):
    """What can be tried, by how many, and what is asked afterwards."""

    title = forms.CharField(label=_("What can be tried"), max_length=80)
    brief = forms.CharField(
        label=_("What people should know"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    group = forms.ChoiceField(label=_("For whom"), required=False)
    places = forms.IntegerField(label=_("How many places"), min_value=1, max_value=10_000, initial=10)
    apply_until = forms.DateTimeField(label=_("Apply until"), widget=MOMENT, help_text=_("By the community's clock."))
    feedback_until = forms.DateTimeField(label=_("Feedback until"), widget=MOMENT)
    questions = forms.CharField(
        label=_("Questions afterwards, one per line"),
        max_length=3000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Stars from one to five are always asked for."),
    )

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", _("every member")), *groups]  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verbs take them."""
        given = self.cleaned_data
        group = int(given["group"]) if given["group"] else None
        return {**given, "group": group, "questions": given["questions"].splitlines()}

    @staticmethod
    def initial_of(row: Trial) -> dict[str, Any]:
        """Return what stands in the form at first."""
        facts = {name: getattr(row, name) for name in TrialForm.base_fields}
        return {**facts, "group": str(row.group_id or ""), "questions": "\n".join(row.questions)}


class ChoiceForm(forms.Form):
    """What becomes of the ticked applicants."""

    on = forms.TypedChoiceField(coerce=lambda value: value == "1", choices=[("1", ""), ("0", "")])


class RallyForm(forms.Form):
    """Who is called, to do what, and until when."""

    title = forms.CharField(label=_("Name"), max_length=80)
    task = forms.CharField(label=_("What is to be done"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    tag = forms.ChoiceField(
        label=_("Who is called"), help_text=_("Who wants such letters gets one; the others read it when they look in.")
    )
    closes_at = forms.DateTimeField(
        label=_("Until"), widget=MOMENT, help_text=_("Within two weeks, by the community's clock.")
    )

    def __init__(self, *args: Any, tags: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tag"].choices = [(tag, tag) for tag in tags]  # type: ignore[attr-defined]  # a ChoiceField
