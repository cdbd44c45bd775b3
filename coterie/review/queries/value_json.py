"""The value of customers as JSON, in the form of the contract of `coterie value`."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np

from coterie.kit.json import Json
from coterie.review.enums import Segment
from coterie.review.queries.value_words import lack_sentence, spend_note
from coterie.review.rules.bgnbd import Fit, Leaving
from coterie.review.rules.buyers import WEEK
from coterie.review.rules.concentration import top_share
from coterie.review.rules.gamma_gamma import Spend
from coterie.review.rules.valuation import Miss, Trial, Valuation

FIRST_DAY = date(1970, 1, 1).toordinal()
NAMES = {Leaving.BG: "bgnbd", Leaving.MBG: "mbgnbd"}


def value_json(found: Valuation, trial: Trial | None = None) -> dict[str, Json]:
    """Return what customers are worth; `customers`, `revenue` and `top20_share` are of all sales, the rest of `end`."""
    sales = found.sales
    bought = np.unique(sales.customer[sales.bought])
    net = np.bincount(sales.customer, weights=sales.amount, minlength=len(sales.names))
    look = found.outlook
    return {
        "customers": len(bought),
        "revenue": rounded(float(net.sum()), 2),
        "top20_share": rounded(top_share(net[bought], 0.20)),
        "buyers": len(found.buyers),
        "repeaters": found.buyers.repeaters,
        **{name: fit_json(found.fits.get(leaving)) for leaving, name in NAMES.items()},
        "gamma_gamma": spend_json(found.spend),
        "model": NAMES[look.fit.leaving] if look else None,
        "expected": {
            "weeks": found.weeks,
            "alive": rounded(float(look.alive.sum()), 1) if look else None,
            "buyers": rounded(float(look.buys.sum()), 1) if look else None,
            "purchases": rounded(float(look.purchases.sum()), 1) if look else None,
            "value": rounded(float(look.value.sum()), 2) if look else None,
        },
        "holdout": trial_json(trial),
        "rfm": rfm_json(found),
        "span": span_json(found),
        "reasons": reasons_json(found),
    }


def fit_json(fit: Fit | None) -> Json:
    """Return a model of buying."""
    if fit is None:
        return None
    return {
        "r": fit.r, "alpha": fit.alpha, "a": fit.a, "b": fit.b, "log_likelihood": fit.log_likelihood,
        "edge": fit.edge,
    }  # fmt: skip


def spend_json(spend: Spend | None) -> Json:
    """Return the model of amounts."""
    if spend is None:
        return None
    return {
        "p": spend.p, "q": spend.q, "gamma": spend.gamma, "log_likelihood": spend.log_likelihood, "mean": spend.mean,
        "customers": spend.customers, "edge": spend.edge,
    }  # fmt: skip


def trial_json(trial: Trial | None) -> Json:
    """Return the misses of the forecasts: those of BG/NBD, of "same as before", and of MBG/NBD below its name."""
    if trial is None:
        return None
    bg, mbg = trial.by_model.get(Leaving.BG), trial.by_model.get(Leaving.MBG)
    return {
        "weeks": trial.weeks, "purchases": trial.purchases,
        **miss_json(bg), "naive_mae": trial.naive.mae, "naive_total_error": trial.naive.total_error,
        "mbgnbd": miss_json(mbg),
    }  # fmt: skip


def miss_json(miss: Miss | None) -> dict[str, Json]:
    """Return the misses of one forecast."""
    return {"mae": miss.mae if miss else None, "total_error": miss.total_error if miss else None}


def rfm_json(found: Valuation) -> Json:
    """Return the segments, the best first, and how many bands of age they were compared in."""
    return {"bands": found.rfm.bands, "segments": {name: dict(facts) for name, facts in segment_facts(found)}}


def segment_facts(found: Valuation) -> Iterator[tuple[Segment, Mapping[str, float | int | None]]]:
    """Yield each segment with its customers, their share, their revenue and its share."""
    total, people = float(found.buyers.revenue.sum()), len(found.buyers)
    for segment in Segment:
        ours = found.rfm.segment == segment.value
        count, revenue = int(ours.sum()), float(found.buyers.revenue[ours].sum())
        yield (
            segment,
            {
                "customers": count,
                "share": rounded(count / people) if people else None,
                "revenue": rounded(revenue, 2),
                "revenue_share": rounded(revenue / total) if total > 0 else None,
            },
        )


def span_json(found: Valuation) -> Json:
    """Return the days that the figures rest on."""
    days = found.sales.day
    return {
        "first": day_text(int(days.min())) if len(days) else None,
        "last": day_text(int(days.max())) if len(days) else None,
        "known_until": day_text(found.end),
        "weeks": rounded((found.end - int(days.min())) / WEEK, 2) if len(days) else None,
    }


def reasons_json(found: Valuation) -> dict[str, Json]:
    """Say why figures are missing."""
    reasons: dict[str, Json] = {}
    if lack := found.lacks.get("model"):
        names = ("bgnbd", "mbgnbd", "model", "expected", "holdout")
        reasons.update(dict.fromkeys(names, lack_sentence(lack)))
    if lack := found.lacks.get("spend"):
        reasons["gamma_gamma"] = lack_sentence(lack)
    elif note := spend_note(found.spend):
        reasons["gamma_gamma.mean"] = note
    return reasons


def rows_json(found: Valuation) -> Iterator[dict[str, Json]]:
    """Yield one object for each buyer, in the order of their names; times in weeks."""
    buyers, look, scores = found.buyers, found.outlook, found.rfm
    for at, customer in enumerate(buyers.customer.tolist()):
        yield {
            "customer": found.sales.names[customer],
            "purchases": int(buyers.frequency[at]) + 1,
            "recency": rounded(float(buyers.recency[at])),
            "age": rounded(float(buyers.age[at])),
            "revenue": rounded(float(buyers.revenue[at]), 2),
            "p_alive": rounded(float(look.alive[at]), 6) if look else None,
            "p_buys": rounded(float(look.buys[at]), 6) if look else None,
            "expected": rounded(float(look.purchases[at]), 6) if look else None,
            "value": rounded(float(look.value[at]), 4) if look else None,
            "r": int(scores.recency[at]), "f": int(scores.frequency[at]), "m": int(scores.money[at]),
            "segment": str(scores.segment[at]),
        }  # fmt: skip


def day_text(day: int) -> str:
    """Return a day since 1970 as text."""
    return date.fromordinal(day + FIRST_DAY).isoformat()


def rounded(number: float | None, places: int = 4) -> float | None:
    """Return a number without the digits that mean nothing."""
    return None if number is None else round(number, places)
