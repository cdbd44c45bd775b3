"""How suspicious signs are together: a chance, by logistic regression, whose weights are log-odds.

    score = 1 / (1 + exp(-(base + the sum of weight · strength)))

so that `base` says how often a friend without any sign is none, and a weight how many log-odds its sign adds at full
strength. Where the score reaches the threshold, the friend is held.
"""

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coterie.growth.enums import Signal, Strictness

BASE = "base"
WEIGHTS: Mapping[str, float] = {
    BASE: -3.0, Signal.BROWSER.value: 4.0, Signal.INVITERS.value: 3.5, Signal.BURST.value: 1.5, Signal.HASTE.value: 2.0,
    Signal.RING.value: 2.0, Signal.MAIL.value: 1.5,
}  # fmt: skip
"""What everybody begins with: a judgement, not a measurement, that the decisions of hosts move. A couple with one
laptop and a table of friends who join together are not held; three silent people of one browser are."""
THRESHOLDS: Mapping[str, float] = {Strictness.MILD: 0.75, Strictness.USUAL: 0.5, Strictness.STRICT: 0.25}


class Sign(NamedTuple):
    """One signal of a friend: how strong it is, from 0 to 1, and the number that its reason names."""

    signal: str
    strength: float
    number: int


class Risk(NamedTuple):
    """How suspicious a friend is, and why: the heaviest sign first."""

    score: float
    signs: tuple[Sign, ...]


class Watch(NamedTuple):
    """By which rules friends are held: from which score on, with which weights, and what is not looked at."""

    threshold: float = THRESHOLDS[Strictness.USUAL]
    weights: Mapping[str, float] = WEIGHTS
    off: frozenset[str] = frozenset()


def risk_of(signs: Iterable[Sign], weights: Mapping[str, float]) -> Risk:
    """Return how suspicious a friend with these signs is."""
    found = sorted(signs, key=lambda sign: (-weights[sign.signal] * sign.strength, sign.signal))
    return Risk(logistic(log_odds(found, weights)), tuple(found))


def log_odds(signs: Iterable[Sign], weights: Mapping[str, float]) -> float:
    """Return what signs weigh together; their sum is exact, and so the same in every order."""
    return math.fsum([weights[BASE], *(weights[sign.signal] * sign.strength for sign in signs)])


def logistic(odds: float) -> float:
    """Return the chance that belongs to log-odds."""
    return 1 / (1 + math.exp(-odds)) if odds >= 0 else math.exp(odds) / (1 + math.exp(odds))
