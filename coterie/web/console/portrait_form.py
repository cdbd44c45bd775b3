"""Reading the declared portrait from a form."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Need


class TargetForm(forms.Form):
    """Who is wanted, in shares of any unit."""

    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One per line with its share, like “writer 60”."),
    )
    channels = forms.CharField(label=_("Channels"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))
    weekly = forms.IntegerField(label=_("Messages a week of a member"), min_value=1, max_value=1000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs = {
            f"need_{need}": forms.IntegerField(label=need.label, min_value=0, max_value=1000, required=False)
            for need in Need
        }
        self.fields = {**needs, **self.fields}

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verb takes them."""
        given = self.cleaned_data
        needs = {need.value: given[f"need_{need}"] for need in Need if given[f"need_{need}"]}
        shares = {name: shares_in(given[name]) for name in ("tags", "channels")}
        return {"needs": needs, "weekly": given["weekly"], **shares}


def shares_in(text: str) -> dict[str, int]:
    """Return names with their shares; a line without a number has the share 1."""
    shares: dict[str, int] = {}
    for line in text.splitlines():
        name, _space, share = line.strip().rpartition(" ")
        if name and share.isascii() and share.isdecimal():
            shares[name.strip()] = int(share)
        elif line.strip():
            shares[line.strip()] = 1
    return shares


def initial_of(target: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form's values."""
    texts = {
        name: "\n".join(f"{each} {share}" for each, share in target.get(name, {}).items())
        for name in ("tags", "channels")
    }
    needs = {f"need_{need}": share for need, share in target.get("needs", {}).items()}
    return {**texts, **needs, "weekly": target.get("weekly")}
