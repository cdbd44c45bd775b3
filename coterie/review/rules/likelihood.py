"""The parameters under which what was seen is most likely."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Likelihood = Callable[[Floats], tuple[float, Floats]]
"""From positive parameters to the log-likelihood and its gradient."""

FAR = math.log(1e6)
"""How far a parameter may go from 1, in logarithms; a larger or a smaller one says the same as this."""
EDGE = 2 / 3
"""Beyond this part of the way, 1 to 10,000, a parameter is open: the data do not settle it."""


@dataclass(frozen=True, slots=True)
class Peak:
    """Where a likelihood is highest."""

    parameters: Floats
    log_likelihood: float
    edge: bool
    """A parameter went as far as it may: the data do not settle it."""


def highest(likelihood: Likelihood, starts: Iterable[tuple[float, ...]], *, people: float) -> Peak:
    """Climb from several starts, in the logarithms of the parameters, and return the highest place that was reached.

    `people` is how many the likelihood sums over: steps are judged per person, so that they end alike for few and many.
    """

    def descent(steps: Floats) -> tuple[float, Floats]:
        parameters = np.exp(within(steps))
        value, slope = likelihood(parameters)
        return -value / people, -slope * parameters * (1 - np.tanh(steps / FAR) ** 2) / people

    best = min((climbed(descent, np.log(start)) for start in starts), key=lambda found: found[0])
    logs = within(best[1])
    return Peak(np.exp(logs), -best[0] * people, bool((np.abs(logs) > EDGE * FAR).any()))


def within(steps: Floats) -> Floats:
    """Return the logarithms of parameters, bent so that none leaves its bounds however far one climbs."""
    return FAR * np.tanh(steps / FAR)


def climbed(descent: Likelihood, start: Floats) -> tuple[float, Floats]:
    """Return what one start leads to: the value and the place.

    Few parameters want no memory of the way: BFGS keeps the whole matrix, and takes a fifth of L-BFGS-B's time here.
    """
    from scipy.optimize import minimize  # takes long to load, and few ask for it

    found = minimize(descent, start, jac=True, method="BFGS", options={"maxiter": 500, "gtol": 1e-9})
    return float(found.fun), np.asarray(found.x, dtype=np.float64)
