import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import check_grad
from scipy.special import hyp2f1

from coterie.review.rules.bgnbd import Fit, Leaving, expected_purchases, fitted, log_likelihood, p_alive, p_buys, seen
from coterie.review.rules.buyers import Buyers, buyers_at
from tests.review.buying import bought, cdnow, day

PARAMETERS = st.floats(1e-3, 1e3)


def buyers_of(x, last, age):
    x, last, age = (np.asarray(one, dtype=np.float64) for one in (x, last, age))
    return Buyers(np.arange(len(x)), x, last, age, np.ones(len(x)), x + 1, 1.0)


def test_real_customers_give_the_published_parameters():
    buyers = buyers_at(cdnow(), day("1997-09-30"))

    fit, modified = fitted(buyers, Leaving.BG), fitted(buyers, Leaving.MBG)

    assert (len(buyers), buyers.repeaters) == (2357, 946)
    assert (fit.r, fit.alpha, fit.a, fit.b) == pytest.approx((0.243, 4.414, 0.793, 2.426), abs=0.0006)
    assert fit.log_likelihood == pytest.approx(-9582.4, abs=0.05)
    assert (modified.r, modified.alpha, modified.a, modified.b) == pytest.approx(
        (0.525, 6.183, 0.891, 1.614), abs=0.001
    )
    assert not fit.edge
    assert not modified.edge


@pytest.mark.parametrize("leaving", Leaving)
@pytest.mark.parametrize(
    "truth", [{"r": 0.5, "alpha": 5, "a": 1.0, "b": 2.0}, {"r": 2.0, "alpha": 10, "a": 0.5, "b": 6.0}]
)
def test_parameters_are_recovered_from_simulated_customers(leaving, truth):
    buyers = buyers_of(*bought(**truth, leaving=leaving))

    fit = fitted(buyers, leaving)

    real, _slope = log_likelihood(np.array(list(truth.values())), seen(buyers, 1.0), leaving)
    # twice the difference is chi-squared with four degrees of freedom: above 18.5 once in a thousand
    assert 0 <= 2 * (fit.log_likelihood - real) < 18.5
    assert (fit.r, fit.alpha) == pytest.approx((truth["r"], truth["alpha"]), rel=0.35)
    assert fit.a / (fit.a + fit.b) == pytest.approx(truth["a"] / (truth["a"] + truth["b"]), rel=0.25)


def test_each_model_suits_its_own_customers():
    facts = {"r": 1.0, "alpha": 3.0, "a": 1.0, "b": 1.5}

    for leaving in Leaving:
        buyers = buyers_of(*bought(**facts, leaving=leaving))
        best = max(Leaving, key=lambda one: fitted(buyers, one).log_likelihood)
        assert best is leaving


def test_time_may_be_measured_in_anything():
    x, last, age = bought(r=0.6, alpha=5, a=0.8, b=2.5, people=500)

    weeks, days = fitted(buyers_of(x, last, age), Leaving.BG), fitted(buyers_of(x, last * 7, age * 7), Leaving.BG)

    assert days.alpha == pytest.approx(weeks.alpha * 7, rel=1e-4)
    assert (days.r, days.a, days.b) == pytest.approx((weeks.r, weeks.a, weeks.b), rel=1e-4)


@settings(max_examples=30, deadline=None)
@given(st.tuples(*[st.floats(0.05, 20)] * 4), st.sampled_from(Leaving))
def test_gradient_is_that_of_the_likelihood(parameters, leaving):
    kinds = seen(buyers_of([0, 0, 1, 3, 12], [0, 0, 2.5, 30, 40], [10, 40, 40, 40, 41]), 1.0)

    error = check_grad(
        lambda at: log_likelihood(at, kinds, leaving)[0],
        lambda at: log_likelihood(at, kinds, leaving)[1],
        np.array(parameters),
    )

    assert error < 1e-3 * (1 + np.abs(log_likelihood(np.array(parameters), kinds, leaving)[1]).sum())


@pytest.mark.parametrize("leaving", Leaving)
def test_expected_purchases_are_the_closed_form(leaving):
    fit, weeks = Fit(leaving, 0.243, 4.414, 0.793, 2.426, 0.0), 39.0
    buyers = buyers_of([0, 0, 1, 2, 7, 29], [0, 0, 3, 30, 20, 37], [1, 39, 39, 31, 39, 38])
    x, age, r, alpha, a, b = buyers.frequency, buyers.age, fit.r, fit.alpha, fit.a, fit.b + leaving

    reached = ((alpha + age) / (alpha + age + weeks)) ** (r + x)
    series = hyp2f1(r + x, b + x, a + b + x - 1, weeks / (alpha + age + weeks))
    closed = (a + b + x - 1) / (a - 1) * (1 - reached * series) * p_alive(fit, buyers)

    assert expected_purchases(fit, buyers, weeks) == pytest.approx(closed, rel=1e-9)


@settings(max_examples=200, deadline=None)
@given(
    st.tuples(PARAMETERS, PARAMETERS, PARAMETERS, PARAMETERS),
    st.sampled_from(Leaving),
    st.lists(st.tuples(st.integers(0, 3000), st.floats(0, 1), st.floats(0, 2000)), min_size=1, max_size=8),
    st.floats(0, 1000),
)
def test_any_customer_has_a_chance_and_an_expectation(parameters, leaving, rows, weeks):
    x = np.array([float(x) for x, _part, _age in rows])
    buyers = buyers_of(x, [part * age if x else 0 for x, part, age in rows], [age for _x, _part, age in rows])
    fit = Fit(leaving, *parameters, 0.0)

    alive, coming = p_alive(fit, buyers), expected_purchases(fit, buyers, weeks)

    buys = p_buys(fit, buyers, weeks)
    assert ((buys >= 0) & (buys <= alive) & (alive <= 1)).all()
    # who buys at all buys at least once
    assert (coming >= buys * (1 - 1e-6)).all()
    # nobody is expected to buy more often than by the mean rate, without a break
    assert (coming <= (fit.r + x) / (fit.alpha + buyers.age) * weeks * (1 + 1e-9) + 1e-12).all()
    assert (coming <= expected_purchases(fit, buyers, weeks + 1) * (1 + 1e-6) + 1e-12).all()


def test_who_is_silent_for_longer_is_less_likely_alive():
    fit = Fit(Leaving.BG, 0.243, 4.414, 0.793, 2.426, 0.0)

    alive = p_alive(fit, buyers_of([0, 5, 5, 5], [0, 38, 20, 2], [39, 39, 39, 39]))

    assert alive[0] == 1
    assert list(alive[1:]) == sorted(alive[1:], reverse=True)


def test_nobody_left_is_told_as_open():
    draw = np.random.default_rng(3)
    age = np.full(400, 50.0)
    x = draw.poisson(draw.gamma(2, 2, 400)).astype(float)
    last = np.where(x > 0, age - 0.01, 0.0)

    fit = fitted(buyers_of(x, last, age), Leaving.BG)

    assert fit.edge
    assert p_alive(fit, buyers_of(x, last, age)).min() > 0.99
