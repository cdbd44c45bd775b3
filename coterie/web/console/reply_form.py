"""Reading keyword replies from forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.joining.enums import Match

Choices = list[tuple[str, str]]


class ReplyForm(forms.Form):
    """The words and the answer."""

    words = forms.CharField(
        label=_("Words, one per line"),
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Any of them calls for the answer. Case, width and traditional or simplified signs are alike."),
    )
    match = forms.ChoiceField(label=_("What somebody writes"), choices=Match.choices)
    text = forms.CharField(
        label=_("What is answered"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    code = forms.ChoiceField(label=_("With the live code"), required=False)
    bait = forms.ChoiceField(label=_("With the bait"), required=False, help_text=_("Theirs once they have joined."))
    channel = forms.ChoiceField(label=_("Only on the channel"), required=False)
    order = forms.IntegerField(
        label=_("Place in the order"),
        min_value=0,
        max_value=1000,
        initial=100,
        help_text=_("Of replies that fit alike the lower one answers."),
    )

    def __init__(self, *args: Any, codes: Choices, baits: Choices, channels: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("code", codes), ("bait", baits), ("channel", channels)):
            self.fields[name].choices = [("", _("none")), *choices]  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verbs take them."""
        given = self.cleaned_data
        rows = {name: int(given[name]) if given[name] else None for name in ("code", "bait", "channel")}
        return {**given, **rows, "words": given["words"].splitlines()}


class TryForm(forms.Form):
    """A text to try; lives in the address."""

    text = forms.CharField(label=_("What somebody writes"), max_length=200)
    channel = forms.ChoiceField(label=_("Channel"), required=False)

    def __init__(self, *args: Any, channels: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [("", _("none")), *channels]  # type: ignore[attr-defined]  # a ChoiceField
