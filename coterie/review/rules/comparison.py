"""Two versions of one thing, shown to halves of the visitors: which is better, and whether that may be said yet.

Rates have Beta(1, 1) priors. "Decided" is always valid: it may be asked every day, and two equal versions are called
different in at most 5 % of tests, however often somebody looks. It rests on the mixture sequential probability ratio
of Robbins (1970) as used by Johari, Pekelis and Walsh (2015): with the difference of rates d and its variance V,
`L = sqrt(V / (V + t^2)) * exp(t^2 * d^2 / (2 * V * (V + t^2)))`, decided when L >= 20.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from coterie.kit.special import chdtrc

DRAWS, SEED = 100_000, 20_112
SPREAD = 0.05
"""`t`: how far apart two versions may be thought to lie before anything is known."""
ENOUGH = 20.0
FEW_SEEN, FEW_DONE = 50, 10
"""With fewer visitors in an arm, or people who did it in both, the normal approximation is not to be trusted."""
BROKEN, ODD = 0.001, 0.01
"""From these on the halves are unequal by more than chance: something is wrong, or should be watched."""


class Finding(StrEnum):
    """What may be said."""

    BROKEN = "broken"
    EARLY = "early"
    NOT_YET = "not_yet"
    A = "a"
    B = "b"


@dataclass(frozen=True, slots=True)
class Tried:
    """An arm: how many saw it, and how many of them did what is wanted."""

    seen: int
    done: int

    @property
    def rate(self) -> float | None:
        """The share that did it; nothing without visitors."""
        return self.done / self.seen if self.seen else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two arms compare."""

    finding: Finding
    p_best: float
    """Probability that B is better than A."""
    loss_a: float
    """Expected loss of rate when A is kept."""
    loss_b: float
    p_split: float
    """Probability that chance alone makes the halves as unequal as they are."""
    evidence: float
    """L above: how many times better "different" explains what was seen than "equal"."""

    @property
    def odd(self) -> bool:
        """Whether the halves are more unequal than they should be."""
        return self.p_split < ODD


def compared(a: Tried, b: Tried) -> Comparison:
    """Compare two arms that were meant to have half of the visitors each."""
    dice = np.random.default_rng(SEED)
    rate_a = dice.beta(1 + a.done, 1 + a.seen - a.done, DRAWS)
    rate_b = dice.beta(1 + b.done, 1 + b.seen - b.done, DRAWS)
    ahead = rate_b - rate_a
    split, found = split_p(a.seen, b.seen), evidence(a, b)
    return Comparison(
        finding=finding(a, b, split, found),
        p_best=float((ahead > 0).mean()),
        loss_a=float(np.maximum(ahead, 0).mean()),
        loss_b=float(np.maximum(-ahead, 0).mean()),
        p_split=split,
        evidence=found,
    )


def split_p(a: int, b: int) -> float:
    """Return the p of the chi-square test that both arms have the same share of visitors."""
    return float(chdtrc(1, (a - b) ** 2 / (a + b))) if a + b else 1.0


def evidence(a: Tried, b: Tried) -> float:
    """Return L, or 1 while nothing can be known."""
    if not (a.seen and b.seen):
        return 1.0
    pooled = (a.done + b.done) / (a.seen + b.seen)
    variance = pooled * (1 - pooled) * (1 / a.seen + 1 / b.seen)
    if not variance:
        return 1.0
    difference, prior = b.done / b.seen - a.done / a.seen, SPREAD**2
    exponent = prior * difference**2 / (2 * variance * (variance + prior))
    return math.sqrt(variance / (variance + prior)) * math.exp(min(exponent, 700.0))


def finding(a: Tried, b: Tried, split: float, found: float) -> Finding:
    """Say what may be said."""
    if split < BROKEN:
        return Finding.BROKEN
    if min(a.seen, b.seen) < FEW_SEEN or a.done + b.done < FEW_DONE:
        return Finding.EARLY
    if found < ENOUGH:
        return Finding.NOT_YET
    return Finding.B if b.done * a.seen > a.done * b.seen else Finding.A
