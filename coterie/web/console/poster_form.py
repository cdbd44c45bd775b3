"""Reading a poster, and many of them, from forms."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coterie.joining.enums import PosterDesign, PosterForm, PrintedFor

Choices = list[tuple[str, str]]


class SheetForm(forms.Form):
    """What stands on every poster."""

    design = forms.ChoiceField(
        label=_("Design"), choices=PosterDesign.choices, initial=PosterDesign.QUIET, widget=forms.RadioSelect
    )
    code = forms.ChoiceField(label=_("Live code"), help_text=_("Where the poster leads."))
    headline = forms.CharField(label=_("Headline"), max_length=80)
    line = forms.CharField(
        label=_("A line below it"), max_length=200, required=False, widget=forms.Textarea({"rows": 2})
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, codes: Choices, **kwargs: Any) -> None:
        kwargs["initial"] = {"language": get_language(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = codes  # type: ignore[attr-defined]  # a ChoiceField


class PosterWordsForm(SheetForm):
    """One poster, of a place or of a person."""

    name = forms.CharField(
        label=_("Name"), max_length=60, required=False, help_text=_("A member or a guest speaker, if it is about one.")
    )
    title = forms.CharField(label=_("Title or role"), max_length=60, required=False)
    photo = forms.FileField(label=_("Portrait"), required=False, widget=forms.ClearableFileInput({"accept": "image/*"}))

    def facts(self) -> dict[str, Any]:
        """Return the words as the verbs take them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "photo"}


class PrintRunForm(SheetForm):
    """A poster for each of many."""

    people = forms.ChoiceField(
        label=_("One poster for"), choices=PrintedFor.choices, initial=PrintedFor.MEMBERS, widget=forms.RadioSelect
    )
    form = forms.ChoiceField(label=_("As"), choices=PosterForm.choices, initial=PosterForm.PNG)

    field_order = ("people", "design", "code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Where members' posters lead; a code's own poster leads to itself.")
