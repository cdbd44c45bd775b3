"""Who still buys, and how often they will: BG/NBD, and MBG/NBD for customers most of whom bought once.

Somebody alive buys at a rate drawn once from Gamma(r, alpha); at each chance they leave for good with a probability
drawn once from Beta(a, b). In BG/NBD every purchase but the first is such a chance, in MBG/NBD the first is one too.
Sources: Fader, Hardie and Lee (2005), "Counting your customers the easy way"; Batislam, Denizel and Filiztekin
(2007), "Empirical validation and comparison of models for customer base analysis"; Hoppe and Wagner (2007).
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from coterie.kit.special import betaln, digamma, expit, gammaln
from coterie.review.rules.buyers import Buyers
from coterie.review.rules.jacobi import beta_points
from coterie.review.rules.likelihood import highest

Floats = NDArray[np.float64]


class Leaving(IntEnum):
    """Chances to leave that come with the first purchase."""

    BG = 0
    MBG = 1


@dataclass(frozen=True, slots=True)
class Fit:
    """A model with its parameters; alpha in weeks."""

    leaving: Leaving
    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    edge: bool = False
    """The data leave a parameter open, as where nobody is seen to have left."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Customers who look alike, each kind once: x, t_x, T, and how many they are; and each x once, with how many."""

    x: Floats
    last: Floats
    age: Floats
    people: Floats
    times: Floats
    people_of_times: Floats


def seen(buyers: Buyers, unit: float) -> Seen:
    """Return the kinds of customers there are, their times in `unit` weeks."""
    rows = np.stack([buyers.frequency, buyers.recency, buyers.age], axis=1)
    kinds, people = np.unique(rows, axis=0, return_counts=True)
    times, people_of_times = np.unique(buyers.frequency, return_counts=True)
    return Seen(
        kinds[:, 0], kinds[:, 1] / unit, kinds[:, 2] / unit, people.astype(np.float64),
        times, people_of_times.astype(np.float64),
    )  # fmt: skip


def fitted(buyers: Buyers, leaving: Leaving) -> Fit:
    """Fit a model by maximum likelihood; there must be repeat purchases, and somebody known for longer than a day."""
    # Time is measured in mean ages while climbing, so that the same starts serve days and decades.
    unit, rate = float(buyers.age.mean()), float(buyers.frequency.mean())
    kinds = seen(buyers, unit)
    starts = [(r, r / rate, a, b) for r, a, b in ((0.5, 0.8, 2.5), (0.3, 0.1, 2.0), (1.5, 1.0, 1.0), (1.0, 5.0, 20.0))]
    peak = highest(lambda at: log_likelihood(at, kinds, leaving), starts, people=len(buyers))
    r, alpha, a, b = (float(one) for one in peak.parameters)
    shift = float(buyers.frequency.sum() * np.log(unit))
    return Fit(leaving, r, alpha * unit, a, b, peak.log_likelihood - shift, peak.edge)


def log_likelihood(parameters: Floats, kinds: Seen, leaving: Leaving) -> tuple[float, Floats]:
    """Return the log-likelihood of (r, alpha, a, b) and its gradient.

    `L = G(r+x) alpha^r / G(r) * B(a,b+n) / B(a,b) * ((alpha+T)^-(r+x) + [n > 0] a / (b+n-1) (alpha+t_x)^-(r+x))`, with
    n chances to leave: x in BG/NBD, x+1 in MBG/NBD. Source: equation (6) of Fader, Hardie and Lee (2005); the
    modified one is equation (4) of Batislam et al. (2007).
    """
    shape, slopes = of_times(parameters, kinds, leaving)
    r, alpha, a, _b = parameters
    x, people, before = kinds.x, kinds.people, chances_before(parameters, kinds.x, leaving)
    to_end, to_last = np.log(alpha + kinds.age), np.log(alpha + kinds.last)
    left = odds_of_having_left(parameters, x, kinds.last, kinds.age, leaving)
    gone = people * expit(left)
    here = people - gone
    each = people * (np.logaddexp(0, left) - (r + x) * to_end)
    slopes += np.array([
        -(here * to_end + gone * to_last).sum(),
        -((r + x) * (here / (alpha + kinds.age) + gone / (alpha + kinds.last))).sum(),
        gone.sum() / a,
        -(gone / before).sum(),
    ])  # fmt: skip
    return shape + float(each.sum()), slopes


