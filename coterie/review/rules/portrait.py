"""How far the actual members are from the declared ones, and how alike they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

FEW = 20
"""Fewer people than this say nothing of a portrait."""
DRAWS, SEED = 4_000, 20_260
PRIOR = 0.5
"""Jeffreys' prior of a multinomial: half a person of each kind."""
SHUFFLES = 400


@dataclass(frozen=True, slots=True)
class Fit:
    """The share of people who are as declared, and where it lies with 90 % probability."""

    fit: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Purity:
    """How alike people are."""

    largest: float
    """Share of the largest kind."""
    evenness_left: float
    """1 - H / ln k with the entropy H of k kinds: 0 when all are equally frequent, 1 when there is one kind."""


def shares_of(weights: Mapping[str, float]) -> dict[str, float]:
    """Return weights that add up to 1."""
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()} if total else {}


def fit_of(counts: Mapping[str, float], target: Mapping[str, float]) -> Fit | None:
    """Return 1 - total variation distance of the actual to the declared shares; None below FEW people.

    It reads as a share of people: so many would not have to be somebody else. Source of the distance: Levin, Peres,
    Markov Chains and Mixing Times, 4.1. The interval is the middle 90 % of 4,000 draws of the Dirichlet posterior.
    """
    people = sum(counts.values())
    wanted = shares_of(target)
    if people < FEW or not wanted:
        return None
    names = sorted(set(counts) | set(wanted))
    aim = np.array([wanted.get(name, 0.0) for name in names])
    seen = np.array([counts.get(name, 0.0) for name in names])
    draws = np.random.default_rng(SEED).dirichlet(seen + PRIOR, DRAWS)
    low, high = np.quantile(overlap(draws, aim), [0.05, 0.95])
    return Fit(float(overlap(seen / people, aim)), float(low), float(high))


def overlap(actual: NDArray[np.float64], aim: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what two distributions have in common: 1 - half the sum of their differences."""
    return np.asarray(1 - np.abs(actual - aim).sum(axis=-1) / 2)


def purity_of(counts: Mapping[str, float]) -> Purity | None:
    """Return how alike people are; None below FEW people."""
    shares = [share for share in shares_of(counts).values() if share > 0]
    if sum(counts.values()) < FEW:
        return None
    entropy = -sum(share * log(share) for share in shares)
    return Purity(max(shares), 1 - entropy / log(len(shares)) if len(shares) > 1 else 1.0)


@dataclass(frozen=True, slots=True)
class Mixing:
    """Whether people speak to their own kind: Newman's assortativity, and how far it is from chance."""

    assortativity: float
    by_chance: float
    """Mean of graphs in which everybody speaks and is spoken to as often as here, to whomever."""
    z: float
    """Standard deviations between the two."""


def mixing_of(ties: Sequence[tuple[int, int, int]], kinds: Mapping[int, str]) -> Mixing | None:
    """Return how kinds mix in ties (source, target, messages) among people of known kind; None below FEW messages.

    r = (sum e_ii - sum a_i b_i) / (1 - sum a_i b_i), Newman (2003), Mixing patterns in networks. The null keeps every
    degree: the ends of all messages are shuffled.
    """
    known = [
        (kinds[source], kinds[target], messages)
        for source, target, messages in ties
        if {source, target} <= kinds.keys()
    ]
    names = sorted({name for source, target, _messages in known for name in (source, target)})
    if sum(messages for _source, _target, messages in known) < FEW or len(names) < 2:
        return None
    place = {name: number for number, name in enumerate(names)}
    out = np.repeat([place[source] for source, _target, _n in known], [n for _source, _target, n in known])
    into = np.repeat([place[target] for _source, target, _n in known], [n for _source, _target, n in known])
    dice = np.random.default_rng(SEED)
    chance = np.array([assortativity(out, dice.permutation(into), len(names)) for _ in range(SHUFFLES)])
    found, spread = assortativity(out, into, len(names)), float(chance.std())
    return Mixing(found, float(chance.mean()), (found - float(chance.mean())) / spread if spread else 0.0)


def assortativity(out: NDArray[np.int64], into: NDArray[np.int64], kinds: int) -> float:
    """Return Newman's coefficient of two ends of the same messages."""
    count = len(out)
    expected = float((np.bincount(out, minlength=kinds) / count) @ (np.bincount(into, minlength=kinds) / count))
    return float((float((out == into).mean()) - expected) / (1 - expected)) if expected < 1 else 0.0
