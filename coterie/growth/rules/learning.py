"""What hosts decided teaches the weights: logistic regression that is drawn towards what everybody begins with.

With cases x (the strengths of the signs, and a 1 for the base) and outcomes y (1: refused), the weights w maximise

    sum of [y·log p + (1 - y)·log(1 - p)] - |w - w0|² / (2·s²)      p = 1 / (1 + exp(-x·w))

the posterior mode under a normal prior with mean w0 and deviation s (le Cessie and van Houwelingen 1992, Ridge
estimators in logistic regression; Bishop 2006, 4.3.3 and 4.5), by Newton's method: H = X'SX + I/s² with S the diagonal
of p(1 - p), g = X'(y - p) - (w - w0)/s². The function is strictly concave, so there is one answer. w0 is always what
everybody begins with, never what was learned last: no case is counted twice. That only held friends are decided on does
not bend the weights: they are chosen by x alone, not by y.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coterie.growth.rules.score import BASE, WEIGHTS
from coterie.kit.special import expit, log_expit

Floats = NDArray[np.float64]
SPREAD = 1.0
"""How far a weight may easily be from where it begins, in log-odds."""
ROUNDS, CLOSE = 100, 1e-12


class Outcome(NamedTuple):
    """One decided case: the strength of each sign, and whether the friend was refused."""

    strengths: Mapping[str, float]
    refused: bool


def learned(cases: Sequence[Outcome]) -> dict[str, float]:
    """Return the weights that decided cases teach; without any, what everybody begins with."""
    names = list(WEIGHTS)
    begin = np.array([WEIGHTS[name] for name in names])
    x = np.array([[1.0 if name == BASE else one.strengths.get(name, 0.0) for name in names] for one in cases])
    y = np.array([float(one.refused) for one in cases])
    found = mode(x.reshape(-1, len(names)), y, begin, SPREAD)
    return dict(zip(names, found.tolist(), strict=True))


def mode(x: Floats, y: Floats, begin: Floats, spread: float) -> Floats:
    """Return the weights at which the posterior is highest; a step that overshoots is halved."""
    weights, precision = begin.copy(), 1 / spread**2
    for _round in range(ROUNDS):
        chance = expit(x @ weights)
        slope = x.T @ (y - chance) - (weights - begin) * precision
        bend = (x.T * (chance * (1 - chance))) @ x + np.eye(len(begin)) * precision
        step, here = np.linalg.solve(bend, slope), height(x, y, begin, spread, weights)
        while height(x, y, begin, spread, weights + step) < here and np.abs(step).max() > CLOSE:
            step /= 2
        weights = weights + step
        if np.abs(step).max() < CLOSE:
            break
    return weights


def height(x: Floats, y: Floats, begin: Floats, spread: float, weights: Floats) -> float:
    """Return the logarithm of the posterior, but for a constant."""
    odds = x @ weights
    likelihood = y @ log_expit(odds) + (1 - y) @ log_expit(-odds)
    return float(likelihood - ((weights - begin) ** 2).sum() / (2 * spread**2))
