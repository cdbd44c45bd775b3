"""What other communities reach at each step, as a spread of rates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coterie.kit.special import betaincinv
from coterie.review.enums import Step


@dataclass(frozen=True, slots=True)
class Peers:
    """A Beta distribution of one step's rate over communities."""

    a: float
    b: float
    measured: bool = False
    """True when fitted to communities, false when declared by us in advance."""

    @property
    def mean(self) -> float:
        """The middle rate."""
        return self.a / (self.a + self.b)

    def quantile(self, part: float) -> float:
        """Return the rate below which a part of communities lie."""
        return float(betaincinv(self.a, self.b, part))


def by_moments(mean: float, sd: float, *, measured: bool = False) -> Peers:
    """Return the Beta distribution with this mean and standard deviation.

    `a + b = mean*(1-mean)/sd**2 - 1`; a spread too wide for a Beta is narrowed to `a + b = 1`.
    """
    size = max(mean * (1 - mean) / sd**2 - 1, 1.0)
    return Peers(mean * size, (1 - mean) * size, measured)


def fitted(rates: Sequence[float]) -> Peers:
    """Fit the rates of at least three communities by moments."""
    mean = sum(rates) / len(rates)
    variance = sum((rate - mean) ** 2 for rate in rates) / (len(rates) - 1)
    return by_moments(min(max(mean, 0.001), 0.999), max(variance**0.5, 0.01), measured=True)


DECLARED: Mapping[Step, Peers] = {
    Step.SCANNED: by_moments(0.70, 0.15),
    Step.JOINED: by_moments(0.50, 0.15),
    Step.SPOKE: by_moments(0.35, 0.12),
    Step.RITUAL: by_moments(0.50, 0.18),
    Step.BOUGHT: by_moments(0.15, 0.10),
    Step.INVITED: by_moments(0.15, 0.10),
    Step.INVITEE_JOINED: by_moments(0.45, 0.15),
}
"""Our own wide guesses, not measurements: they hold until an install has communities of its own to compare with."""
