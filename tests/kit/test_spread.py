from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coterie.kit.spread import spread

days = st.integers(-50, 50)


def test_a_day_is_a_part():
    assert [spread(100, 0, 2, since=day, until=day + 1) for day in range(-1, 4)] == [0, 33, 33, 34, 0]


@given(st.integers(1, 10**15), st.integers(0, 40), st.integers(1, 400), st.lists(days, min_size=2, max_size=6))
def test_parts_add_up_and_are_even(amount, first, length, cuts):
    last = first + length - 1
    cuts = sorted([*cuts, first, last + 1])
    parts = [spread(amount, first, last, since=begin, until=end) for begin, end in pairwise(cuts)]

    each = [spread(amount, first, last, since=day, until=day + 1) for day in range(first, last + 1)]

    assert sum(each) == amount
    assert sum(parts) == amount - sum(each[max(cuts[-1] - first, 0) :]) - sum(each[: max(cuts[0] - first, 0)])
    assert max(each) - min(each) <= 1
