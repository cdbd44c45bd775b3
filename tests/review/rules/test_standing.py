"""Where one stands among others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import percentileofscore

from coterie.review.rules.standing import Standing, score_of, standings, strongest

VALUES = st.dictionaries(st.integers(1, 99), st.integers(-5, 20).map(float), min_size=2, max_size=30)


@given(VALUES)
def test_percentile_is_what_scipy_finds(values):
    found = standings(values)

    if len(set(values.values())) == 1:
        assert found == {}
    for member, one in found.items():
        everybody = list(values.values())
        assert one.percentile == pytest.approx(percentileofscore(everybody, one.value, kind="mean") / 100)
        assert one.top == pytest.approx(sum(other >= values[member] for other in everybody) / len(everybody))


@given(VALUES)
def test_more_never_stands_lower(values):
    found = standings(values)

    for one in found.values():
        for other in found.values():
            assert one.value <= other.value or one.percentile > other.percentile


def test_nobody_and_all_alike_say_nothing():
    assert standings({}) == {}
    assert standings({1: 3.0, 2: 3.0}) == {}
    assert score_of({}) is None


def test_score_is_the_plain_mean():
    assert score_of({"a": Standing(1, 0.2, 0.9), "b": Standing(1, 0.6, 0.3)}) == pytest.approx(0.4)


def test_reasons_are_the_best_within_the_top_and_never_for_nothing():
    found = {
        "a": Standing(4, 0.9, 0.12), "b": Standing(9, 0.97, 0.03), "c": Standing(2, 0.7, 0.3),
        "d": Standing(0, 0.9, 0.2), "e": Standing(1, 0.8, 0.25), "f": Standing(1, 0.85, 0.2),
    }  # fmt: skip

    assert strongest(found, within=0.25, most=3) == ("b", "a", "f")
