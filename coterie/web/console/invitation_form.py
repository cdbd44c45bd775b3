"""Reading invitations and batches of redeem codes from forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class InvitationForm(forms.Form):
    """A personal way in."""

    invited = forms.CharField(label=_("For whom"), max_length=60)
    most = forms.IntegerField(label=_("People"), min_value=1, max_value=10_000, initial=1)
    expires_at = forms.DateTimeField(
        label=_("Until"), required=False, widget=forms.DateTimeInput({"type": "datetime-local"})
    )

    def facts(self) -> dict[str, Any]:
        """Return the invitation as the verb takes it."""
        return dict(self.cleaned_data)


class RedeemBatchForm(forms.Form):
    """Codes for one occasion."""

    title = forms.CharField(label=_("Occasion"), max_length=60)
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=10_000, initial=100)
    expires_at = forms.DateTimeField(
        label=_("Until"), required=False, widget=forms.DateTimeInput({"type": "datetime-local"})
    )

    def facts(self) -> dict[str, Any]:
        """Return the batch as the verb takes it."""
        return dict(self.cleaned_data)
