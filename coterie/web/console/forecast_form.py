"""Asking in plain words what a campaign is assumed to do; the address holds the answers."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from coterie.growth.rules.campaign_file import ALL_BOUNDS, PARTS, Bound

EXAMPLE = {
    "seeds": "50", "mean": "4", "dispersion": "0.5", "joins": "25", "cycle_days": "4", "horizon_days": "30",
    "population": "5000", "activation": "60", "rate": "0.06", "value": "99", "margin": "40", "at_1": "3", "cost_1": "5",
    "at_2": "10", "cost_2": "20", "fraud_share": "2", "commission": "0", "fixed_cost": "300", "budget": "2000",
}  # fmt: skip
"""A campaign to begin with."""
SHARES = {"joins", "activation", "margin", "commission", "fraud_share"}
ORDER = ("rate", "value", "margin")
REWARDS = (1, 2, 3)
TEAM = {"people": "people", "hours": "hours", "cost": "team_cost", "stock": "team_stock"}
"""By the names of the file those of the form."""
BESIDE = {**{f"at_{n}": f"cost_{n}" for n in REWARDS}, "people": "team_cost", "hours": "team_stock"}


def asked(name: str, label: StrOrPromise, hint: StrOrPromise = "", *, needed: bool = False) -> forms.IntegerField:
    """Return the field of a number, a FloatField unless it counts things; shares are asked for in percent."""
    bound = Bound(0, 100) if name in SHARES else ALL_BOUNDS[name]
    if bound.whole:
        least, most = int(bound.least), int(bound.most)
        return forms.IntegerField(label=label, help_text=hint, required=needed, min_value=least, max_value=most)
    return forms.FloatField(label=label, help_text=hint, required=needed, min_value=bound.least, max_value=bound.most)


class ForecastForm(forms.Form):
    """The numbers of a campaign; shares in percent, amounts in the community's currency."""

    may_stay_empty = True

    seeds = asked("seeds", _("Members who invite first"), needed=True)
    mean = asked("mean", _("Invitations of a member"), _("In the mean, with those who invite nobody."), needed=True)
    dispersion = asked(
        "dispersion", _("How evenly they invite"), _("0.5: a few do most of it. 10: all about alike."), needed=True
    )
    joins = asked("joins", _("Invitations that bring a member, in percent"), _("Empty: each of them."))
    cycle_days = asked("cycle_days", _("Days until invited friends are in"), needed=True)
    horizon_days = asked("horizon_days", _("Days to look ahead"), needed=True)
    population = asked("population", _("Never more members than"), _("Empty: no limit."))
    activation = asked("activation", _("Members who take part, in percent"), _("Only they count for rewards, and buy."))
    rate = asked("rate", _("Orders of one who takes part"), _("0.06: six of a hundred buy once."))
    value = asked("value", _("Value of an order"))
    margin = asked("margin", _("What stays of it, in percent"), _("After goods and fees."))
    at_1 = asked("at", _("Reward 1 at"), _("Friends who have joined."))
    cost_1 = asked("cost", _("Reward 1 costs"), _("For each who gets it."))
    at_2 = asked("at", _("Reward 2 at"))
    cost_2 = asked("cost", _("Reward 2 costs"))
    at_3 = asked("at", _("Reward 3 at"))
    cost_3 = asked("cost", _("Reward 3 costs"))
    people = asked("people", _("A team has so many people"), _("Each invites for one. Empty: no teams."))
    team_cost = asked("cost", _("Reward of a team costs"), _("For each in it."))
    hours = asked("hours", _("Hours a team has"), _("Without those a friend has to stay. Empty: to the end."))
    team_stock = asked("stock", _("Rewards for teams there are"), _("Empty: as many as are earned."))
    commission = asked("commission", _("Commission on orders, in percent"))
    fraud_share = asked("fraud_share", _("Joins that are fraud, in percent"), _("They cost rewards and never buy."))
    fixed_cost = asked("fixed_cost", _("What it costs in any case"))
    budget = asked("budget", _("Budget"), _("Rewards end where the cost reaches it. Empty: no limit."))

    def clean(self) -> dict[str, Any]:
        """Ask for the cost of a reward that is named."""
        kept = super().clean() or {}
        for named, cost in BESIDE.items():
            if named != "hours" and kept.get(named) is not None and kept.get(cost) is None:
                self.add_error(cost, forms.ValidationError(_("Say what it costs.")))
        return kept

    def rows(self) -> Iterator[list[forms.BoundField]]:
        """Yield the fields as they stand: a reward beside what it costs, each other one alone."""
        for name in self.fields:
            if name not in BESIDE.values():
                yield [self[name], *([self[BESIDE[name]]] if name in BESIDE else [])]

    def given(self) -> dict[str, object]:
        """Return the campaign as its file would say it."""
        kept = {name: one for name, one in self.cleaned_data.items() if one is not None}
        kept |= {name: round(one / 100, 12) for name, one in kept.items() if name in SHARES}
        rewards = [{"at": kept[f"at_{n}"], "cost": kept[f"cost_{n}"]} for n in REWARDS if f"at_{n}" in kept]
        parts = {*ORDER, *BESIDE, *BESIDE.values()}
        own = {name: one for name, one in kept.items() if name not in parts}
        invitations = {name: own.pop(name) for name in ("mean", "dispersion")}
        order = {name: kept[name] for name in ORDER if name in kept}
        sold = {"order": order} if "rate" in order and "value" in order else {}
        team = {name: kept[field] for name, field in TEAM.items() if field in kept}
        teams = {"team": team} if "people" in team else {}
        return {**own, "invitations": invitations, "rewards": rewards, **sold, **teams}


def fields_of(numbers: Mapping[str, Any]) -> dict[str, Any]:
    """Return a campaign as its file says it in the fields of the form."""
    own = {name: one for name, one in numbers.items() if name not in PARTS}
    flat = {**own, **numbers["invitations"], **numbers.get("order", {})}
    flat |= {name: round(100 * flat[name], 10) for name in SHARES if name in flat}
    for place, reward in enumerate(numbers.get("rewards", ()), 1):
        flat |= {f"at_{place}": reward["at"], f"cost_{place}": reward["cost"]}
    return flat | {TEAM[name]: one for name, one in numbers.get("team", {}).items()}
