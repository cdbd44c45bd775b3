"""Reading what to do with many codes from forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from coterie.joining.enums import CodeState

LARGEST = 1024 * 1024
FOLDER = "folder"
ACTIONS = [
    (FOLDER, _("into the folder")),
    (CodeState.PAUSED.value, _("pause")),
    (CodeState.ON.value, _("give seats again")),
    (CodeState.ARCHIVED.value, _("put away")),
]


class Shelf(TypedDict):
    """Which codes to list."""

    folder: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A folder as a link above the list."""

    label: str | Promise
    url: str
    current: bool


def shelf_in(given: Mapping[str, str]) -> Shelf:
    """Return what the address asks for; a wrong state counts as none."""
    state = given.get("state", "")
    return {"folder": given.get("folder") or None, "state": state if state in CodeState.values else ""}


def shelf_tabs(folders: Sequence[str], shelf: Shelf) -> list[Tab]:
    """Return all codes, each folder, and what was put away; nothing to choose from without folders."""
    away = shelf["state"] == CodeState.ARCHIVED
    return [
        Tab(_("All"), "?", shelf["folder"] is None and not away),
        *(Tab(name, f"?{urlencode({'folder': name})}", shelf["folder"] == name) for name in folders),
        Tab(_("Put away"), f"?state={CodeState.ARCHIVED}", away),
    ]


class BulkForm(forms.Form):
    """What to do with the codes that are ticked."""

    action = forms.ChoiceField(label=_("Action"), choices=ACTIONS)
    folder = forms.CharField(
        label=_("Folder"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"aria-label": _("Folder"), "placeholder": _("Folder; empty: none"), "list": "folders"}),
    )

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verb takes them."""
        action = self.cleaned_data["action"]
        return {"folder": self.cleaned_data["folder"]} if action == FOLDER else {"state": action}


class FolderForm(forms.Form):
    """Another name for a folder."""

    name = forms.CharField(
        label=_("What the folder is called"),
        max_length=40,
        required=False,
        help_text=_("Under the name of another folder the two become one. Empty: its codes stand in no folder."),
    )


class CopyForm(forms.Form):
    """What a copy is called."""

    title = forms.CharField(
        label=_("What the copy is called"),
        max_length=60,
        help_text=_("It has the same settings, groups and steps at the door. Visitors and seats stay with the first."),
    )


class LookForm(forms.Form):
    """The colours of a code's picture, and the sign in its middle."""

    dark = forms.CharField(label=_("The code"), max_length=7, widget=forms.TextInput({"type": "color"}))
    light = forms.CharField(label=_("The ground"), max_length=7, widget=forms.TextInput({"type": "color"}))
    sealed = forms.BooleanField(label=_("The community's sign in the middle"), required=False)


class TableForm(forms.Form):
    """A table of codes to make: as a file first, as its text once it was looked at."""

    file = forms.FileField(
        label=_("Table"),
        required=False,
        help_text=_("CSV from any spreadsheet. A column “title” is needed; up to 1,000 rows."),
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean_file(self) -> UploadedFile[bytes] | None:
        """Refuse what no thousand rows are."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file and file.size and file.size > LARGEST:
            raise forms.ValidationError(_("This is larger than a thousand rows: 1 MB at the most."))
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for a table in one of the two ways."""
        given = super().clean() or {}
        if not given.get("file") and not given.get("text") and not self.errors:
            self.add_error("file", _("Choose a file."))
        return given

    def data_given(self) -> bytes:
        """Return the bytes of the table."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        return file.read() if file else str(self.cleaned_data["text"]).encode()
