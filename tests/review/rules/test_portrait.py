"""Fit, purity and mixing, beside values from elsewhere."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import entropy

from coterie.review.rules.portrait import FEW, fit_of, mixing_of, purity_of

COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 200).map(float), min_size=1, max_size=8)


def test_fit_is_the_share_of_people_who_would_not_have_to_be_others():
    fit = fit_of({"learning": 60, "job": 40}, {"learning": 80, "friends": 20})

    assert fit.fit == pytest.approx(0.6)
    assert fit.low < 0.6 < fit.high
    assert fit_of({"a": 30.0, "b": 70.0}, {"a": 3, "b": 7}).fit == pytest.approx(1)
    assert fit_of({"a": 50.0}, {"b": 1}).fit == pytest.approx(0)


def test_interval_is_that_of_a_beta_posterior_where_there_are_two_kinds():
    from scipy.stats import beta

    fit = fit_of({"a": 30.0, "b": 20.0}, {"a": 1})

    low, high = beta(30.5, 20.5).ppf([0.05, 0.95])
    assert (fit.low, fit.high) == (pytest.approx(low, abs=0.01), pytest.approx(high, abs=0.01))


def test_too_few_people_say_nothing():
    few = {"a": float(FEW - 1)}

    assert (fit_of(few, {"a": 1}), purity_of(few), fit_of({"a": 99.0}, {})) == (None, None, None)


@given(COUNTS, COUNTS)
def test_fit_lies_between_nothing_and_all(counts, target):
    fit = fit_of(counts, target)

    if fit:
        assert -1e-9 <= fit.low <= fit.high <= 1 + 1e-9
        assert -1e-9 <= fit.fit <= 1 + 1e-9


@given(COUNTS)
def test_purity_is_one_less_the_relative_entropy(counts):
    purity = purity_of(counts)
    seen = [count for count in counts.values() if count]

    if purity and len(seen) > 1:
        shares = np.array(seen) / sum(seen)
        assert purity.evenness_left == pytest.approx(1 - entropy(shares) / np.log(len(shares)), abs=1e-9)
        assert purity.largest == pytest.approx(shares.max())
    elif purity:
        assert (purity.evenness_left, purity.largest) == (1.0, 1.0)


def test_mixing_is_newmans_coefficient():
    kinds = {1: "a", 2: "a", 3: "b", 4: "b"}
    ties = [(1, 2, 30), (2, 1, 10), (3, 4, 40), (1, 3, 10), (4, 2, 10)]
    table = np.array([[40, 10], [10, 40]]) / 100
    expected = float(table.sum(1) @ table.sum(0))

    mixing = mixing_of(ties, kinds)

    assert mixing.assortativity == pytest.approx((float(table.trace()) - expected) / (1 - expected))
    assert mixing.assortativity == pytest.approx(0.6)
    assert mixing.by_chance == pytest.approx(0, abs=0.02)
    assert mixing.z > 4


def test_people_who_speak_to_anybody_do_not_mix_by_kind():
    dice = np.random.default_rng(4)
    ties = [(int(a), int(b), 1) for a, b in dice.integers(0, 40, (2000, 2)) if a != b]

    mixing = mixing_of(ties, {person: "ab"[person % 2] for person in range(40)})

    assert abs(mixing.z) < 3
    assert mixing_of(ties, dict.fromkeys(range(40), "a")) is None
    assert mixing_of(ties[:5], {person: "ab"[person % 2] for person in range(40)}) is None
