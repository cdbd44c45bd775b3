"""Reading campaigns from forms: what they are, what they promise, and the milestones, one in a row."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from coterie.growth.domain.terms import LACKING, MOST_STEPS, NAMED, NEEDED, STEP_BOUNDS, Promise, Step
from coterie.growth.enums import CampaignKind, RewardKind, Side
from coterie.growth.models import Campaign
from coterie.growth.rules.holdout import MOST
from coterie.web.console.market_form import MoneyField, PricedForm, written
from coterie.web.console.ritual_form import MOMENT, Choices

ROWS = 5
COLUMNS = ("side", "at", "kind", "value", "cost", "stock")
SENT = f"{RewardKind.THING}:sent"
"""A thing that is sent, in the list of what a milestone brings; what has a key stands there as its kind and the key."""
HEAD = ("name", "text", "kind", "starts_at", "ends_at", "budget", "group", "holdout")
TERMS = ("stay_hours", "back_days", "speak", "buy", "returning", "by_hand", "celebrate", "team_hours")
LASTS = timedelta(days=30)


class CampaignForm(PricedForm):
    """A campaign; a milestone of which nothing is said is none."""

    may_stay_empty = True

    name = forms.CharField(label=_("Name"), max_length=60)
    text = forms.CharField(
        label=_("What friends read"), max_length=600, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("It stands on the page that a friend opens first."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Who gets something"), choices=CampaignKind)
    starts_at = forms.DateTimeField(label=_("Begins"), widget=MOMENT, help_text=_("By the community's clock."))
    ends_at = forms.DateTimeField(label=_("Ends"), widget=MOMENT)
    budget = MoneyField(
        label=_("Budget"), required=False, help_text=_("All its rewards together never cost more. Empty: no limit.")
    )
    group = forms.ChoiceField(
        label=_("Group"), required=False, help_text=_("Here it is told what is reached, and here red envelopes lie.")
    )
    holdout = forms.IntegerField(
        label=_("Hold-out, of 100 members"), min_value=0, max_value=MOST, initial=0, required=False,
        help_text=_(
            "So many, drawn by chance, take part without rewards, and read so. They show what the rewards do. Promise "
            "nothing under “What friends read”: friends of theirs read it too."
        ),
    )  # fmt: skip
    stay_hours = forms.IntegerField(
        label=_("Hours that a friend has to stay"), min_value=0, max_value=2160, initial=72,
        help_text=_("72: three days. 0: joining is enough."),
    )  # fmt: skip
    back_days = forms.IntegerField(
        label=_("Days for taking back"), min_value=0, max_value=365, initial=14,
        help_text=_("Who leaves so soon after beginning to count does not count any more. 0: nothing is taken back."),
    )  # fmt: skip
    speak = forms.BooleanField(label=_("A friend has to say something"), required=False)
    buy = forms.BooleanField(label=_("A friend has to buy something"), required=False)
    returning = forms.BooleanField(label=_("Former members who come back count too"), required=False)
    by_hand = forms.BooleanField(label=_("A host approves each reward"), required=False)
    celebrate = forms.BooleanField(label=_("The group is told who reaches a milestone"), required=False)
    team_hours = forms.IntegerField(
        label=_("Hours that a team has"), min_value=1, max_value=720, required=False,
        help_text=_("Where there are teams, from the moment at which one is begun. Empty: until the campaign ends."),
    )  # fmt: skip

    def __init__(self, *args: Any, groups: Choices, brings: Choices, rows: int = ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", "–"), *groups]  # type: ignore[attr-defined]  # a ChoiceField
        self.rows = range(1, rows + 1)
        self.steps: list[Step] = []
        for row in self.rows:
            self.fields |= step_fields(row, brings)

    def part(self, *names: str) -> list[forms.BoundField]:
        """Return the fields with these names, as far as there are any."""
        return [self[name] for name in names if name in self.fields]

    def head(self) -> list[forms.BoundField]:
        """Return what the campaign is."""
        return self.part(*HEAD)

    def terms(self) -> list[forms.BoundField]:
        """Return when a friend counts."""
        return self.part(*TERMS)

    def milestones(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """Yield the rows of the milestones."""
        for row in self.rows:
            yield row, self.part(*(f"{column}_{row}" for column in COLUMNS))

    def clean(self) -> dict[str, Any]:
        """Read the milestones."""
        kept = super().clean()
        self.steps = [step for row in self.rows if (step := self.step_in(row))]
        return kept

    def step_in(self, row: int) -> Step | None:
        """Return the milestone of a row; an empty row is none."""
        given: dict[str, Any] = {column: self.cleaned_data.get(f"{column}_{row}") or None for column in COLUMNS}
        if not any(given[column] for column in ("at", "kind", "value", "cost", "stock")):
            return None
        given["at"] = given["at"] or (1 if given["side"] == Side.FRIEND else None)
        for column, lacks in (("at", _("Say for how many friends.")), ("kind", _("Say what it brings."))):
            if given[column] is None and f"{column}_{row}" not in self.errors:
                self.add_error(f"{column}_{row}", lacks)
        if given["at"] is None or given["kind"] is None:
            return None
        kind, _colon, key = given["kind"].partition(":")
        sent, needed = given["kind"] == SENT, NEEDED[RewardKind(kind)]
        brings = {needed: key} if key and not sent else self.value_in(row, RewardKind(kind), given["value"])
        own = {"at": given["at"], "side": given["side"] or Side.INVITER, "stock": given["stock"]}
        return Step(kind=kind, cost=given["cost"] or 0, with_address=sent, **own, **brings)

    def value_in(self, row: int, kind: RewardKind, value: str | None) -> dict[str, Any]:
        """Return what a row brings, by the field that says it."""
        name, text = NEEDED[kind], (value or "").strip()
        if not text:
            self.add_error(f"value_{row}", LACKING[kind])
        if kind == RewardKind.THING or not text:
            return {name: text} if kind == RewardKind.THING else {}
        least, most = STEP_BOUNDS[name]
        number = text.rstrip("%％").strip()
        if number.isascii() and number.isdecimal() and len(number) < 10 and least <= int(number) <= most:
            return {name: int(number)}
        self.add_error(
            f"value_{row}", gettext("Choose a number from %(least)s to %(most)s.") % {"least": least, "most": most}
        )
        return {}

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verbs take them."""
        own = {name: self.cleaned_data[name] for name in HEAD if name in self.cleaned_data}
        own["holdout"] = own["holdout"] or 0
        return {**own, "promise": self.promise()}

    def promise(self) -> Promise:
        """Return what is promised, as far as it is written rightly."""
        given = ((name, self.cleaned_data.get(name)) for name in TERMS)
        return Promise(**{name: value for name, value in given if value is not None}, steps=tuple(self.steps))


