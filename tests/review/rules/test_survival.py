import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.review.rules.survival import kaplan_meier


def test_kaplan_meier_by_hand():
    # Six wait: ends at 1, 3, 3 and 5; cut off at 2 and 6. S = 5/6, then 5/6 * 2/4, then that * 1/2.
    survival = kaplan_meier([1, 2, 3, 3, 5, 6], [True, False, True, True, True, False])

    assert survival.times.tolist() == [1, 3, 5]
    assert survival.waiting.tolist() == pytest.approx([5 / 6, 5 / 12, 5 / 24])
    assert survival.median == 3
    assert survival.ended_by(0.5) == 0
    assert survival.ended_by(3) == pytest.approx(7 / 12)


def test_an_end_comes_before_a_cut_at_the_same_time():
    survival = kaplan_meier([4, 4], [True, False])

    assert survival.ended_by(4) == pytest.approx(0.5)


def test_nobody_was_ever_answered():
    survival = kaplan_meier([1, 2], [False, False])

    assert survival.median is None
    assert survival.ended_by(10) == 0


def test_no_rows():
    assert kaplan_meier([], []).median is None


ROWS = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=60)


@given(ROWS)
def test_kaplan_meier_is_the_product_of_those_left(rows):
    survival = kaplan_meier([time for time, _ in rows], [ended for _, ended in rows])

    waiting = 1.0
    for moment in sorted({time for time, ended in rows if ended}):
        at_risk = sum(1 for time, _ in rows if time >= moment)
        ends = sum(1 for time, ended in rows if time == moment and ended)
        waiting *= 1 - ends / at_risk
        assert survival.ended_by(moment) == pytest.approx(1 - waiting)


@given(ROWS)
def test_counts_stand_for_equal_rows(rows):
    times, ended = [time for time, _ in rows], [end for _, end in rows]

    doubled = kaplan_meier(times * 3, ended * 3)
    counted = kaplan_meier(times, ended, [3] * len(rows))

    assert counted.waiting.tolist() == pytest.approx(doubled.waiting.tolist())


@given(st.lists(st.integers(0, 50), min_size=1, max_size=60))
def test_without_cuts_it_is_the_plain_share(times):
    survival = kaplan_meier(times, [True] * len(times))

    for moment in range(52):
        assert survival.ended_by(moment) == pytest.approx(sum(time <= moment for time in times) / len(times))
