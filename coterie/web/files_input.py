"""The field that takes several files from a phone."""

from collections.abc import Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile

Upload = UploadedFile[bytes]


class FilesInput(forms.FileInput):
    """Offers to choose more than one file."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; none is an empty list. What is taken, the bytes decide."""

    widget = FilesInput

    def clean(self, data: Sequence[Upload] | None, initial: object = None) -> list[Upload]:
        """Return what was sent, each looked at as a single file is."""
        return [super(FilesField, self).clean(one, initial) for one in data or ()]
