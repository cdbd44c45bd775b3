"""Reading guests from forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.web.picture_input import PICTURE


class GuestForm(forms.Form):
    """Who a guest is."""

    name = forms.CharField(label=_("Name"), max_length=60)
    headline = forms.CharField(label=_("Known for"), max_length=120, required=False)
    profile = forms.CharField(label=_("Profile"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4}))
    topics = forms.CharField(label=_("Can speak about"), max_length=600, required=False)
    contact = forms.CharField(
        label=_("How to reach them"), max_length=200, required=False, help_text=_("Operators alone see this.")
    )
    photo = forms.FileField(label=_("Portrait"), required=False, widget=PICTURE)

    def words(self) -> dict[str, str]:
        """Return what is written."""
        return {name: value for name, value in self.cleaned_data.items() if name != "photo"}


class AppearanceForm(forms.Form):
    """Who comes."""

    guest = forms.TypedChoiceField(label=_("Guest"), coerce=int)

    def __init__(self, *args: object, guests: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what a form takes
        self.fields["guest"].choices = guests  # type: ignore[attr-defined]  # a ChoiceField


class KitForm(forms.Form):
    """Which code leads from the poster to the group."""

    code = forms.ChoiceField(label=_("Live code on it"))

    def __init__(self, *args: object, codes: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what a form takes
        self.fields["code"].choices = codes  # type: ignore[attr-defined]  # a ChoiceField
