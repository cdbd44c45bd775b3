"""Reading offers, coupons and orders from forms: money in major units, as people write it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coterie.kit.errors import Invalid
from coterie.kit.money import Money, digits, parse
from coterie.market.enums import OfferKind
from coterie.market.models import Coupon, Offer, OrderLine, Till, Variant
from coterie.web.console.ritual_form import MOMENT, Choices
from coterie.web.picture_input import PICTURE

EMPTY = _("Empty: as many as people want.")


class MoneyField(forms.CharField):
    """An amount of money."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=24, widget=forms.TextInput({"inputmode": "decimal"}), **kwargs)


class PricedForm(forms.Form):
    """A form with amounts of one currency."""

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency

    def clean(self) -> dict[str, Any]:
        """Read the amounts; an empty one is None."""
        for name, field in self.fields.items():
            if isinstance(field, MoneyField) and name in self.cleaned_data:
                self.read(name)
        return self.cleaned_data

    def read(self, name: str) -> None:
        """Read one amount."""
        text = self.cleaned_data[name]
        try:
            self.cleaned_data[name] = parse(text, self.currency).minor if text else None
        except Invalid:
            self.add_error(name, _("Write an amount like 12.50."))


def written(minor: int | None, currency: str) -> str:
    """Write an amount as the forms take it."""
    return "" if minor is None else f"{Money(minor, currency).decimal:.{digits(currency)}f}"


class OfferForm(forms.Form):
    """What is sold, in words."""

    title = forms.CharField(label=_("Name"), max_length=80)
    slug = forms.CharField(
        label=_("Address"), max_length=60, help_text=_("Small letters, digits and hyphens; the page is /o/ and this.")
    )
    teaser = forms.CharField(label=_("In one line"), max_length=160, required=False)
    story = forms.CharField(
        label=_("What people should know"), max_length=8000, required=False, widget=forms.Textarea({"rows": 8})
    )
    scene = forms.CharField(label=_("In which scene of their lives it is used"), max_length=60, required=False)
    with_address = forms.BooleanField(label=_("It is sent: ask for an address"), required=False)

    @staticmethod
    def initial_of(row: Offer) -> dict[str, Any]:
        """Return what stands in the form at first."""
        return {name: getattr(row, name) for name in ("title", "slug", "teaser", "story", "scene", "with_address")}


class NewOfferForm(OfferForm):
    """An offer that is new."""

    kind = forms.ChoiceField(label=_("What it is"), choices=OfferKind.choices)
    field_order = ("kind",)


class CopyForm(forms.Form):
    """One more like it."""

    slug = forms.CharField(label=_("Address of the copy"), max_length=60)


class PictureForm(forms.Form):
    """A picture; none takes it away."""

    picture = forms.FileField(label=_("Picture"), required=False, widget=PICTURE)


class VariantForm(PricedForm):
    """One way to buy it."""

    name = forms.CharField(
        label=_("Name"), max_length=60, required=False, help_text=_("A size, a length; empty where there is only one.")
    )
    price = MoneyField(label=_("Price"), help_text=_("0: a gift."))
    cost = MoneyField(label=_("What one costs you"), required=False)
    most_each = forms.IntegerField(
        label=_("At most so many for each"), min_value=1, max_value=1000, required=False, help_text=EMPTY
    )

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verbs take them."""
        return {**self.cleaned_data, "cost": self.cleaned_data["cost"] or 0}

    @staticmethod
    def initial_of(row: Variant, currency: str) -> dict[str, Any]:
        """Return what stands in the form at first."""
        amounts = {name: written(getattr(row, name), currency) for name in ("price", "cost")}
        return {**amounts, "name": row.name, "most_each": row.most_each, "on": row.closed_at is None}


class NewVariantForm(VariantForm):
    """A way to buy that is new."""

    left = forms.IntegerField(
        label=_("How many there are"), min_value=0, max_value=1_000_000, required=False, help_text=EMPTY
    )


class VariantFactsForm(VariantForm):
    """A way to buy that is there: others buy meanwhile, so some come to it or are taken out."""

    more = forms.IntegerField(
        label=_("How many come to it"), min_value=-1_000_000, max_value=1_000_000, required=False,
        help_text=_("Less than nothing takes some out. Others buy meanwhile."),
    )  # fmt: skip
    on = forms.BooleanField(label=_("It can be bought"), required=False)

    def clean_more(self) -> int:
        """Read an empty field as none."""
        return self.cleaned_data["more"] or 0


class BenefitForm(forms.Form):
    """What a purchase opens."""

    group = forms.ChoiceField(label=_("Group that it opens"))
    days = forms.IntegerField(
        label=_("For how many days"), min_value=1, max_value=3660, required=False, help_text=_("Empty: for good.")
    )

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups  # type: ignore[attr-defined]  # a ChoiceField


class PartForm(forms.Form):
    """What is in a bundle."""

    part = forms.ChoiceField(label=_("What comes with it"))
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=100, initial=1)

    def __init__(self, *args: Any, parts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts  # type: ignore[attr-defined]  # a ChoiceField


class CouponForm(PricedForm):
    """What a coupon takes off, for whom and how often."""

    percent = forms.IntegerField(label=_("Takes off, in percent"), min_value=1, max_value=100, required=False)
    off = MoneyField(label=_("Or takes off an amount"), required=False)
    least = MoneyField(label=_("From an order of"), required=False)
    most_uses = forms.IntegerField(
        label=_("How often in all"), min_value=1, max_value=1_000_000, required=False, help_text=_("Empty: no limit.")
    )
    most_each = forms.IntegerField(
        label=_("How often for each member"), min_value=1, max_value=1000, required=False,
        help_text=_("Empty: no limit."),
    )  # fmt: skip
    since = forms.DateTimeField(label=_("From"), required=False, widget=MOMENT)
    until = forms.DateTimeField(label=_("Until"), required=False, widget=MOMENT)
    offers = forms.MultipleChoiceField(
        label=_("For which offers"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("None: for all.")
    )
    on = forms.BooleanField(label=_("It counts"), required=False, initial=True)

    def __init__(self, *args: Any, offers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offers"].choices = offers  # type: ignore[attr-defined]  # a MultipleChoiceField

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verbs take them."""
        return {**self.cleaned_data, "least": self.cleaned_data["least"] or 0}

    @staticmethod
    def initial_of(row: Coupon, currency: str) -> dict[str, Any]:
        """Return what stands in the form at first."""
        names = ("percent", "most_uses", "most_each", "since", "until")
        amounts = {"off": written(row.off, currency), "least": written(row.least or None, currency)}
        offers = [one.key for one in row.offers.all()]
        return {**{name: getattr(row, name) for name in names}, **amounts, "offers": offers, "on": not row.closed_at}


