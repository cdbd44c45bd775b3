"""What a purchase of each customer is worth: Gamma-Gamma.

Source: Fader and Hardie (2013), "The Gamma-Gamma model of monetary value". A customer's purchases are drawn from
Gamma(p, nu), and nu once from Gamma(q, gamma); how much is taken to be independent of how often.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coterie.kit.special import digamma, gammaln
from coterie.review.rules.buyers import Buyers
from coterie.review.rules.likelihood import highest

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spend:
    """The model with its parameters; gamma in major units of money."""

    p: float
    q: float
    gamma: float
    log_likelihood: float
    customers: int
    """How many it was fitted on: those with repeat purchases that cost something."""
    edge: bool = False

    @property
    def mean(self) -> float | None:
        """Mean purchase over all customers: `p gamma / (q - 1)`; None when it has none (q not above 1)."""
        return self.p * self.gamma / (self.q - 1) if self.q > 1 else None


def spend_fitted(buyers: Buyers) -> Spend:
    """Fit the model by maximum likelihood on those who came again and paid."""
    some = (buyers.frequency > 0) & (buyers.monetary > 0)
    x, unit = buyers.frequency[some], float(buyers.monetary[some].mean())
    mean = buyers.monetary[some] / unit
    starts = ((1.0, 2.0, 1.0), (6.0, 4.0, 0.5), (2.0, 10.0, 5.0))
    peak = highest(lambda at: log_likelihood(at, x, mean), starts, people=len(x))
    p, q, gamma = (float(one) for one in peak.parameters)
    return Spend(p, q, gamma * unit, peak.log_likelihood - len(x) * float(np.log(unit)), len(x), peak.edge)


def log_likelihood(parameters: Floats, x: Floats, mean: Floats) -> tuple[float, Floats]:
    """Return the log-likelihood of (p, q, gamma) and its gradient, for x repeat purchases of this mean.

    Source: equation (1a) of Fader and Hardie (2013).
    """
    p, q, gamma = parameters
    paid, shape, inside = p * x, p * x + q, np.log(gamma + mean * x)
    each = gammaln(shape) - gammaln(paid) - gammaln(q) + q * np.log(gamma)
    each += (paid - 1) * np.log(mean) + paid * np.log(x) - shape * inside
    slopes = (
        x * (digamma(shape) - digamma(paid) + np.log(mean) + np.log(x) - inside),
        digamma(shape) - digamma(q) + np.log(gamma) - inside,
        q / gamma - shape / (gamma + mean * x),
    )
    return float(each.sum()), np.array([slope.sum() for slope in slopes])


def expected_spend(spend: Spend | None, buyers: Buyers) -> Floats:
    """Return the mean amount of the coming purchases of each buyer: `p (gamma + x m) / (p x + q - 1)`.

    It draws a customer's own mean towards that of all, the more the fewer purchases there are. Without a model, or
    where it has no mean, it is the mean purchase of everybody.
    """
    if spend is None:
        return np.full(len(buyers), buyers.mean_purchase)
    x = np.where(buyers.monetary > 0, buyers.frequency, 0.0)
    below = spend.p * x + spend.q - 1
    drawn = spend.p * (spend.gamma + x * buyers.monetary) / np.where(below > 0, below, 1.0)
    return np.where(below > 0, drawn, buyers.mean_purchase)
