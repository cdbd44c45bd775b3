"""Which of several ways brings people best, and whether there are enough people to say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from coterie.kit.special import betainc

SURE = 0.9
"""How probable it must be that the best is better than the worst before they are named without a caveat."""
PRIOR = 0.5
"""Half a join on top of each count: Jeffreys' prior of a rate."""


class Measure(StrEnum):
    """What the joins are measured by."""

    MONEY = "money"
    VISITORS = "visitors"


@dataclass(frozen=True, slots=True)
class Way:
    """A way by which `joins` people came, for `cost` minor units, of `visitors` who looked."""

    channel: int | None
    joins: int
    visitors: int
    cost: int


@dataclass(frozen=True, slots=True)
class Bargain:
    """The best and the worst way, by joins per money or, where fewer than two cost anything, joins per visitor."""

    measure: Measure
    best: Way
    worst: Way
    chance: float
    """Probability that the best is truly better than the worst."""

    @property
    def sure(self) -> bool:
        """Whether the numbers are large enough to say so."""
        return self.chance >= SURE


def bargain(ways: Sequence[Way]) -> Bargain | None:
    """Name the best and the worst way; None where there are not two to compare."""
    paid = [way for way in ways if way.cost > 0 and way.visitors]
    if len(paid) > 1:
        return judged(Measure.MONEY, paid)
    seen = [way for way in ways if way.visitors]
    return judged(Measure.VISITORS, seen) if len(seen) > 1 else None


def judged(measure: Measure, ways: Sequence[Way]) -> Bargain:
    """Order ways by joins per money or visitor, and tell how sure the order of the first and the last is."""
    # what brought nobody is the worse the more it used up
    ranked = sorted(ways, key=lambda way: (way.joins / used(measure, way), -used(measure, way)))
    best, worst = ranked[-1], ranked[0]
    chance = chance_better(best.joins, used(measure, best), worst.joins, used(measure, worst))
    return Bargain(measure, best, worst, chance)


def used(measure: Measure, way: Way) -> int:
    """Return what a way used up: money, or looks."""
    return way.cost if measure == Measure.MONEY else way.visitors


def chance_better(joins: int, use: float, other_joins: int, other_use: float) -> float:
    """Return the probability that one rate of joins is higher than another.

    Joins are Poisson, rates `Gamma(joins + 1/2, use)`; the ratio of two gammas gives
    `1 - I(use / (use + other_use); joins + 1/2, other_joins + 1/2)` with the regularised incomplete beta function.
    """
    return float(1 - betainc(joins + PRIOR, other_joins + PRIOR, use / (use + other_use)))