class NewCouponForm(CouponForm):
    """A coupon that is new."""

    code = forms.CharField(
        label=_("Code"), max_length=24, help_text=_("Letters and digits. Large or small is the same.")
    )
    field_order = ("code",)


class TillForm(PricedForm):
    """How money is taken by hand, and what a point is worth."""

    points_worth = MoneyField(label=_("What one point pays"), required=False, help_text=_("Empty: points pay nothing."))
    how_to_pay = forms.CharField(
        label=_("How to pay by transfer"), max_length=1000, required=False, widget=forms.Textarea({"rows": 5}),
        help_text=_("Buyers read it with the number of their order."),
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verb takes them."""
        return {**self.cleaned_data, "points_worth": self.cleaned_data["points_worth"] or 0}

    @staticmethod
    def initial_of(row: Till, currency: str) -> dict[str, Any]:
        """Return what stands in the form at first."""
        return {"points_worth": written(row.points_worth or None, currency), "how_to_pay": row.how_to_pay}


class EvidenceForm(forms.Form):
    """What was seen of the money."""

    evidence = forms.CharField(label=_("What you saw"), max_length=300, required=False)


class RefundForm(PricedForm):
    """What is given back of each line, and how many pieces came with it."""

    def __init__(self, *args: Any, lines: Iterable[OrderLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for one in self.lines:
            if one.amount:
                label = _("Money for %(title)s") % {"title": one.title}
                self.fields[f"amount{one.pk}"] = MoneyField(label=label, required=False)
            label = _("Pieces of %(title)s that came back") % {"title": one.title}
            bounds: dict[str, Any] = {"min_value": 0, "max_value": one.quantity}
            self.fields[f"pieces{one.pk}"] = forms.IntegerField(label=label, required=False, **bounds)
        self.fields["reason"] = forms.CharField(label=_("Why"), max_length=300, required=False)

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verb takes them."""
        kept = self.cleaned_data
        parts = {one.pk: kept[f"amount{one.pk}"] for one in self.lines if kept.get(f"amount{one.pk}")}
        pieces = {one.pk: kept[f"pieces{one.pk}"] for one in self.lines if kept[f"pieces{one.pk}"]}
        return {"parts": parts, "pieces": pieces, "reason": kept["reason"]}


class NewOrderForm(forms.Form):
    """An order for a member, by hand."""

    member = forms.CharField(label=_("Member"), max_length=60, help_text=_("Their number in this community."))
    variant = forms.ChoiceField(label=_("What they buy"))
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=1000, initial=1)
    coupon = forms.CharField(label=_("Coupon"), max_length=40, required=False)
    points = forms.IntegerField(label=_("Points that pay a part"), min_value=0, max_value=10_000_000, required=False)
    address = forms.CharField(label=_("Where it is sent"), max_length=400, required=False)

    def __init__(self, *args: Any, variants: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["variant"].choices = variants  # type: ignore[attr-defined]  # a ChoiceField
