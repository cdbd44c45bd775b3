"""Whose attention counts: what keeps a ring of made-up accounts from looking like a helpful crowd."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

DAMPING = 0.85
ROUNDS, CLOSE = 200, 1e-10
ELDERS = 0.25
"""The part of each group's speakers, longest there first, from whom trust starts."""
SHUNNED = 1 / 3
"""Somebody with less trust per neighbour than this part of the median is not counted as a person helped ..."""
CROWD = 5
"""... if at least so many different people speak to them. Fewer neighbours prove nothing either way."""


def pagerank(people: int, source: Ints, target: Ints, *, seeds: Ints) -> Floats:
    """Return personalised PageRank: where a walk along ties is found that goes home to a seed with chance 0.15.

    People are numbered from 0; a walk that can go no further goes home as well. Power iteration on arrays: the graphs
    of large communities do not fit into memory as objects. Source: Page et al. (1999), started at `seeds` only.
    """
    home = (
        np.bincount(seeds, minlength=people) / max(len(seeds), 1) if len(seeds) else np.full(people, 1 / max(people, 1))
    )
    ways = np.bincount(source, minlength=people)
    rank = home.copy()
    for _ in range(ROUNDS):
        step = np.bincount(target, weights=(rank / np.maximum(ways, 1))[source], minlength=people)
        after = DAMPING * (step + rank[ways == 0].sum() * home) + (1 - DAMPING) * home
        moved, rank = np.abs(after - rank).sum(), after
        if moved < CLOSE:
            break
    return rank


def genuine(trust: Floats, target: Ints) -> Bools:
    """Tell for each person whether helping them counts; `target` has one entry per pair.

    Members of a ring speak to each other a lot while hardly anybody outside speaks to them, so the little trust that
    leaks in is thin per neighbour. Degree-normalised trust is the idea of SybilRank (Cao et al., 2012).
    """
    heard = np.bincount(target, minlength=len(trust))
    density = trust / np.maximum(heard, 1)
    usual = np.median(density[heard > 0]) if (heard > 0).any() else 0.0
    return (density >= SHUNNED * usual) | (heard < CROWD)
