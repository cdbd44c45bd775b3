import numpy as np
import pytest
import rustworkx as rx

from coterie.review.rules.trust import genuine, pagerank


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pagerank_is_what_rustworkx_finds(seed):
    dice = np.random.default_rng(seed)
    pairs = np.unique(dice.integers(0, 40, (150, 2)), axis=0)
    seeds = np.unique(dice.integers(0, 40, 5))
    graph = rx.PyDiGraph()
    graph.add_nodes_from(range(40))
    graph.add_edges_from([(int(a), int(b), 1.0) for a, b in pairs])

    theirs = rx.pagerank(graph, alpha=0.85, personalization=dict.fromkeys(seeds.tolist(), 1.0), tol=1e-12, max_iter=999)

    ours = pagerank(40, pairs[:, 0], pairs[:, 1], seeds=seeds)
    assert ours == pytest.approx([theirs[person] for person in range(40)], abs=1e-7)


def test_trust_sums_to_one():
    assert pagerank(3, np.array([0]), np.array([1]), seeds=np.array([0])).sum() == pytest.approx(1)


def test_nobody_has_no_trust():
    nobody = np.zeros(0, np.int64)

    assert pagerank(0, nobody, nobody, seeds=nobody).tolist() == []
    assert genuine(np.zeros(0), nobody).tolist() == []


def test_few_neighbours_prove_nothing():
    trust = np.array([0.9, 0.05, 0.0])

    assert genuine(trust, np.array([0, 1, 1, 2, 2, 2, 2])).tolist() == [True, True, True]
    assert genuine(trust, np.array([0, 1, 1, 2, 2, 2, 2, 2])).tolist() == [True, True, False]
