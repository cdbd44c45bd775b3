import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import theilslopes

from coterie.kit.trend import theil_sen


@given(st.lists(st.integers(0, 60), min_size=3, max_size=26))
def test_theil_sen_is_what_scipy_finds(values):
    ours, theirs = theil_sen(values), theilslopes(values)

    assert ours.slope == pytest.approx(theirs.slope)
    assert (ours.low, ours.high) == pytest.approx((theirs.low_slope, theirs.high_slope))


def test_a_steady_fall_falls():
    assert theil_sen([90, 80, 71, 60, 52, 41]).falls


def test_one_bad_month_is_no_fall():
    assert not theil_sen([50, 52, 49, 51, 50, 5]).falls


def test_three_falls_in_a_row_are_no_trend():
    assert not theil_sen([30, 45, 60, 58, 55, 50]).falls


def test_two_values_are_no_trend():
    assert theil_sen([3, 1]) is None
