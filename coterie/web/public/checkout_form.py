"""What somebody fills in who buys, or who redeems a gift."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from coterie.communities.models import RuleSet
from coterie.kit.clock import now
from coterie.kit.ids import new_key
from coterie.market.domain.buying import MOST_PIECES
from coterie.market.domain.entry import Entry
from coterie.market.enums import OfferKind
from coterie.market.models import Appointment, Offer, Variant
from coterie.market.queries.appointments import SHOWN, by_day, free_times, has_times
from coterie.market.queries.bundles import is_sent
from coterie.market.queries.coupons import till_of
from coterie.market.queries.ways import WayToPay
from coterie.web.templatetags.coterie import money

MORE = ("invoice", "coupon", "points", "is_gift")
EMPTY = (None, "", False)


class EntryForm(forms.Form):
    """A name and a yes to the rules, of who is no member yet."""

    def __init__(self, *args: Any, newcomer: bool, rules: RuleSet | None, name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.newcomer, self.rule_set = newcomer, rules if newcomer else None
        if newcomer:
            self.fields["name"] = forms.CharField(label=_("Your name here"), max_length=60, initial=name)
        if self.rule_set:
            self.fields["rules"] = forms.BooleanField(label=_("I have read the rules and keep to them."))

    @property
    def entry(self) -> Entry | None:
        """How the buyer comes in; None for a member."""
        if not self.newcomer:
            return None
        accepted = self.rule_set.version if self.rule_set and self.cleaned_data.get("rules") else None
        return Entry(self.cleaned_data["name"], accepted)


class TimeField(forms.ChoiceField):
    """A free time; whether it still is one is said by who books it, for it may be gone to who sends a form twice."""

    def valid_value(self, value: object) -> bool:
        """Leave it to the booking."""
        return True


def time_field(offer: Offer) -> TimeField:
    """Return the field that names a free time, by the days of the community's clock."""
    days = by_day(list(free_times(offer.pk, now())[:SHOWN]), ZoneInfo(offer.community.timezone))
    shown = [(date_format(day.on, "DATE_FORMAT"), [(one.key, hour_of(one)) for one in day.times]) for day in days]
    hint = _("By the clock of %(zone)s.") % {"zone": offer.community.timezone}
    return TimeField(label=_("When"), choices=shown, help_text=hint)


def hour_of(row: Appointment) -> str:
    """Return when a time is, in words."""
    return date_format(localtime(row.starts_at), "DATETIME_FORMAT")


class CheckoutForm(EntryForm):
    """An order for some of one variant."""

    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST_PIECES, initial=1)

    def __init__(
        self, *args: Any, offer: Offer, variants: Sequence[Variant], ways: Sequence[WayToPay], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer, self.ways = offer, ways
        currency = offer.community.currency
        shown = [(row.key, " · ".join(filter(None, (row.name, money(row.price, currency))))) for row in variants]
        self.alone = variants[0] if len(variants) == 1 else None
        widget = forms.HiddenInput() if self.alone else forms.RadioSelect()
        variant = forms.ChoiceField(label=_("Which one"), choices=shown, widget=widget, initial=shown[0][0])
        self.fields = {"variant": variant, **({"time": time_field(offer)} if has_times(offer) else {}), **self.fields}
        if is_sent(offer):
            self.fields["address"] = forms.CharField(
                label=_("Where it is sent"), max_length=400, widget=forms.Textarea({"rows": 3})
            )
        self.fields["once"] = forms.CharField(
            max_length=24, required=False, initial=new_key, widget=forms.HiddenInput()
        )
        self.fields["invoice"] = forms.CharField(
            label=_("Name on the receipt"), max_length=200, required=False, help_text=_("A company, for example.")
        )
        self.fields["coupon"] = forms.CharField(label=_("Coupon"), max_length=40, required=False)
        if worth := till_of(offer.community_id).points_worth:
            self.fields["points"] = forms.IntegerField(
                label=_("Points to pay with"), min_value=0, max_value=10_000_000, required=False,
                help_text=_("Each takes %(worth)s off the price.") % {"worth": money(worth, currency)},
            )  # fmt: skip
        if offer.kind != OfferKind.PLAN and "time" not in self.fields:
            self.fields["is_gift"] = forms.BooleanField(
                label=_("It is a gift"), required=False, help_text=_("You get a code for each piece, to give away.")
            )
        if len(ways) > 1:
            named = [(way.name, f"{way.title}. {way.note}") for way in ways]
            self.fields["way"] = forms.ChoiceField(
                label=_("How to pay"), choices=named, widget=forms.RadioSelect(), initial=ways[0].name
            )

    def clean_time(self) -> int:
        """Return the number of the time that was chosen."""
        number = self.offer.appointments.filter(key=self.cleaned_data["time"]).values_list("pk", flat=True).first()
        if number is None:
            raise forms.ValidationError(_("This time is no longer free. Choose another one."))
        return number

    def needed(self) -> list[forms.BoundField]:
        """Return the fields that everybody fills in."""
        return [bound for bound in self if bound.name not in MORE]

    def more(self) -> list[forms.BoundField]:
        """Return the fields that few fill in."""
        return [bound for bound in self if bound.name in MORE]

    def more_said(self) -> bool:
        """Tell whether there is something in these."""
        return any(bound.errors or (bound.value() not in EMPTY) for bound in self.more())

    def facts(self) -> dict[str, Any]:
        """Return what was filled in as the verb takes it."""
        given = self.cleaned_data
        kept = {name: given.get(name, "") for name in ("invoice", "coupon", "once", "address")}
        if given.get("time"):
            kept["time"] = given["time"]
        return {**kept, "is_gift": bool(given.get("is_gift")), "points": given.get("points") or 0}


class GiftForm(EntryForm):
    """A code that was given."""

    code = forms.CharField(
        label=_("Code of the gift"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
    )
