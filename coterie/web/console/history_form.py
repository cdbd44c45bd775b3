"""Reading an import from a form."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from coterie.reach.domain.import_file import AUTO, KINDS

LARGEST = 50 * 1024 * 1024
"""Bytes taken from a browser; larger files go through the terminal."""


class HistoryForm(forms.Form):
    """A file and what it is."""

    file = forms.FileField(label=_("File"), help_text=_("A chat log, orders or events. Taking it twice adds nothing."))
    kind = forms.ChoiceField(label=_("Kind"), choices=[(AUTO, _("find out")), *((kind, kind) for kind in KINDS)])
    group = forms.CharField(
        label=_("Group of a chat log"), max_length=60, required=False, help_text=_("Empty: one named after the file.")
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is too large for a browser."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size and file.size > LARGEST:
            raise forms.ValidationError(_("Larger than 50 MB: use “coterie import” in the terminal."))
        return file
