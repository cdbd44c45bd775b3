"""Reading a landing page, part by part, from a form."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coterie.joining.domain.landing import LONGEST_HEADING, LONGEST_TEXT, MOST_BLOCKS, BlockDraft
from coterie.joining.enums import BlockKind, LandingDesign
from coterie.joining.models import LandingPage
from coterie.web.console.poster_form import Choices

HINTS: dict[str, Promise] = {
    BlockKind.BENEFITS: _("One a line: what it is | what it does for the reader"),
    BlockKind.VOICES: _("One a line: what was said | who said it"),
    BlockKind.SCHEDULE: _("One a line: when | what"),
    BlockKind.QUESTIONS: _("One a line: question | answer"),
    BlockKind.PERSON: _("The heading is the name; the text says who it is."),
}


class LandingForm(forms.Form):
    """What a landing page is called, and how it looks."""

    title = forms.CharField(label=_("Title"), max_length=80)
    slug = forms.SlugField(
        label=_("Address"), max_length=40, help_text=_("The last part: letters, digits, single dashes.")
    )
    description = forms.CharField(
        label=_("In one sentence"),
        max_length=200,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Below the title, in search engines, and where the page is shared."),
    )
    design = forms.ChoiceField(
        label=_("Design"), choices=LandingDesign.choices, initial=LandingDesign.LETTER, widget=forms.RadioSelect
    )
    code = forms.ChoiceField(label=_("Live code"), required=False, help_text=_("Where the page leads."))

    def __init__(self, *args: Any, codes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", _("Front door")), *codes]  # type: ignore[attr-defined]  # a ChoiceField


class BlockForm(forms.Form):
    """One part of the page."""

    kind = forms.ChoiceField(choices=BlockKind.choices, widget=forms.HiddenInput)
    heading = forms.CharField(label=_("Heading"), max_length=LONGEST_HEADING, required=False)
    text = forms.CharField(label=_("Text"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea({"rows": 5}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = str(HINTS.get(self.part, ""))

    @property
    def part(self) -> str:
        """What the part is."""
        return str(self["kind"].value() or "")

    @property
    def part_name(self) -> str:
        """What the part is, in words."""
        return str(BlockKind(self.part).label) if self.part in BlockKind.values else ""


class BlockForms(forms.formset_factory(BlockForm, extra=0, max_num=MOST_BLOCKS, absolute_max=MOST_BLOCKS)):  # type: ignore[misc]  # made by Django
    """All parts of the page, in their order."""

    def drafts(self) -> list[BlockDraft]:
        """Return the parts as the verb takes them."""
        given = [form.cleaned_data for form in self.forms]
        return [BlockDraft(kind=one["kind"], heading=one["heading"], text=one["text"]) for one in given]


def arranged(blocks: list[BlockDraft], deed: str, added: str) -> list[BlockDraft]:
    """Return the parts after a button was pressed: `add`, `up-2`, `down-2`, `remove-2`, or only kept."""
    name, _dash, number = deed.partition("-")
    place = int(number) if number.isdecimal() and int(number) < len(blocks) else None
    if name == "add" and added in BlockKind.values:
        return [*blocks, {"kind": added, "heading": "", "text": ""}]
    if place is None or name not in {"up", "down", "remove"}:
        return blocks
    left = [*blocks[:place], *blocks[place + 1 :]]
    if name != "remove":
        left.insert(max(0, place + (1 if name == "down" else -1)), blocks[place])
    return left


def initial_of(row: LandingPage) -> dict[str, Any]:
    """Return the form's values for a page."""
    names = ("title", "slug", "description", "design")
    return {name: getattr(row, name) for name in names} | {"code": row.code.slug if row.code else ""}
