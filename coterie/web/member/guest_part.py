"""What the page of one time says of its guest, of the questions to them, and of how good it was."""

from django import forms
from django.utils.translation import gettext_lazy

from coterie.rituals.models import Occurrence
from coterie.rituals.queries.guests import appearance_at, questions_for, rating_by, verdict_on
from coterie.web.member.place import Standing

STARS = [(str(stars), "★" * stars) for stars in range(5, 0, -1)]


class AskForm(forms.Form):
    """Something to ask the guest."""

    text = forms.CharField(label=gettext_lazy("What do you want to know?"), max_length=300)


class RatingForm(forms.Form):
    """How good it was."""

    stars = forms.TypedChoiceField(
        label=gettext_lazy("How good was it?"), coerce=int, choices=STARS, widget=forms.RadioSelect
    )
    words = forms.CharField(label=gettext_lazy("In a few words"), max_length=300, required=False)


def of_guest(standing: Standing, row: Occurrence) -> dict[str, object]:
    """Return what the page of one time says of its guest and of how good it was."""
    mine = rating_by(row.pk, standing.member)
    known = {"stars": str(mine.stars), "words": mine.words} if mine else {}
    return {
        "appearance": appearance_at(row.pk),
        "questions": questions_for(row, reader=standing.member),
        "verdict": verdict_on(row.pk),
        "rated": mine is not None,
        "ask_form": AskForm(),
        "rating_form": RatingForm(initial=known),
    }
