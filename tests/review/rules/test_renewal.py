"""What renewals bring: against a plain sum, against chance, and against published cohorts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.review.rules.renewal import FAR, Paying, coming, decisions, likely, seen
from coterie.review.rules.sbg import Plan, plan_fitted

HIGH_END = [131, 126, 90, 60, 42, 34, 26], [0] * 6 + [491]
"""Fader and Hardie (2007), table 1, per thousand customers."""


def test_mean_is_that_of_the_model_where_much_is_known() -> None:
    lost, kept = ([1000 * count for count in counts] for counts in HIGH_END)
    plan = plan_fitted(lost, kept)

    found = coming(lost, kept, [Paying(2, 3000, (0, 1, 2)), Paying(0, 500, (1,))], 3)

    first = 3000 * plan.survival([3, 4, 5]) / plan.survival([2])
    also = np.array([0, 500 * float(plan.survival(1)), 0])
    assert [month.mean for month in found] == pytest.approx(first + also, rel=0.002)
    one = found[0].mean / 3000
    assert found[0].deviation == pytest.approx(3000 * (one * (1 - one)) ** 0.5, rel=0.01)


def test_four_of_five_months_lie_between_the_lines() -> None:
    """People are drawn who stay by chances of their own; the forecast knows only what they did so far."""
    chance, inside, tries = np.random.default_rng(7), 0, 60
    for _ in range(tries):
        leaving = chance.beta(0.8, 3.0, size=200)
        turns = chance.geometric(leaving)
        age = chance.integers(1, 9, size=200)
        there = turns > age
        counts = seen([int(turn) - 1 for turn in turns[~there]], [int(one) for one in age[there]])
        payers = [Paying(int(one), 100, (0, 1, 2, 3)) for one in age[there]]
        month = coming(*counts, payers, 4)[3]
        came = 100 * int((turns[there] > age[there] + 4).sum())
        inside += abs(came - month.mean) <= FAR * month.deviation
    assert 0.68 <= inside / tries <= 0.92


def test_turns_of_one_month_rise_and_fall_together() -> None:
    """Who takes the later turn took the earlier one: a plain draw of such members shows the same deviation."""
    chance, plan = np.random.default_rng(3), Plan(2.0, 6.0, 0.0)
    lost, kept = [0, 0, 0], [10**9, 0, 0]
    lost[0] = round(10**9 * (1 / float(plan.survival(1)) - 1))
    found = coming(lost, kept, [Paying(0, 100, (0, 0, 0))] * 50, 1)[0]
    a, b, weights = likely(np.array(lost, dtype=float), np.array(kept, dtype=float))
    drawn = chance.choice(len(weights), size=4000, p=weights)
    turns = chance.geometric(chance.beta(a[drawn][:, None], b[drawn][:, None], size=(4000, 50)))
    income = 100 * np.minimum(turns - 1, 3).sum(axis=1)

    assert found.mean == pytest.approx(income.mean(), rel=0.03)
    assert found.deviation == pytest.approx(income.std(), rel=0.06)


@given(st.lists(st.integers(0, 6), max_size=20), st.lists(st.integers(0, 6), max_size=20))
def test_decisions_are_counted_one_by_one(left: list[int], stay: list[int]) -> None:
    lost, kept = seen(left, stay)

    assert decisions(lost, kept) == sum(renewed + 1 for renewed in left) + sum(stay)
    assert (sum(lost), sum(kept)) == (len(left), sum(1 for renewed in stay if renewed))


def test_much_that_is_known_leaves_little_open() -> None:
    few, many = (likely(*(np.array(counts) * times for counts in HIGH_END)) for times in (0.03, 3.0))
    spread = [float(np.sqrt(weights @ np.log(a) ** 2 - (weights @ np.log(a)) ** 2)) for a, _b, weights in (few, many)]

    assert spread[1] < spread[0] / 3
    assert Plan(0.668, 3.806, 0.0).survival(7) == pytest.approx(0.491, abs=0.01)
