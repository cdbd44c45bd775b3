import numpy as np

from coterie.review.rules.ranking import rank_ranges


def helping(*counts):
    helper = np.concatenate([np.full(count, place) for place, count in enumerate(counts)])
    return helper, np.arange(len(helper)), len(counts)


def test_clear_ranks_are_narrow():
    low, high = rank_ranges(*helping(400, 100, 20))

    assert low.tolist() == high.tolist() == [1, 2, 3]


def test_equals_share_the_whole_range():
    low, high = rank_ranges(*helping(10, 10, 10))

    assert low.tolist() == [1, 1, 1]
    assert high.tolist() == [3, 3, 3]


def test_close_ranks_overlap():
    low, high = rank_ranges(*helping(40, 36, 2))

    assert (low[1], high[0]) == (1, 2)
    assert low[2] == 3


def test_helpers_of_the_same_people_move_together():
    # both help the same forty; the first helps one more, and is never behind
    helper = np.array([0] * 41 + [1] * 40)
    helped = np.concatenate([np.arange(41), np.arange(40)])

    low, high = rank_ranges(helper, helped, 2)

    assert (low[0], high[0]) == (1, 2)  # a draw without the one more is a tie
    assert high[1] == 2


def test_ranges_are_the_same_every_time():
    assert [part.tolist() for part in rank_ranges(*helping(9, 7, 5, 3))] == [
        part.tolist() for part in rank_ranges(*helping(9, 7, 5, 3))
    ]
