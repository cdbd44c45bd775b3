"""What the page of the forecast shows: three fans, and from which numbers on the campaign pays."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from coterie.growth.rules.campaign import Campaign
from coterie.growth.rules.forecast import (
    MOST_COLUMNS,
    QUANTILES,
    Floats,
    Forecast,
    extinction,
    forecast,
    team_chance,
)
from coterie.growth.rules.turning_point import turning_points
from coterie.kit.money import Money, digits
from coterie.review.queries.words import money, percent, whole_number

PARTS = ("members", "cost", "profit")
WHOLE_FROM = 100
"""Amounts from here on are told without decimals, which no forecast knows."""
CSV_HEAD = ("day", *(f"{part}_{name}" for part in PARTS for name in QUANTILES), "currency")


@dataclass(frozen=True, slots=True)
class Fan:
    """One figure over the days: where one case of ten lies below, the middle, where one lies above."""

    name: str
    title: str
    low: list[float]
    middle: list[float]
    high: list[float]
    labels: list[str]
    sentence: str
    table: dict[str, Any]
    stat: str
    stat_range: str


@dataclass(frozen=True, slots=True)
class Turn:
    """From where on one number makes the campaign pay."""

    field: str
    title: str
    now: str
    sentence: str
    pays: bool


@dataclass(frozen=True, slots=True)
class ForecastSheet:
    """The whole page; `grows` says that the chain goes on by itself."""

    fans: list[Fan]
    turns: list[Turn]
    p_profit: str
    p_overrun: str
    has_budget: bool
    extinction: str
    growth: str
    grows: bool
    p_team: str = ""


def forecast_sheet(campaign: Campaign, currency: str) -> ForecastSheet:
    """Run the campaign and say what came out."""
    found = forecast(campaign, columns=MOST_COLUMNS)
    growth = number_format(campaign.growth, decimal_pos=2, use_l10n=True)
    shares = (chance(found.p_profit), chance(found.p_overrun), campaign.budget is not None)
    ends = chance(extinction(campaign))
    team = chance(team_chance(campaign)) if campaign.team else ""
    return ForecastSheet(fans(found, currency), list(turns(campaign)), *shares, ends, growth, campaign.growth > 1, team)


def chance(share: float) -> str:
    """Write a chance; what so many runs never saw is no certainty."""
    if 0 < share < 0.001:
        return _("under %(share)s") % {"share": percent(0.001)}
    return _("over %(share)s") % {"share": percent(0.99)} if 0.995 <= share < 1 else percent(share)


def fans(found: Forecast, currency: str) -> list[Fan]:
    """Return the pictures of members, cost and profit."""
    amount = amount_in(currency)
    told = {
        "members": (
            _("Members"),
            _("Members after %(days)s days: %(middle)s in the middle, in eight of ten cases %(low)s to %(high)s."),
            whole_number,
        ),
        "cost": (
            _("Cost"),
            _("Cost after %(days)s days: %(middle)s in the middle, in eight of ten cases %(low)s to %(high)s."),
            amount,
        ),
        "profit": (
            _("Profit"),
            _("Profit after %(days)s days: %(middle)s in the middle, in eight of ten cases %(low)s to %(high)s."),
            amount,
        ),
    }
    return [fan(found, part, *told[part]) for part in PARTS]


def amount_in(currency: str) -> Callable[[float], str]:
    """Return what writes amounts of a currency."""

    def amount(value: float) -> str:
        exact = Money(round(value * 10 ** digits(currency)), currency)
        return money(exact) if abs(value) < WHOLE_FROM else f"{whole_number(value)} {currency}"

    return amount


def fan(found: Forecast, part: str, title: str, sentence: str, written: Callable[[float], str]) -> Fan:
    """Return one picture with its sentence and its table."""
    low, middle, high = bands(getattr(found, part))
    said = {"middle": written(middle[-1]), "low": written(low[-1]), "high": written(high[-1])}
    days = [plain(day) for day in found.days.tolist()]
    rows = [(day, *map(written, band)) for day, band in zip(days, zip(low, middle, high, strict=True), strict=True)]
    reach = _("%(low)s to %(high)s") % {"low": said["low"], "high": said["high"]}
    return Fan(
        part, title, low, middle, high, [_("day %(day)s") % {"day": day} for day in days],
        sentence % {"days": plain(found.campaign.horizon_days), **said},
        {"head": [_("Day"), _("Low"), _("Middle"), _("High")], "rows": rows}, said["middle"], reach,
    )  # fmt: skip


def plain(days: float) -> str:
    """Write a number of days, with a decimal only where it has one."""
    return number_format(round(days, 1), decimal_pos=1 if round(days, 1) % 1 else 0, use_l10n=True)


def bands(values: Floats) -> list[list[float]]:
    """Return three rows: by column the quantiles of all runs."""
    return [[float(one) for one in row] for row in np.quantile(values, list(QUANTILES.values()), axis=0)]


def turns(campaign: Campaign) -> Iterator[Turn]:
    """Yield what would have to be true, number by number."""
    titles = {
        "mean": _("Invitations of a member"), "joins": _("Invitations that bring a member"),
        "rate": _("Orders of one who takes part"), "margin": _("What stays of an order"),
    }  # fmt: skip
    for lever, at in turning_points(campaign).items():
        now = float(getattr(campaign, lever))
        written = share_up if lever in {"joins", "margin"} else number_up
        yield Turn(lever, titles[lever], written(now), turn_told(at, now, written), at is not None and at <= now)


def turn_told(at: float | None, now: float, written: Callable[[float], str]) -> str:
    """Say from where on it pays."""
    if at is None:
        return _("No value alone makes it pay.")
    if at == 0:
        return _("It pays even at zero.")
    told = _("It pays from %(at)s on.") if at <= now else _("It would pay from %(at)s on.")
    return told % {"at": written(at)}


def number_up(value: float) -> str:
    """Write a number, rounded up so that what is said is enough."""
    return number_format(math.ceil(value * 100 - 1e-6) / 100, decimal_pos=2, use_l10n=True)


def share_up(share: float) -> str:
    """Write a share, rounded up in the same way."""
    number = number_format(math.ceil(share * 1000 - 1e-6) / 10, decimal_pos=1, use_l10n=True)
    return _("%(number)s %%") % {"number": number}


def csv_rows(found: Forecast, currency: str) -> Iterator[Sequence[object]]:
    """Yield one line for each day; amounts in the currency's main unit."""
    places = {"members": None, "cost": digits(currency), "profit": digits(currency)}
    rows = [[round(one, places[part]) for one in row] for part in PARTS for row in bands(getattr(found, part))]
    for day, *line in zip(found.days.tolist(), *rows, strict=True):
        yield f"{day:g}", *line, currency
