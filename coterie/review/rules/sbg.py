"""How long subscribers of a plan stay: shifted beta-geometric.

At each renewal a subscriber leaves with a probability of their own, drawn once from Beta(a, b); so those who stayed
long are the faithful ones, and retention rises with time although nobody changes.
Source: Fader and Hardie (2007), "How to project customer retention".
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coterie.kit.special import betaln, digamma, hyp2f1
from coterie.review.rules.likelihood import highest

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plan:
    """The model with its parameters."""

    a: float
    b: float
    log_likelihood: float
    edge: bool = False

    def survival(self, periods: ArrayLike) -> Floats:
        """Return the share of subscribers who are still there after so many renewals: `B(a, b+t) / B(a, b)`."""
        t = np.asarray(periods, dtype=np.float64)
        return np.asarray(np.exp(betaln(self.a, self.b + t) - betaln(self.a, self.b)))

    def retention(self, periods: ArrayLike) -> Floats:
        """Return the share of those who were there before the renewal `t`, counted from 1, that takes it."""
        t = np.asarray(periods, dtype=np.float64)
        return np.asarray((self.b + t - 1) / (self.a + self.b + t - 1))

    def remaining(self, renewals: int, *, discount: float) -> float:
        """Return the renewals to come, each worth less by `discount` a period, of who renewed so many times and is due.

        Source: equation (6) of Fader and Hardie (2010), "Customer-base valuation in a contractual setting".
        Raises ValueError without a discount: the sum may be endless.
        """
        if discount <= 0:
            raise ValueError("a discount above 0 is needed")
        at, both = self.b + renewals, self.a + self.b + renewals
        return float(at / both * hyp2f1(1, at + 1, both + 1, 1 / (1 + discount)))


def plan_fitted(lost: ArrayLike, cut: ArrayLike) -> Plan:
    """Fit the model by maximum likelihood; both arrays have one number per period, beginning with the first.

    `lost` counts who left at the renewal t, `cut` who renewed t times and is not known any further.
    Raises ValueError when nobody was seen.
    """
    gone, kept = np.asarray(lost, dtype=np.float64), np.asarray(cut, dtype=np.float64)
    people = float(gone.sum() + kept.sum())
    if people <= 0:
        raise ValueError("nobody was seen")
    starts = ((1.0, 1.0), (0.5, 3.0), (5.0, 20.0))
    peak = highest(lambda at: log_likelihood(at, gone, kept), starts, people=people)
    return Plan(float(peak.parameters[0]), float(peak.parameters[1]), peak.log_likelihood, peak.edge)


def log_likelihood(parameters: Floats, lost: Floats, cut: Floats) -> tuple[float, Floats]:
    """Return the log-likelihood of (a, b) and its gradient.

    `P(T=t) = B(a+1, b+t-1) / B(a, b)` for who left at the renewal t, `S(t) = B(a, b+t) / B(a, b)` for who took it.
    """
    a, b = parameters
    t = np.arange(1, len(lost) + 1, dtype=np.float64)
    own, both = betaln(a, b), digamma(a + b)
    value = lost @ (betaln(a + 1, b + t - 1) - own) + cut @ (betaln(a, b + t) - own)
    total = both - digamma(a + b + t)
    by_a = lost @ (total + 1 / a) + cut @ total
    by_b = lost @ (total + digamma(b + t - 1) - digamma(b)) + cut @ (total + digamma(b + t) - digamma(b))
    return float(value), np.array([by_a, by_b])
