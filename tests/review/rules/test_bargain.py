import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.review.rules.bargain import Measure, Way, bargain, chance_better

counts, uses = st.integers(0, 500), st.integers(1, 10**6)


def test_the_cheapest_join_wins_where_two_cost_money():
    found = bargain([Way(1, 40, 400, 10_000), Way(2, 5, 50, 10_000), Way(3, 90, 100, 0)])

    assert (found.measure, found.best.channel, found.worst.channel, found.sure) == (Measure.MONEY, 1, 2, True)


def test_few_people_are_not_enough():
    found = bargain([Way(1, 3, 30, 1000), Way(2, 2, 30, 1000)])

    assert (found.best.channel, found.sure) == (1, False)
    assert found.chance == pytest.approx(0.66, abs=0.02)


def test_visitors_count_where_little_is_paid():
    found = bargain([Way(1, 50, 100, 900), Way(2, 10, 100, 0), Way(None, 0, 0, 0)])

    assert (found.measure, found.best.channel, found.worst.channel) == (Measure.VISITORS, 1, 2)


def test_money_for_nothing_is_the_worst():
    found = bargain([Way(1, 0, 10, 500), Way(2, 0, 10, 90_000), Way(3, 1, 10, 10)])

    assert (found.best.channel, found.worst.channel) == (3, 2)


@pytest.mark.parametrize("ways", [[], [Way(1, 5, 10, 100)], [Way(1, 5, 10, 100), Way(2, 0, 0, 0)]])
def test_one_alone_is_not_compared(ways):
    assert bargain(ways) is None


def test_the_chance_is_that_of_drawn_rates():
    draw = np.random.default_rng(1)
    ours, others = draw.gamma(12.5, size=200_000) / 40, draw.gamma(6.5, size=200_000) / 35

    assert chance_better(12, 40, 6, 35) == pytest.approx(float((ours > others).mean()), abs=0.005)


@given(counts, uses, counts, uses)
def test_chances_of_both_sides_are_one(joins, use, other_joins, other_use):
    both = chance_better(joins, use, other_joins, other_use) + chance_better(other_joins, other_use, joins, use)

    assert both == pytest.approx(1)
