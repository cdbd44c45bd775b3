"""Reading an appointment from a form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Role


class StaffForm(forms.Form):
    """Whom to appoint, as what."""

    email = forms.EmailField(label=_("E-mail of a person with an account"))
    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.value, role.label) for role in Role if role is not Role.OWNER]
    )
