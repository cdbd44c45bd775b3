"""Reading decisions about applicants from forms."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coterie.communities.models import Community
from coterie.joining.enums import PassageState
from coterie.joining.queries.applications import applications_visible_to
from coterie.kit.actor import Actor

STATES = {
    PassageState.WAITING: _("Waiting"),
    PassageState.PASSED: _("Let in"),
    PassageState.DECLINED: _("Declined"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A state as a link above the list."""

    label: Promise
    url: str
    current: bool
    count: int


class StateForm(forms.Form):
    """Which applications to show; lives in the address."""

    state = forms.ChoiceField(choices=list(STATES.items()))

    @classmethod
    def state_in(cls, given: Mapping[str, str]) -> str:
        """Return the state asked for; wrong values count as waiting."""
        form = cls(given)
        return str(form.cleaned_data["state"]) if form.is_valid() else PassageState.WAITING


class DecisionForm(forms.Form):
    """What to decide about the chosen applicants, and why."""

    action = forms.ChoiceField(label=_("Action"), choices=[("approve", _("let in")), ("decline", _("decline"))])
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"aria-label": _("Reason"), "placeholder": _("Reason, which they read")}),
    )


def state_tabs(actor: Actor, community: Community, state: str) -> list[Tab]:
    """Return the states with how many are in each."""
    return [
        Tab(label, f"?state={name}", name == state, applications_visible_to(actor, community.pk, state=name).count())
        for name, label in STATES.items()
    ]
