"""Reading a provider's credentials from a form: secrets are never shown again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.market.domain.provider_account import LONGEST
from coterie.market.providers.port import Field
from coterie.market.queries.providers import Setup, fields_of

KEPT = _("Kept. Leave it empty, and it stays.")


class ProviderForm(forms.Form):
    """The credentials of one provider; what must be there the provider says."""

    may_stay_empty = True

    def __init__(self, *args: Any, setup: Setup) -> None:
        super().__init__(*args)
        self.initial = {**setup.said, "on": setup.is_on}
        for field in fields_of(setup.provider):
            self.fields[field.name] = credential(field, kept=field.name in setup.kept)
        self.fields["on"] = forms.BooleanField(label=_("Buyers can choose it"), required=False)

    def facts(self) -> dict[str, Any]:
        """Return what was filled in as the verb takes it."""
        given = dict(self.cleaned_data)
        return {"on": given.pop("on"), "secrets": given}


def credential(field: Field, *, kept: bool) -> forms.CharField:
    """Return the field for one credential."""
    quiet = {"autocomplete": "off", "spellcheck": "false"}
    widget: forms.Widget = forms.Textarea({"rows": 4, **quiet}) if field.lines else forms.TextInput(quiet)
    if field.secret and not field.lines:
        widget = forms.PasswordInput({**quiet, "autocomplete": "new-password"})
    return forms.CharField(
        label=field.label, required=False, max_length=LONGEST, widget=widget, help_text=KEPT if kept else ""
    )


class StatementForm(forms.Form):
    """A provider's file."""

    provider = forms.ChoiceField(label=_("Provider"))
    file = forms.FileField(label=_("Statement"), help_text=_("As the provider hands it out, unpacked. 5 MB at most."))

    def __init__(self, *args: Any, providers: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].choices = providers  # type: ignore[attr-defined]  # a ChoiceField
