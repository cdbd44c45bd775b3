"""Reading what a program is to be allowed."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.kit.clock import now

MEMBER_SCOPES = [
    ("read_member", _("Read as a member: my groups and their messages")),
    ("write_member", _("Write as a member: join, post, react")),
]
LIFETIMES = [("30", _("30 days")), ("90", _("90 days")), ("365", _("One year")), ("0", _("No end"))]


class TokenForm(forms.Form):
    """A program's name, what it may do, and for how long."""

    name = forms.CharField(label=_("What is it for?"), max_length=60)
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"), choices=[*MEMBER_SCOPES, *Permission.choices], widget=forms.CheckboxSelectMultiple
    )
    lifetime = forms.ChoiceField(label=_("For how long?"), choices=LIFETIMES, initial="90")

    def expires_at(self) -> datetime | None:
        """Return the chosen end."""
        days = int(self.cleaned_data["lifetime"])
        return now() + timedelta(days=days) if days else None
