"""Reading the canvas and the opening from a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from coterie.communities.enums import CommunityType, Need, Purpose
from coterie.communities.models import Canvas

PORTRAIT = ("who", "place", "interests", "age_from", "age_to")


def sentence(label: StrOrPromise, hint: StrOrPromise) -> forms.CharField:
    """Return a field for one sentence."""
    return forms.CharField(
        label=label, help_text=hint, max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )


def several(label: StrOrPromise, choices: type[Any]) -> forms.MultipleChoiceField:
    """Return a field for some of a list."""
    return forms.MultipleChoiceField(
        label=label, choices=choices.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class CanvasForm(forms.Form):
    """The canvas: three elements, three questions, what kind, and for whom."""

    may_stay_empty = True

    attribute = sentence(_("Shared attribute"), _("What do these people have in common?"))
    goal = sentence(_("Shared goal"), _("What do they want to reach together?"))
    own_rules = sentence(_("Own rules"), _("What is done here, and what is not?"))
    what_kind = sentence(_("What kind of group is it?"), _("In one sentence, for a stranger."))
    why_together = sentence(_("Why together?"), _("What does nobody get alone?"))
    what_together = sentence(_("What do we do together?"), _("What happens here each week?"))
    types = several(_("Type"), CommunityType)
    purposes = several(_("What is it to earn or win?"), Purpose)
    needs = several(_("Which needs does it answer?"), Need)
    who = forms.CharField(label=_("Who they are"), max_length=200, required=False)
    age_from = forms.IntegerField(label=_("Age from"), min_value=0, max_value=150, required=False)
    age_to = forms.IntegerField(label=_("Age to"), min_value=0, max_value=150, required=False)
    place = forms.CharField(label=_("Where they live"), max_length=100, required=False)
    interests = forms.CharField(label=_("What they like"), max_length=200, required=False)

    @staticmethod
    def initial_of(canvas: Canvas) -> dict[str, Any]:
        """Return the form's values for a canvas."""
        return {**{name: getattr(canvas, name, None) for name in CanvasForm.base_fields}, **canvas.portrait}

    def answers(self) -> dict[str, Any]:
        """Return the answers as the verb takes them."""
        given = dict(self.cleaned_data)
        portrait = {name: given.pop(name) for name in PORTRAIT}
        return given | {"portrait": portrait}


class OpeningForm(forms.Form):
    """Opening, with a reason where the canvas is incomplete."""

    anyway = forms.CharField(label=_("Open anyway, because"), max_length=300, required=False)
