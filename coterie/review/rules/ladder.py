"""Sizes and prices of one content, each shown to a part of the visitors: which brings most, if that may be said.

What counts is the profit per visitor. Two sizes are told apart as `comparison` tells two versions apart, by the mixture
sequential probability ratio of Robbins (1970) as used by Johari, Pekelis and Walsh (2015), with the difference of the
means and its estimated variance: it may be asked every day. With k sizes there are k(k-1)/2 pairs, and each must be
`20` times as clear for each pair (Bonferroni), so that equal sizes are called different in at most 5 % of tests.
The interval of a difference is the confidence sequence that belongs to it: it holds at all times at once.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from coterie.kit.special import chdtrc
from coterie.review.rules.comparison import BROKEN, ENOUGH, FEW_DONE, FEW_SEEN, ODD

SPREAD = 0.05
"""How far apart profits per visitor may be thought to lie before anything is known, as a part of the middle price."""


class Finding(StrEnum):
    """What may be said."""

    BROKEN = "broken"
    EARLY = "early"
    NOT_YET = "not_yet"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class Size:
    """One size: its price, whom it was shown to (persons or groups), who bought, and the sum and squares of profits."""

    price: int
    seen: int
    buyers: int
    total: float
    squares: float
    weight: int = 1

    @property
    def mean(self) -> float | None:
        """Profit per visitor; nothing without visitors."""
        return self.total / self.seen if self.seen else None

    @property
    def variance(self) -> float:
        """Of the mean; at least what one buyer more would make it: few buyers look steadier than they are."""
        if not self.seen:
            return math.inf
        share = (self.buyers + 1) / (self.seen + 2)
        spread = self.squares / self.seen - (self.total / self.seen) ** 2
        return max(spread, self.price**2 * share * (1 - share)) / self.seen


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a size lies below the best one: the difference per visitor, and where it surely lies."""

    size: int
    difference: float
    low: float
    high: float
    decided: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a test of sizes says; `best` is the place of the one that brings most so far."""

    finding: Finding
    best: int | None
    gaps: tuple[Gap, ...]
    p_split: float

    @property
    def odd(self) -> bool:
        """Whether the parts are more unequal than they should be."""
        return self.p_split < ODD


def judged(sizes: Sequence[Size]) -> Judgement:
    """Judge a test."""
    split = split_p(sizes)
    if any(not one.seen for one in sizes):
        return Judgement(Finding.BROKEN if split < BROKEN else Finding.EARLY, None, (), split)
    best = max(range(len(sizes)), key=lambda place: sizes[place].mean or 0.0)
    clear = ENOUGH * len(sizes) * (len(sizes) - 1) / 2
    prior = (SPREAD * max(1.0, sorted(one.price for one in sizes)[len(sizes) // 2])) ** 2
    gaps = tuple(gap(sizes, best, place, prior, clear) for place in range(len(sizes)) if place != best)
    return Judgement(finding(sizes, gaps, split), best, gaps, split)


def split_p(sizes: Sequence[Size]) -> float:
    """Return the p of the chi-square test that each size has its share of the visitors."""
    seen, weights = sum(one.seen for one in sizes), sum(one.weight for one in sizes)
    if not seen:
        return 1.0
    meant = [seen * one.weight / weights for one in sizes]
    away = sum((one.seen - share) ** 2 / share for one, share in zip(sizes, meant, strict=True))
    return float(chdtrc(len(sizes) - 1, away))


def gap(sizes: Sequence[Size], best: int, place: int, prior: float, clear: float) -> Gap:
    """Compare a size with the best one."""
    difference = (sizes[best].mean or 0.0) - (sizes[place].mean or 0.0)
    variance = sizes[best].variance + sizes[place].variance
    if not variance:
        return Gap(place, difference, difference, difference, decided=False)
    both = variance + prior
    half = math.sqrt(2 * variance * both / prior * (math.log(clear) + math.log(both / variance) / 2))
    return Gap(place, difference, difference - half, difference + half, decided=difference > half)


def finding(sizes: Sequence[Size], gaps: Sequence[Gap], split: float) -> Finding:
    """Say what may be said."""
    if split < BROKEN:
        return Finding.BROKEN
    if min(one.seen for one in sizes) < FEW_SEEN or sum(one.buyers for one in sizes) < FEW_DONE:
        return Finding.EARLY
    return Finding.BEST if all(one.decided for one in gaps) else Finding.NOT_YET
