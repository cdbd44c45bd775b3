"""Reading pieces, materials, ideas and columns from forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.rituals.enums import MaterialKind, PieceFormat, Rights
from coterie.rituals.models import Column, Material, Piece
from coterie.web.console.ritual_form import DAYS, MOMENT, Choices
from coterie.web.picture_input import PICTURE


class PieceForm(forms.Form):
    """What a piece says, what it is made of, and where it goes."""

    title = forms.CharField(label=_("Title of the piece"), max_length=120)
    column = forms.TypedChoiceField(label=_("Column"), coerce=int)
    format = forms.ChoiceField(label=_("Format"), choices=PieceFormat.choices)
    body = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 12}),
        help_text=_("An empty line begins a new paragraph."),
    )
    materials = forms.TypedMultipleChoiceField(
        label=_("From the library"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    groups = forms.TypedMultipleChoiceField(
        label=_("Tell these groups"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    is_public = forms.BooleanField(label=_("On a page for everybody"), required=False)
    to_feed = forms.BooleanField(
        label=_("In the feed"), required=False, help_text=_("Feed readers fetch it; only with a page for everybody.")
    )
    to_mail = forms.BooleanField(label=_("By letter, to members who want that"), required=False)
    planned_at = forms.DateTimeField(
        label=_("When it publishes itself"),
        required=False,
        widget=MOMENT,
        help_text=_("By the community's clock, once somebody has approved it. Empty: by hand."),
    )

    def __init__(self, *args: Any, columns: Choices, materials: Choices, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("column", columns), ("materials", materials), ("groups", groups)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        for name, known in (("materials", materials), ("groups", groups)):
            if not known:
                del self.fields[name]

    @staticmethod
    def initial_of(row: Piece) -> dict[str, Any]:
        """Return what stands in the form at first."""
        names = ("title", "format", "body", "is_public", "to_feed", "to_mail", "planned_at")
        chosen = {
            name: [str(pk) for pk in getattr(row, name).values_list("pk", flat=True)]
            for name in ("materials", "groups")
        }
        return {name: getattr(row, name) for name in names} | chosen | {"column": str(row.column_id)}


class NoteForm(forms.Form):
    """What should be otherwise."""

    note = forms.CharField(label=_("What should be otherwise"), max_length=300, widget=forms.Textarea({"rows": 3}))


class MaterialForm(forms.Form):
    """What a material is, where it is from, and whether it may be used."""

    title = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("What it is"), choices=MaterialKind.choices)
    text = forms.CharField(label=_("Text"), max_length=4000, required=False, widget=forms.Textarea({"rows": 5}))
    link = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    photo = forms.FileField(label=_("Picture"), required=False, widget=PICTURE)
    source = forms.CharField(label=_("Source"), max_length=200, required=False, help_text=_("Named below the piece."))
    rights = forms.ChoiceField(
        label=_("Rights"), choices=Rights.choices, help_text=_("A piece with rights that are not clear stays here.")
    )
    tags = forms.CharField(label=_("Tags"), max_length=400, required=False, help_text=_("Parted by commas."))

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verbs take them."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "photo"}
        return {**given, "tags": given["tags"].replace("，", ",").split(",")}

    @staticmethod
    def initial_of(row: Material) -> dict[str, Any]:
        """Return what stands in the form at first."""
        facts = {name: getattr(row, name) for name in MaterialForm.base_fields if name != "photo"}
        return {**facts, "tags": ", ".join(row.tags)}


class LibraryFilter(forms.Form):
    """What one looks for in the library."""

    word = forms.CharField(label=_("Word"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("What it is"), choices=[("", _("all")), *MaterialKind.choices], required=False)
    tag = forms.ChoiceField(label=_("Tag"), required=False)

    def __init__(self, *args: Any, tags: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tag"].choices = [("", _("all")), *((tag, tag) for tag in tags)]  # type: ignore[attr-defined]  # a ChoiceField


class SparkForm(forms.Form):
    """An idea for a piece."""

    text = forms.CharField(label=_("Idea"), max_length=300)
    link = forms.URLField(label=_("Where it was seen"), max_length=500, required=False, assume_scheme="https")
    hot = forms.BooleanField(label=_("Hot: people talk of it now"), required=False)


class ColumnForm(forms.Form):
    """A column: its name, whose it is, and when readers expect it."""

    name = forms.CharField(label=_("Name"), max_length=60)
    profile = forms.TypedChoiceField(label=_("Whose it is"), coerce=int, empty_value=None, required=False)
    format = forms.ChoiceField(label=_("What its pieces usually are"), choices=PieceFormat.choices)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Promised on"), coerce=int, choices=DAYS, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, profiles: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].choices = [("", _("the community's")), *profiles]  # type: ignore[attr-defined]  # a ChoiceField

    @staticmethod
    def initial_of(row: Column) -> dict[str, Any]:
        """Return what stands in the form at first."""
        days = [str(day) for day in row.weekdays]
        return {"name": row.name, "profile": str(row.profile_id or ""), "format": row.format, "weekdays": days}
