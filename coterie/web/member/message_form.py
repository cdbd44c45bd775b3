"""What a member types."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.talk.enums import Emoji


class MessageForm(forms.Form):
    """A message to post: words, and what it answers."""

    text = forms.CharField(required=False, max_length=4_000, strip=False)
    reply = forms.CharField(required=False, max_length=12)
    nonce = forms.CharField(required=False, max_length=40)
    question = forms.BooleanField(required=False)


class WordsForm(forms.Form):
    """A message's new words."""

    text = forms.CharField(
        label=_("Your words"),
        max_length=4_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "autofocus": True}),
    )


class ReactionForm(forms.Form):
    """A sign for a message."""

    emoji = forms.ChoiceField(choices=Emoji.choices)
