"""Reading projects, tiers and what is told of them from forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.kit.errors import Invalid
from coterie.kit.money import Money, parse
from coterie.market.enums import ProjectKind
from coterie.market.models import Project, Tier
from coterie.web.console.ritual_form import MOMENT, Choices

AMOUNT = forms.TextInput({"inputmode": "decimal"})


class AmountField(forms.CharField):
    """An amount in the community's currency, read into minor units."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=24, widget=AMOUNT, **kwargs)
        self.currency = ""

    def clean(self, value: str) -> int:
        """Read the amount."""
        try:
            return parse(super().clean(value), self.currency).minor
        except Invalid as error:
            raise forms.ValidationError(_("Write an amount like 1,234.50.")) from error


class MoneyForm(forms.Form):
    """A form whose amounts are in one currency."""

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, AmountField):
                field.currency, field.label = currency, f"{field.label} ({currency})"


class ProjectForm(MoneyForm):
    """A project."""

    title = forms.CharField(label=_("Name"), max_length=80)
    slug = forms.CharField(label=_("Address"), max_length=60, help_text=_("Small letters, digits and hyphens."))
    teaser = forms.CharField(label=_("In one sentence"), max_length=160, required=False)
    story = forms.CharField(
        label=_("The story"), max_length=8000, required=False, widget=forms.Textarea({"rows": 8}),
        help_text=_("What comes about, who makes it, what the money is for, what may go wrong."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("When the goal is missed"), choices=ProjectKind.choices,
        help_text=_("All or nothing: everybody gets their money back. The page says it before anybody pledges."),
    )  # fmt: skip
    goal = AmountField(label=_("Goal"))
    ends_at = forms.DateTimeField(label=_("Ends"), widget=MOMENT, help_text=_("By the community's clock."))
    fix_days = forms.IntegerField(
        label=_("Days for late money"), min_value=0, max_value=30, initial=3,
        help_text=_("After the end, a payment that failed can be made again for so many days."),
    )  # fmt: skip
    ends_when_reached = forms.BooleanField(label=_("It ends as soon as the goal is reached"), required=False)
    with_address = forms.BooleanField(label=_("Ask backers where to send it"), required=False)
    gathering = forms.ChoiceField(label=_("It shares the cost of a gathering"), required=False)

    def __init__(self, *args: Any, gatherings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gathering"].choices = [("", _("none")), *gatherings]  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verbs take them."""
        given = self.cleaned_data
        return {**given, "gathering": int(given["gathering"]) if given["gathering"] else None}

    @staticmethod
    def initial_of(row: Project) -> dict[str, Any]:
        """Return what stands in the form at first."""
        own = {name: getattr(row, name) for name in ("kind", "ends_at", "fix_days", "ends_when_reached")}
        words = {name: getattr(row.offer, name) for name in ("title", "slug", "teaser", "story", "with_address")}
        goal = Money(row.goal, row.offer.community.currency).decimal
        return {**own, **words, "goal": goal, "gathering": str(row.gathering or "")}


class TierForm(MoneyForm):
    """One way to back a project."""

    name = forms.CharField(label=_("Name"), max_length=60)
    text = forms.CharField(label=_("What one gets"), max_length=600, required=False, widget=forms.Textarea({"rows": 3}))
    price = AmountField(label=_("Price"))
    most_each = forms.IntegerField(label=_("At most so many for each"), min_value=1, max_value=1000, required=False)

    @staticmethod
    def initial_of(row: Tier) -> dict[str, Any]:
        """Return what stands in the form at first."""
        price = Money(row.variant.price, row.project.offer.community.currency).decimal
        facts = {"name": row.variant.name, "text": row.text, "price": price, "most_each": row.variant.most_each}
        return {**facts, "on": row.variant.closed_at is None}


class NewTierForm(TierForm):
    """A tier that is new."""

    left = forms.IntegerField(
        label=_("How many there are"), min_value=0, max_value=1_000_000, required=False,
        help_text=_("Empty: as many as people want."),
    )  # fmt: skip


class TierFactsForm(TierForm):
    """A tier that people can choose: others pledge meanwhile, so some come to it or are taken out."""

    more = forms.IntegerField(
        label=_("How many come to it"), min_value=-1_000_000, max_value=1_000_000, required=False,
        help_text=_("Less than nothing takes some out. Others buy meanwhile."),
    )  # fmt: skip
    on = forms.BooleanField(label=_("Can be chosen"), required=False)

    def clean_more(self) -> int:
        """Read an empty field as none."""
        return self.cleaned_data["more"] or 0


class StretchForm(MoneyForm):
    """What more there is when more comes together."""

    amount = AmountField(label=_("From"))
    text = forms.CharField(
        label=_("What more there is"), max_length=200, required=False, help_text=_("Empty takes it away.")
    )


class UpdateForm(forms.Form):
    """How it goes on."""

    title = forms.CharField(label=_("Title"), max_length=80)
    text = forms.CharField(label=_("How it goes on"), max_length=4000, widget=forms.Textarea({"rows": 5}))


class EvidenceForm(forms.Form):
    """What staff saw of a payment."""

    evidence = forms.CharField(label=_("What you saw"), max_length=300)