class CampaignFactsForm(CampaignForm):
    """A campaign that is there: who gets something stays."""

    kind = None  # type: ignore[assignment]  # takes the field away

    @staticmethod
    def initial_of(row: Campaign, promise: Promise, currency: str) -> dict[str, Any]:
        """Return what stands in the form at first."""
        own = {name: getattr(row, name) for name in ("name", "text", "starts_at", "ends_at", "holdout")}
        terms = {name: getattr(promise, name) for name in TERMS}
        own |= {"budget": written(row.budget, currency), "group": row.group.key if row.group else ""}
        return {**own, **terms, **rows_of(promise.steps, currency)}

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verbs take them; a page knows minutes: a moment that reads as before is the same."""
        own, before = super().facts(), {name: self.initial[name] for name in ("starts_at", "ends_at")}
        return own | {name: at for name, at in before.items() if own[name] == at.replace(second=0, microsecond=0)}


class CopyCampaignForm(forms.Form):
    """The same campaign for another time."""

    name = forms.CharField(label=_("Name"), max_length=60)
    starts_at = forms.DateTimeField(label=_("Begins"), widget=MOMENT)
    ends_at = forms.DateTimeField(label=_("Ends"), widget=MOMENT)


def step_fields(row: int, named: Choices) -> dict[str, forms.Field]:
    """Return the fields of a milestone, each with the number of its row."""
    plain: list[tuple[str, StrOrPromise]] = [
        (kind.value, kind.label) for kind in RewardKind if NEEDED[kind] not in NAMED
    ]
    plain.append((SENT, _("a thing that is sent")))
    fields: dict[str, forms.Field] = {
        "side": forms.ChoiceField(label=_("Who gets it"), choices=Side, required=False),
        "at": counting(_("So many friends"), "at"),
        "kind": forms.ChoiceField(label=_("What it brings"), choices=[("", "–"), *plain, *named], required=False),
        "value": forms.CharField(label=_("How much, or what"), max_length=60, required=False),
        "cost": MoneyField(label=_("Cost of each"), required=False),
        "stock": counting(_("How many"), "stock"),
    }
    return {f"{name}_{row}": field for name, field in fields.items()}


def counting(label: StrOrPromise, name: str) -> forms.IntegerField:
    """Return the field of a number that may be left out."""
    least, most = STEP_BOUNDS[name]
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=False)


def rows_of(steps: tuple[Step, ...], currency: str) -> dict[str, Any]:
    """Return milestones as they stand in the rows of the form."""
    found: dict[str, Any] = {}
    for row, step in enumerate(steps[:MOST_STEPS], start=1):
        key = step.badge or step.offer
        kind = SENT if step.with_address else f"{step.kind}:{key}" if key else step.kind
        value = step.points or step.percent or step.thing
        cost = written(step.cost or None, currency)
        cells = (step.side, step.at, kind, value, cost, step.stock)
        found |= {f"{column}_{row}": cell for column, cell in zip(COLUMNS, cells, strict=True)}
    return found


def templates() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return what one can begin with: how it is called, and what then stands in the form."""
    thank = Step(at=3, kind=RewardKind.THING, thing=gettext("A handwritten thank-you"))
    off = Step(at=1, kind=RewardKind.COUPON, percent=10)
    both = (off, replace(off, side=Side.FRIEND))
    every, all_of = replace(thank, at=10, side=Side.GROUP), gettext("Ten friends of all, a draw")
    three, quick = replace(off, at=3, side=Side.TEAM), gettext("Three in two days, each gets something")
    in_time = {"stay_hours": 0, "speak": True, "team_hours": 48}
    one, two = gettext("Three friends, a thank-you"), gettext("Both get something")
    return {
        "three": (one, {"name": one, "kind": CampaignKind.INDIVIDUAL, **rows_of((thank,), "")}),
        "both": (two, {"name": two, "kind": CampaignKind.TWO_SIDED, **rows_of(both, "")}),
        "together": (all_of, {"name": all_of, "kind": CampaignKind.GROUP, **rows_of((every,), "")}),
        "team": (quick, {"name": quick, "kind": CampaignKind.TEAM, **in_time, **rows_of((three,), "")}),
        "blank": (gettext("Blank"), {}),
    }


def begins(like: str, now: datetime) -> dict[str, Any]:
    """Return what stands in the form of a new campaign: it begins with the next hour and takes a month."""
    start = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    known = templates()
    return {**known.get(like, known["blank"])[1], "starts_at": start, "ends_at": start + LASTS}
