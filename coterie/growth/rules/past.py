"""What past campaigns show of the next one: how many friends a member invites, how unevenly, and how soon.

Who joined lately has not invited all yet. So each member counts by F(age), the share of its invitations that a member
of that age has made: `R = sum(invitations) / sum(F(age))`. F is taken from the same members, without assuming a form:
the mean of invitations until age t is the sum over invitations by then of 1 / (members seen at that age) (Nelson and
Aalen's estimate for recurrent events; Lawless and Nadeau 1995), and F is its share of the whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from coterie.kit.special import gammaln

Floats = NDArray[np.float64]

DAY = timedelta(days=1)
OLDEST = 10
"""An age that fewer members have reached says nothing."""
LEAST_K, MOST_K = 0.01, 1000.0


@dataclass(frozen=True, slots=True)
class Past:
    """What was seen of members up to an age; `even` says that they invite no more unevenly than chance makes it."""

    growth: float
    dispersion: float
    cycle_days: float
    until_days: float
    even: bool


def past_of(inviters: Iterable[tuple[datetime, Sequence[datetime]]], looked_at: datetime) -> Past:
    """Return what members show: of each when it joined, and when it invited, until they were looked at.

    Raises ValueError when nobody invited.
    """
    rows = [(joined, made) for joined, made in inviters if joined < looked_at]
    ages = np.array([(looked_at - joined) / DAY for joined, _made in rows])
    until = float(np.sort(ages)[-min(OLDEST, len(ages))]) if rows else 0.0
    ages = np.minimum(ages, until)
    delays = [np.array([(at - joined) / DAY for at in made if at < looked_at]) for joined, made in rows]
    counts = np.array([int((delay <= until).sum()) for delay in delays])
    if not counts.sum():
        raise ValueError("nobody invited")
    after = np.sort(np.concatenate([delay[delay <= until] for delay in delays]))
    seen = len(ages) - np.searchsorted(np.sort(ages), after, side="left")
    mean = np.cumsum(1 / seen)
    share = np.concatenate([[0.0], mean])[np.searchsorted(after, ages, side="right")] / mean[-1]
    growth = float(counts.sum() / share.sum())
    k = dispersion(counts, growth * share)
    return Past(growth, k, float((after / seen).sum() / mean[-1]), until, even=k > MOST_K / 2)


def dispersion(counts: NDArray[np.int64], expected: Floats) -> float:
    """Return the k that makes the counts most likely, each negative binomial with its own mean."""
    from scipy.optimize import minimize_scalar  # takes long to load, and few ask for it

    known = expected > 0
    x, m = counts[known], expected[known]

    def unlikely(log_k: float) -> float:
        k = np.exp(log_k)
        return -float((gammaln(k + x) - gammaln(k) - k * np.log1p(m / k) + x * np.log(m / (k + m))).sum())

    found = minimize_scalar(unlikely, bounds=(np.log(LEAST_K), np.log(MOST_K)), method="bounded")
    return float(np.exp(found.x))
