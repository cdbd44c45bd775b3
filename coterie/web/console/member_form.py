"""Reading a member, a filter and a bulk action from forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.members.enums import MemberState


class MemberForm(forms.Form):
    """A member's name and title."""

    name = forms.CharField(label=_("Name"), max_length=60)
    title = forms.CharField(label=_("Title"), max_length=30, required=False)


class GiveForm(forms.Form):
    """A badge to give, and why."""

    badge = forms.ChoiceField(label=_("Badge"))
    reason = forms.CharField(label=_("Reason"), max_length=120)

    def __init__(self, *args: Any, badges: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["badge"].choices = badges  # type: ignore[attr-defined]  # a ChoiceField


class FilterForm(forms.Form):
    """What to show of the members; lives in the address."""

    words = forms.CharField(label=_("Search"), max_length=60, required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("all")), *MemberState.choices], required=False)
    tag = forms.CharField(label=_("Tag"), max_length=40, required=False)
    sort = forms.CharField(max_length=20, required=False)

    def facts(self) -> dict[str, str]:
        """Return the filter; wrong values count as none."""
        return {name: self.cleaned_data.get(name) or "" for name in ("words", "state", "tag", "sort")}


class BulkForm(forms.Form):
    """A tag for the chosen members."""

    action = forms.ChoiceField(label=_("Action"), choices=[("tag", _("put tag")), ("untag", _("take tag off"))])
    tag = forms.CharField(
        label=_("Tag"), max_length=40, widget=forms.TextInput({"aria-label": _("Tag"), "placeholder": _("Tag")})
    )
