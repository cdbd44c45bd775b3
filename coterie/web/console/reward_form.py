"""Reading points, levels and prizes from forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.rewards.models import Level, PointsPlan, Prize
from coterie.web.console.ritual_form import Choices
from coterie.web.member.envelopes import EnvelopeForm


class PlanForm(forms.Form):
    """How points are given."""

    on = forms.BooleanField(label=_("Points are given"), required=False)
    name = forms.CharField(
        label=_("What they are called"), max_length=20, required=False, help_text=_("Empty: points.")
    )
    monthly_budget = forms.IntegerField(
        label=_("Budget of a month"), min_value=0, max_value=100_000_000, required=False,
        help_text=_("Never more than that is given in a month. Empty: as many as the rules say."),
    )  # fmt: skip
    life_months = forms.IntegerField(
        label=_("Months until unspent points end"), min_value=1, max_value=120, required=False,
        help_text=_("Counted from the end of the month in which they came. Empty: never."),
    )  # fmt: skip
    least_givers = forms.IntegerField(
        label=_("Praise counts from so many people"), min_value=1, max_value=50, initial=3,
        help_text=_("For levels and boards. Only who is known outside of the member's circle counts."),
    )  # fmt: skip

    @staticmethod
    def initial_of(row: PointsPlan | None) -> dict[str, Any]:
        """Return what stands in the form at first."""
        if row is None:
            return {}
        names = ("name", "monthly_budget", "life_months", "least_givers")
        return {"on": row.begun_at is not None, **{name: getattr(row, name) for name in names}}


class RuleForm(forms.Form):
    """What a deed brings."""

    points = forms.IntegerField(label=_("Points"), min_value=0, max_value=10_000, help_text=_("0: it brings none."))
    most_a_day = forms.IntegerField(
        label=_("At most so often a day"), min_value=1, max_value=1000, required=False,
        help_text=_("Empty: as often as it happens."),
    )  # fmt: skip
    most_by_giver = forms.IntegerField(
        label=_("At most so often a day by one person's praise"), min_value=1, max_value=1000, required=False
    )

    def __init__(self, *args: Any, praise: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not praise:
            del self.fields["most_by_giver"]


class LevelForm(forms.Form):
    """A level."""

    title = forms.CharField(label=_("Title"), max_length=30)
    from_points = forms.IntegerField(label=_("From how many points on"), min_value=1, max_value=100_000_000)
    perks = forms.CharField(
        label=_("What it brings"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
    badge = forms.ChoiceField(label=_("Badge that comes with it"), required=False)

    def __init__(self, *args: Any, badges: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["badge"].choices = [("", _("none")), *badges]  # type: ignore[attr-defined]  # a ChoiceField

    @staticmethod
    def initial_of(row: Level | None) -> dict[str, Any]:
        """Return what stands in the form at first."""
        if row is None:
            return {}
        facts = {name: getattr(row, name) for name in ("title", "from_points", "perks")}
        return {**facts, "badge": row.badge.key if row.badge else ""}


class PrizeForm(forms.Form):
    """Something that can be had for points."""

    name = forms.CharField(label=_("Name"), max_length=60)
    text = forms.CharField(
        label=_("What people should know"), max_length=600, required=False, widget=forms.Textarea({"rows": 3})
    )
    price = forms.IntegerField(label=_("Points it costs"), min_value=1, max_value=10_000_000)
    most_each = forms.IntegerField(label=_("At most so many for each"), min_value=1, max_value=1000, required=False)
    level = forms.IntegerField(label=_("From which level on"), min_value=0, max_value=20, initial=0)
    on = forms.BooleanField(label=_("In the shop"), required=False, initial=True)

    @staticmethod
    def initial_of(row: Prize) -> dict[str, Any]:
        """Return what stands in the form at first."""
        names = ("name", "text", "price", "most_each", "level")
        return {"on": row.closed_at is None, **{name: getattr(row, name) for name in names}}


class NewPrizeForm(PrizeForm):
    """A prize that is new."""

    left = forms.IntegerField(
        label=_("How many there are"), min_value=0, max_value=1_000_000, required=False,
        help_text=_("Empty: as many as people want."),
    )  # fmt: skip
    field_order = ("name", "text", "price", "left")


class PrizeFactsForm(PrizeForm):
    """A prize that is in the shop: others buy meanwhile, so some come to it or are taken out."""

    more = forms.IntegerField(
        label=_("How many come to it"), min_value=-1_000_000, max_value=1_000_000, required=False,
        help_text=_("Less than nothing takes some out. Others buy meanwhile."),
    )  # fmt: skip
    field_order = ("name", "text", "price", "more")

    def clean_more(self) -> int:
        """Read an empty field as none."""
        return self.cleaned_data["more"] or 0


class NoteForm(forms.Form):
    """A word to the member."""

    note = forms.CharField(label=_("A word to the member"), max_length=300, required=False)


class GiftForm(forms.Form):
    """Points by hand."""

    points = forms.IntegerField(label=_("Points"), min_value=1, max_value=100_000)
    note = forms.CharField(label=_("Why"), max_length=120, help_text=_("The member reads it."))


class OurEnvelopeForm(EnvelopeForm):
    """An envelope of the community, for one of its groups."""

    group = forms.ChoiceField(label=_("Group"))
    field_order = ("group",)

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verb takes them."""
        return {**self.cleaned_data, "group": int(self.cleaned_data["group"])}
