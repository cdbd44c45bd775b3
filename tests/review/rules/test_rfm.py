import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.review.enums import Segment
from coterie.review.rules.rfm import bands_of, rfm, scores, segments
from tests.review.rules.test_bgnbd import buyers_of


def test_quintiles_of_ten_and_equals_share_their_middle():
    one = np.zeros(10, dtype=np.int64)

    assert list(scores(np.arange(10.0), one)) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert list(scores(np.zeros(10), one)) == [3] * 10
    assert list(scores(np.array([0.0] * 8 + [1, 1]), one)) == [2] * 8 + [5] * 2


def test_customers_are_compared_with_those_of_their_age():
    ages = np.repeat([2.0, 30.0], 30)
    values = np.concatenate([np.arange(30.0), 100 + np.arange(30.0)])

    young, old = np.split(scores(values, bands_of(ages)), 2)

    assert list(young) == list(old)


def test_small_bands_join_a_neighbour():
    bands = bands_of(np.concatenate([np.full(3, 1.0), np.full(40, 14.0), np.full(40, 27.0), np.full(2, 90.0)]))

    assert list(np.unique(bands[:43])) == [0]
    assert list(np.unique(bands[43:])) == [1]
    assert list(bands_of(np.array([5.0]))) == [0]


@pytest.mark.parametrize(
    ("r", "f", "m", "again", "segment"),
    [
        (5, 4, 4, True, Segment.CHAMPIONS),
        (5, 3, 3, True, Segment.LOYAL),
        (3, 5, 5, True, Segment.LOYAL),
        (5, 3, 5, False, Segment.PROMISING),
        (4, 2, 2, True, Segment.PROMISING),
        (3, 1, 1, False, Segment.DRIFTING),
        (2, 5, 5, True, Segment.AT_RISK),
        (1, 1, 5, False, Segment.LOST),
    ],
)
def test_segment_by_scores(r, f, m, again, segment):
    r, f, m = (np.array([one]) for one in (r, f, m))

    assert segments(r, f, m, again=np.array([again]))[0] == segment


@given(st.lists(st.tuples(st.integers(0, 40), st.floats(0, 1), st.floats(0, 300)), min_size=1, max_size=120))
def test_everybody_has_a_segment(rows):
    found = rfm(buyers_of(*zip(*[(x, part * age if x else 0, age) for x, part, age in rows], strict=True)))

    for one in (found.recency, found.frequency, found.money):
        assert set(one.tolist()) <= {1, 2, 3, 4, 5}
    assert set(found.segment.tolist()) <= {one.value for one in Segment}


def test_nobody_has_none():
    assert len(rfm(buyers_of([], [], [])).segment) == 0
