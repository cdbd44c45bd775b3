"""What the customers are worth: who still buys, how often and for how much they will, and who they are by RFM."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from coterie.review.enums import Lack
from coterie.review.rules.bgnbd import Fit, Leaving, expected_purchases, fitted, p_alive, p_buys
from coterie.review.rules.buyers import WEEK, Buyers, Sales, buyers_at, purchases_of
from coterie.review.rules.gamma_gamma import Spend, expected_spend, spend_fitted
from coterie.review.rules.rfm import Rfm, rfm

FEW_BUYERS, FEW_REPEATERS = 20, 5
"""Among fewer, four parameters say nothing."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What to expect of each buyer in the weeks to come; arrays of one length."""

    fit: Fit
    alive: Floats
    buys: Floats
    """The chance of at least one purchase."""
    purchases: Floats
    value: Floats
    """Expected purchases times the expected amount of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Valuation:
    """Everything that is known of the buyers on the day `end`."""

    sales: Sales
    buyers: Buyers
    end: int
    weeks: float
    """How far the outlook reaches."""
    fits: Mapping[Leaving, Fit]
    spend: Spend | None
    outlook: Outlook | None
    """By the model of the better likelihood; None without a model."""
    rfm: Rfm
    lacks: Mapping[str, Lack]
    """Why a model is missing: `model` for buying, `spend` for amounts."""


@dataclass(frozen=True, slots=True)
class Miss:
    """How far forecasts lay from what was bought: per customer, and all together as a part of what was bought."""

    mae: float
    total_error: float | None


@dataclass(frozen=True, slots=True)
class Trial:
    """Forecasts held against the days kept back."""

    weeks: float
    purchases: int
    naive: Miss
    by_model: Mapping[Leaving, Miss]


def valued(sales: Sales, *, end: int, weeks: float) -> Valuation:
    """Judge the customers by what was sold up to the day `end`, and look so many weeks ahead."""
    buyers = buyers_at(sales, end)
    lacks: dict[str, Lack] = {}
    fits: dict[Leaving, Fit] = {}
    if lack := lack_of(buyers):
        lacks["model"] = lack
    else:
        fits = {leaving: fitted(buyers, leaving) for leaving in Leaving}
    if lack := lack or lack_of_spend(buyers):
        lacks["spend"] = lack
    spend = None if lack else spend_fitted(buyers)
    return Valuation(
        sales=sales, buyers=buyers, end=end, weeks=weeks, fits=MappingProxyType(fits), spend=spend,
        outlook=outlook_of(fits, spend, buyers, weeks), rfm=rfm(buyers), lacks=MappingProxyType(lacks),
    )  # fmt: skip


def lack_of(buyers: Buyers) -> Lack | None:
    """Say what a model of buying lacks, if anything."""
    if not len(buyers):
        return Lack.NOBODY
    if not buyers.age.any():
        return Lack.ONE_DAY
    if not buyers.repeaters:
        return Lack.ONCE
    return Lack.FEW if len(buyers) < FEW_BUYERS or buyers.repeaters < FEW_REPEATERS else None


def lack_of_spend(buyers: Buyers) -> Lack | None:
    """Say what a model of amounts lacks, if anything."""
    return Lack.UNPAID if int((buyers.monetary > 0).sum()) < FEW_REPEATERS else None


def outlook_of(fits: Mapping[Leaving, Fit], spend: Spend | None, buyers: Buyers, weeks: float) -> Outlook | None:
    """Look ahead by the more likely model."""
    if not fits:
        return None
    fit = max(fits.values(), key=lambda one: one.log_likelihood)
    alive, buys = p_alive(fit, buyers), p_buys(fit, buyers, weeks)
    coming = expected_purchases(fit, buyers, weeks)
    return Outlook(fit, alive, buys, coming, coming * expected_spend(spend, buyers))


def tried(valuation: Valuation, until: int) -> Trial:
    """Hold the forecasts against what was bought after the calibration, up to the day `until`.

    The naive forecast is "same as before": repeat purchases per week since the first one go on, `x / T` times weeks.
    """
    buyers, weeks = valuation.buyers, (until - valuation.end) / WEEK
    truth = purchases_of(valuation.sales, buyers, after=valuation.end, until=until)
    naive = np.where(buyers.age > 0, buyers.frequency / np.where(buyers.age > 0, buyers.age, 1.0), 0.0) * weeks
    by_model = {
        leaving: missed(expected_purchases(fit, buyers, weeks), truth) for leaving, fit in valuation.fits.items()
    }
    return Trial(weeks, int(truth.sum()), missed(naive, truth), MappingProxyType(by_model))


def missed(forecast: Floats, truth: Floats) -> Miss:
    """Compare a forecast with the truth, customer by customer and in total."""
    total = float(truth.sum())
    error = (float(forecast.sum()) - total) / total if total else None
    return Miss(float(np.abs(forecast - truth).mean()) if len(truth) else 0.0, error)
