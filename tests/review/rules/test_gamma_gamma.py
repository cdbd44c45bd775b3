import numpy as np
import pytest
from scipy.optimize import check_grad

from coterie.review.rules.buyers import Buyers, buyers_at
from coterie.review.rules.gamma_gamma import Spend, expected_spend, log_likelihood, spend_fitted
from tests.review.buying import cdnow, day


def buyers_of(x, monetary, mean_purchase=10.0):
    x = np.asarray(x, dtype=np.float64)
    return Buyers(np.arange(len(x)), x, x, x + 1, np.asarray(monetary, dtype=np.float64), x, mean_purchase)


def test_real_customers_give_the_published_parameters():
    spend = spend_fitted(buyers_at(cdnow(), day("1997-09-30")))

    assert (spend.p, spend.q, spend.gamma) == pytest.approx((6.25, 3.74, 15.44), abs=0.01)
    assert spend.customers == 946
    assert spend.mean == pytest.approx(35.17, abs=0.01)


def test_parameters_are_recovered_from_simulated_customers():
    draw, people = np.random.default_rng(5), 4000
    x = draw.integers(1, 9, people)
    nu = draw.gamma(4.0, 1 / 20.0, people)
    mean = draw.gamma(3.0 * x, 1 / (nu * x))

    spend = spend_fitted(buyers_of(x, mean))

    assert (spend.p, spend.q) == pytest.approx((3.0, 4.0), rel=0.15)
    assert spend.mean == pytest.approx(3.0 * 20.0 / 3.0, rel=0.05)


def test_gradient_is_that_of_the_likelihood():
    x, mean = np.array([1.0, 2.0, 9.0]), np.array([0.3, 1.0, 4.0])

    error = check_grad(
        lambda at: log_likelihood(at, x, mean)[0], lambda at: log_likelihood(at, x, mean)[1], np.array([1.3, 2.2, 0.7])
    )

    assert error < 1e-5


def test_a_customers_mean_is_drawn_towards_that_of_all():
    spend = Spend(6.25, 3.74, 15.44, 0.0, 946)

    once, some, many = expected_spend(spend, buyers_of([0, 1, 50], [0, 100, 100]))

    assert once == pytest.approx(spend.mean)
    assert once < some < many < 100


def test_without_a_mean_the_plain_one_stands_in():
    endless = Spend(2.0, 0.8, 5.0, 0.0, 9)

    assert endless.mean is None
    assert expected_spend(endless, buyers_of([0], [0]))[0] == 10
    assert list(expected_spend(None, buyers_of([0, 4], [0, 7]))) == [10, 10]


def test_equal_amounts_give_that_amount():
    buyers = buyers_of([1, 2, 3, 4, 5, 6], [25.0] * 6, 25.0)

    assert expected_spend(spend_fitted(buyers), buyers) == pytest.approx([25.0] * 6, rel=1e-3)
