"""Reading a bait from a form."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from coterie.joining.enums import BaitKind
from coterie.platform.files.document import LARGEST


class BaitForm(forms.Form):
    """What a bait is and how long it lasts."""

    title = forms.CharField(
        label=_("Title"),
        max_length=60,
        help_text=_("What posters and the door promise, like “Thirty headlines that sold”."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, e-book, office document, picture, MP3, MP4, text or ZIP, up to 20 MB."),
    )
    url = forms.CharField(label=_("Address"), max_length=500, required=False, widget=forms.URLInput())
    text = forms.CharField(label=_("Text"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3}))
    limit = forms.IntegerField(
        label=_("How many there are"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text=_("Empty: for everybody."),
    )
    expires_at = forms.DateTimeField(
        label=_("Until"), required=False, widget=forms.DateTimeInput({"type": "datetime-local"})
    )
    shown = {BaitKind.FILE: "file", BaitKind.LINK: "url", BaitKind.TEXT: "text"}

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for only, name in self.shown.items():
            if only != kind:
                del self.fields[name]

    def clean_file(self) -> UploadedFile[bytes] | None:
        """Refuse what is too large before it is read."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file and file.size and file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        return file


class NewBaitForm(BaitForm):
    """A new bait; of one that gives a text to each, the texts."""

    texts = forms.CharField(
        label=_("Texts, one per line"), required=False, widget=forms.Textarea({"rows": 6}), max_length=2_100_000
    )
    field_order = ("title", "file", "url", "text", "texts", "limit", "expires_at")

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        if kind != BaitKind.TEXTS:
            del self.fields["texts"]


class TextsForm(forms.Form):
    """More texts for a bait that gives each once."""

    texts = forms.CharField(
        label=_("More texts, one per line"), widget=forms.Textarea({"rows": 4}), max_length=2_100_000
    )


class HookForm(forms.Form):
    """Where a bait is to hang."""

    hook = forms.ChoiceField(label=_("Hang it on"))

    def __init__(
        self, *args: Any, codes: list[tuple[str, str]], channels: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hook"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (_("Channels"), [(f"channel:{key}", name) for key, name in channels]),
            (_("Live codes"), [(f"code:{slug}", title) for slug, title in codes]),
        ]
