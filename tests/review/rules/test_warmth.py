"""How warm somebody is, beside their own past."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.review.rules.warmth import BEFORE, RECENT, Warmth, pace_of, warmth_of

TODAY = 1_000


@pytest.mark.parametrize(
    ("recent", "expected", "unseen", "warmth"),
    [
        (4, 5.0, 1, "warm"),
        (4, 5.0, 7.5, "cooling"),
        (3, 5.0, 1, "cooling"),
        (1, 5.0, 1, "cold"),
        (0, 5.0, 20, "cold"),
        (0, None, None, "cold"),
        (1, None, 2, "warm"),
        (2, 0.0, 2, "warm"),
        (9, 5.0, 14, "cold"),
    ],
)
def test_warmth(recent, expected, unseen, warmth):
    assert warmth_of(recent, expected, unseen) == warmth


def test_pace_counts_fourteen_days_and_the_seventy_six_before():
    days = {TODAY, TODAY - 13, TODAY - 14, TODAY - 89, TODAY - 90, TODAY + 1}

    assert pace_of(days, today=TODAY, joined=0) == (2, pytest.approx(2 * RECENT / BEFORE))


def test_who_joined_lately_is_measured_by_the_days_since_then():
    days = {TODAY - day for day in range(28)}

    assert pace_of(days, today=TODAY, joined=TODAY - 27) == (14, pytest.approx(14.0))
    assert pace_of(days, today=TODAY, joined=TODAY - 5) == (14, None)


@given(st.sets(st.integers(TODAY - 100, TODAY)), st.integers(0, TODAY))
def test_who_goes_on_as_before_is_never_cooling(days, joined):
    recent, expected = pace_of(days, today=TODAY, joined=joined)

    assert 0 <= recent <= RECENT
    assert expected is None or 0 <= expected <= RECENT
    if expected is not None and recent >= expected and recent:
        assert warmth_of(recent, expected, 0.0) == Warmth.WARM
