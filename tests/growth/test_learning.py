"""What decisions teach the weights, against closed forms and a slow reference."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from coterie.growth.enums import Signal
from coterie.growth.rules.learning import Outcome, height, learned, mode
from coterie.growth.rules.score import BASE, WEIGHTS

cases = st.lists(
    st.builds(
        Outcome,
        st.dictionaries(st.sampled_from(Signal.values), st.floats(0, 1), max_size=4),
        st.booleans(),
    ),
    max_size=25,
)


def test_without_cases_everybody_begins_alike() -> None:
    assert learned([]) == WEIGHTS


def test_base_alone_with_a_flat_prior_is_the_log_odds_of_the_share() -> None:
    x, y = np.ones((40, 1)), np.array([1.0] * 30 + [0.0] * 10)

    found = mode(x, y, np.zeros(1), 1e6)

    assert found[0] == pytest.approx(math.log(3), abs=1e-9)


def test_one_sign_solves_its_own_equation() -> None:
    x, y, spread = np.ones((7, 1)), np.array([1.0] * 5 + [0.0] * 2), 0.8

    [weight] = mode(x, y, np.array([0.3]), spread)

    assert 5 - 7 / (1 + math.exp(-weight)) == pytest.approx((weight - 0.3) / spread**2, abs=1e-9)


def test_sign_that_nobody_showed_keeps_its_weight() -> None:
    seen = [Outcome({"browser": 0.5}, refused=False)] * 12

    found = learned(seen)

    assert (found["mail"], found["ring"]) == pytest.approx((WEIGHTS["mail"], WEIGHTS["ring"]))
    assert found["browser"] < WEIGHTS["browser"]
    assert found[BASE] < WEIGHTS[BASE]


def test_cases_that_part_cleanly_do_not_run_away() -> None:
    found = learned([Outcome({"mail": 1.0}, refused=True)] * 500 + [Outcome({"burst": 1.0}, refused=False)] * 500)

    assert all(abs(weight) < 12 for weight in found.values())
    assert found["mail"] > WEIGHTS["mail"]
    assert found["burst"] < WEIGHTS["burst"]


def test_decisions_that_follow_other_weights_teach_them() -> None:
    chance = np.random.default_rng(7)
    true = {**WEIGHTS, "browser": 1.0, "mail": 3.5}
    seen = []
    for _case in range(4000):
        strengths = {name: float(chance.random()) for name in Signal.values}
        odds = true[BASE] + sum(true[name] * value for name, value in strengths.items())
        seen.append(Outcome(strengths, bool(chance.random() < 1 / (1 + math.exp(-odds)))))

    found = learned(seen)

    assert {name: found[name] for name in true} == pytest.approx(true, abs=0.6)


@given(cases)
def test_answer_is_that_of_a_slow_search(seen: list[Outcome]) -> None:
    names = list(WEIGHTS)
    begin = np.array([WEIGHTS[name] for name in names])
    x = np.array([[1.0 if n == BASE else one.strengths.get(n, 0.0) for n in names] for one in seen])
    x, y = x.reshape(-1, len(names)), np.array([float(one.refused) for one in seen])

    slow = minimize(lambda weights: -height(x, y, begin, 1.0, weights), begin, method="BFGS", options={"gtol": 1e-8})

    assert [learned(seen)[name] for name in names] == pytest.approx(slow.x.tolist(), abs=1e-4)


@given(cases, st.randoms(use_true_random=False))
def test_order_of_decisions_changes_nothing(seen: list[Outcome], chance: object) -> None:
    other = list(seen)
    chance.shuffle(other)  # type: ignore[attr-defined]

    assert learned(other) == pytest.approx(learned(seen), abs=1e-6)
