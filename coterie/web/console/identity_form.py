"""Reading how a community looks from forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Accent
from coterie.communities.models import Community
from coterie.web.picture_input import PICTURE


class IdentityForm(forms.Form):
    """Name, slogan, colour and the pattern of member numbers."""

    name = forms.CharField(label=_("Name"), max_length=60)
    slogan = forms.CharField(
        label=_("Slogan"), max_length=120, required=False, help_text=_("Stands below the name wherever it is shown.")
    )
    accent = forms.ChoiceField(label=_("Colour"), choices=Accent.choices, widget=forms.RadioSelect)
    number_pattern = forms.CharField(
        label=_("Member numbers"),
        max_length=20,
        help_text=_("# is the number: No.# gives No.7, XH-#### gives XH-0007."),
    )

    @staticmethod
    def initial_of(community: Community) -> dict[str, str]:
        """Return what stands in the form at first."""
        return {name: getattr(community, name) for name in IdentityForm.base_fields}


class LogoForm(forms.Form):
    """A picture in the place of the letter."""

    picture = forms.FileField(label=_("Picture"), widget=PICTURE, help_text=_("A square one looks best; up to 12 MB."))