def of_times(parameters: Floats, kinds: Seen, leaving: Leaving) -> tuple[float, Floats]:
    """Return the part of the likelihood that only x has a say in, and its gradient: dear functions, few values."""
    r, alpha, a, b = parameters
    x, people, chances = kinds.times, kinds.people_of_times, kinds.times + leaving
    each = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + chances) - betaln(a, b)
    both = digamma(a + b) - digamma(a + b + chances)
    slopes = (
        digamma(r + x) - digamma(r) + np.log(alpha),
        np.full(len(x), r / alpha),
        both,
        both + digamma(b + chances) - digamma(b),
    )
    return float((people * each).sum()), np.array([(people * slope).sum() for slope in slopes])


def chances_before(parameters: Floats, x: Floats, leaving: Leaving) -> Floats:
    """Return `b + n - 1`, the weight of having stayed at all chances but the last; 1 where there was none."""
    chances = x + leaving
    return np.where(chances > 0, parameters[3] + chances - 1, 1.0)


def odds_of_having_left(parameters: Floats, x: Floats, last: Floats, age: Floats, leaving: Leaving) -> Floats:
    """Return the logarithm of the odds that each customer has left; without a chance to leave, minus infinity."""
    r, alpha, a, _b = parameters
    before = chances_before(parameters, x, leaving)
    odds = np.log(a) - np.log(before) + (r + x) * (np.log(alpha + age) - np.log(alpha + last))
    return np.where(x + leaving > 0, odds, -np.inf)


def p_alive(fit: Fit, buyers: Buyers) -> Floats:
    """Return the probability that each buyer still buys, one number each.

    Source: equation (7) of Fader, Hardie and Lee (2008), "Computing P(alive) using the BG/NBD model".
    """
    parameters = np.array([fit.r, fit.alpha, fit.a, fit.b])
    alive: Floats = expit(-odds_of_having_left(parameters, buyers.frequency, buyers.recency, buyers.age, fit.leaving))
    return alive


def p_buys(fit: Fit, buyers: Buyers, weeks: float) -> Floats:
    """Return the probability that each buyer buys at least once in the coming `weeks`.

    Who is alive waits for the next purchase by a rate from Gamma(r+x, alpha+T), whatever comes after it:
    `P(alive) (1 - ((alpha+T) / (alpha+T+t))^(r+x))`.
    """
    waited = np.log1p(weeks / (fit.alpha + buyers.age))
    return p_alive(fit, buyers) * -np.expm1(-(fit.r + buyers.frequency) * waited)


def expected_purchases(fit: Fit, buyers: Buyers, weeks: float) -> Floats:
    """Return how many purchases to expect of each buyer in the coming `weeks`.

    P(alive) times the mean of `(1 - (1 + p t / (alpha+T))^-(r+x)) / p` over p from Beta(a, b+n). It is what equation
    (10) of Fader, Hardie and Lee (2005) writes with a hypergeometric function, which is lost in rounding at a = 1 and
    for frequent buyers; the mean is of positive numbers alone.
    """
    alive, mean = p_alive(fit, buyers), np.zeros(len(buyers))
    reach = weeks / (fit.alpha + buyers.age)
    for x in np.unique(buyers.frequency):
        alike = buyers.frequency == x
        points, weights = beta_points(fit.a, fit.b + x + fit.leaving)
        bought = -np.expm1(-(fit.r + x) * np.log1p(np.outer(reach[alike], points))) / points
        mean[alike] = bought @ weights
    return alive * mean
