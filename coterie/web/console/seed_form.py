"""Reading what becomes of seed members from forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.members.enums import Promotion


class PromotionForm(forms.Form):
    """What somebody becomes."""

    to = forms.ChoiceField(
        label=_("Becomes"),
        choices=Promotion.choices,
        widget=forms.RadioSelect,
        help_text=_("A partner is noted here; what partners bring and earn is kept where they serve customers."),
    )
    title = forms.CharField(
        label=_("Title of an opinion leader"),
        max_length=30,
        required=False,
        help_text=_("Shown beside the name. Empty: “Opinion leader”."),
    )
