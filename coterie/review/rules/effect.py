"""What rewards did, beside a hold-out: friends beyond those who come without a reward.

The two sides are compared as sizes of a price ladder are (`rules/ladder.py`), a friend being one: the interval holds
however often it is looked at. Each member stays on the side into which chance put them, whatever they do.
"""

from dataclasses import dataclass
from typing import Protocol

from coterie.review.rules.ladder import Finding, Size, judged


class Side(Protocol):
    """Members, who of them brought friends who count, how many these are, the sum of their squares, what they cost."""

    people: int
    inviters: int
    friends: int
    squares: int
    cost: int


@dataclass(frozen=True, slots=True)
class Effect:
    """How many friends more a member brings by rewards, and where that surely lies; no ends while a side is empty."""

    promised: Side
    held_out: Side
    difference: float
    low: float | None
    high: float | None
    finding: Finding

    @property
    def more(self) -> float:
        """How many friends the rewards brought beyond those who would have come without; below zero: fewer."""
        return self.difference * self.promised.people

    @property
    def decided(self) -> bool:
        """Whether it may be said which side brings more."""
        return self.finding == Finding.BEST

    @property
    def each(self) -> int | None:
        """What one friend more costs, in minor units; none where it is not said that there are any."""
        return round(self.promised.cost / self.more) if self.decided and self.more > 0 else None


def effect_of(promised: Side, held_out: Side, of_hundred: int) -> Effect:
    """Return what rewards did, where chance was to hold out so many of 100 members."""
    found = judged([size_of(promised, 100 - of_hundred), size_of(held_out, of_hundred)])
    low, high = interval(found.gaps[0].low, found.gaps[0].high, found.best) if found.gaps else (None, None)
    return Effect(promised, held_out, mean(promised) - mean(held_out), low, high, found.finding)


def size_of(side: Side, weight: int) -> Size:
    """Return a side as the test reads it: a friend is one, and chance put so many of 100 members into it."""
    return Size(1, side.people, side.inviters, side.friends, side.squares, weight)


def interval(low: float, high: float, best: int | None) -> tuple[float, float]:
    """Return how far the promised side is ahead, of an interval that says how far the best one is."""
    return (-high, -low) if best else (low, high)


def mean(side: Side) -> float:
    """Return how many friends a member brought."""
    return side.friends / side.people if side.people else 0.0
