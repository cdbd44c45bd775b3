"""Reading the profiles of a community from forms: lists are lines, pairs have a bar between them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import ProfileKind
from coterie.communities.models import Profile
from coterie.web.picture_input import PICTURE

LINES = {"endorsements": ("words", "who"), "pieces": ("title", "url")}
"""What stands before and after the bar."""


class ProfileForm(forms.Form):
    """Who somebody is, what they know, who vouches for them."""

    kind = forms.ChoiceField(label=_("Whose profile it is"), choices=ProfileKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=60)
    headline = forms.CharField(label=_("Known for, in a line"), max_length=120, required=False)
    persona = forms.CharField(
        label=_("Who this is, and what for"), max_length=2000, required=False, widget=forms.Textarea({"rows": 5})
    )
    expertise = forms.CharField(
        label=_("At home in, one per line"), max_length=800, required=False, widget=forms.Textarea({"rows": 3})
    )
    endorsements = forms.CharField(
        label=_("Who vouches, one per line: words | who"),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Only what was really said, by who may be named."),
    )
    pieces = forms.CharField(
        label=_("Signature pieces, one per line: title | address"),
        max_length=8000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    account = forms.ChoiceField(
        label=_("Who speaks as it"),
        required=False,
        help_text=_("An operator, or a member with a title. What they say in the groups counts for the authority."),
    )
    photo = forms.FileField(label=_("Portrait"), required=False, widget=PICTURE)

    def __init__(self, *args: Any, speakers: Mapping[str, tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speakers = speakers
        choices = [("", _("nobody yet")), *((key, name) for key, (_pk, name) in speakers.items())]
        self.fields["account"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verbs take them."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "photo"}
        given["expertise"] = given["expertise"].splitlines()
        given |= {name: pairs_in(given[name], parts) for name, parts in LINES.items()}
        chosen = given["account"]
        return {**given, "account": self.speakers[chosen][0] if chosen else None}

    @staticmethod
    def initial_of(row: Profile) -> dict[str, Any]:
        """Return what stands in the form at first."""
        facts = {name: getattr(row, name) for name in ("kind", "name", "headline", "persona")}
        lines = {name: lines_of(getattr(row, name), parts) for name, parts in LINES.items()}
        account = row.account.key if row.account else ""
        return {**facts, **lines, "expertise": "\n".join(row.expertise), "account": account}


def pairs_in(text: str, parts: tuple[str, str]) -> list[dict[str, str]]:
    """Read pairs; the last bar of a line parts it."""
    lines = [line.rpartition("|") for line in text.splitlines() if line.strip()]
    return [{parts[0]: before.strip(), parts[1]: after.strip()} for before, _bar, after in lines]


def lines_of(pairs: Sequence[Mapping[str, str]], parts: tuple[str, str]) -> str:
    """Write pairs as lines."""
    return "\n".join(f"{one[parts[0]]} | {one[parts[1]]}" for one in pairs)
