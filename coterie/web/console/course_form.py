"""Reading chapters, lectures and answers from forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.kit.clock import now
from coterie.market.enums import LectureKind, Opens
from coterie.market.models import Lecture
from coterie.platform.files.storing import store_document

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class ChapterForm(forms.Form):
    """The title of a chapter."""

    title = forms.CharField(label=_("Title"), max_length=80)


class LectureForm(forms.Form):
    """What a lecture is and when it opens."""

    title = forms.CharField(label=_("Title"), max_length=80)
    kind = forms.ChoiceField(label=_("What it is"), choices=LectureKind.choices)
    text = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("With a recording, a video or a file: what one should know of it."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("MP3 or M4A to hear; PDF, e-book, office document, picture, text or ZIP to keep; up to 20 MB."),
    )
    link = forms.CharField(label=_("Address of the video"), max_length=500, required=False, widget=forms.URLInput())
    minutes = forms.IntegerField(label=_("How many minutes it takes"), min_value=0, max_value=600, initial=0)
    preview = forms.BooleanField(label=_("Everybody may have it, as a taste"), required=False)
    opens = forms.ChoiceField(label=_("When it opens"), choices=Opens.choices, initial=Opens.NOW)
    opens_on = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    after_days = forms.IntegerField(
        label=_("Days after buying"), min_value=1, max_value=3660, required=False, help_text=_("1: on the next day.")
    )

    @staticmethod
    def initial_of(row: Lecture) -> dict[str, Any]:
        """Return what the form shows of a lecture."""
        opens = Opens.DATE if row.opens_on else Opens.DAYS if row.after_days else Opens.NOW
        names = ("title", "kind", "text", "link", "minutes", "preview", "opens_on", "after_days")
        return {**{name: getattr(row, name) for name in names}, "opens": opens}

    def facts(self, community: int) -> dict[str, Any]:
        """Return what the verbs take, a file stored first. Raises Invalid for a file that cannot be kept."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        if upload := self.cleaned_data.get("file"):
            stored = store_document(upload.read(), community=community, now=now())
            given |= {"file": stored.key, "file_name": upload.name or ""}
        return given


class AnswerForm(forms.Form):
    """An answer to a question."""

    answer = forms.CharField(label=_("Answer"), max_length=4000, widget=forms.Textarea({"rows": 5}))
    for_all = forms.BooleanField(label=_("Show question and answer to all buyers"), required=False)
