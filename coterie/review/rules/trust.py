"""Whose attention counts: what keeps a ring of made-up accounts from looking like a helpful crowd."""

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

DAMPING = 0.85
ELDERS = 0.25
"""The part of people, longest here first, from whom trust starts."""
SHUNNED = 1 / 3
"""Somebody with less trust per neighbour than this part of the median is not counted as a person helped ..."""
CROWD = 5
"""... if at least so many different people speak to them. Fewer neighbours prove nothing either way."""


def pagerank(people: int, source: Ints, target: Ints, *, seeds: Ints) -> Floats:
    """Return personalised PageRank: where a walk along ties is found that goes home to a seed with chance 0.15.

    People are numbered from 0. Source: Page et al. (1999), with the start confined to `seeds`.
    """
    if not people:
        return np.zeros(0)
    graph: rx.PyDiGraph[None, None] = rx.PyDiGraph()
    graph.add_nodes_from([None] * people)
    graph.extend_from_edge_list(list(zip(source.tolist(), target.tolist(), strict=True)))
    home = dict.fromkeys(seeds.tolist(), 1.0)
    ranks = rx.pagerank(graph, alpha=DAMPING, personalization=home or None, tol=1e-9, max_iter=500)
    return np.fromiter((ranks[person] for person in range(people)), np.float64, people)


def elders(first_seen: Ints) -> Ints:
    """Return the people who have been here longest."""
    return np.flatnonzero(first_seen <= np.quantile(first_seen, ELDERS)) if len(first_seen) else np.zeros(0, np.int64)


def genuine(trust: Floats, target: Ints) -> Bools:
    """Tell for each person whether helping them counts; `target` has one entry per pair.

    Members of a ring speak to each other a lot while hardly anybody outside speaks to them, so the little trust that
    leaks in is thin per neighbour. Degree-normalised trust is the idea of SybilRank (Cao et al., 2012).
    """
    heard = np.bincount(target, minlength=len(trust))
    density = trust / np.maximum(heard, 1)
    usual = np.median(density[heard > 0]) if (heard > 0).any() else 0.0
    return (density >= SHUNNED * usual) | (heard < CROWD)
