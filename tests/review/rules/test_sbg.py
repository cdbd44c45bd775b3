import numpy as np
import pytest
from scipy.optimize import check_grad

from coterie.review.rules.sbg import Plan, log_likelihood, plan_fitted


@pytest.mark.parametrize(
    ("lost", "kept", "a", "b"),
    [
        ([131, 126, 90, 60, 42, 34, 26], 491, 0.668, 3.806),
        ([369, 163, 86, 56, 37, 27, 21], 241, 0.704, 1.182),
    ],
)
def test_published_cohorts_give_the_published_parameters(lost, kept, a, b):
    """The cohorts "high end" and "regular" of Fader and Hardie (2007), per thousand customers."""
    plan = plan_fitted(lost, [0] * 6 + [kept])

    assert (plan.a, plan.b) == pytest.approx((a, b), abs=0.001)
    assert plan.survival([0, 7]) == pytest.approx([1, kept / 1000], abs=0.01)


def test_survival_is_the_product_of_retentions():
    plan = Plan(0.7, 2.0, 0.0)

    assert plan.survival(range(1, 20)) == pytest.approx(np.cumprod(plan.retention(range(1, 20))))
    assert (np.diff(plan.retention(range(1, 20))) > 0).all()


def test_cut_customers_are_not_lost_ones():
    lost, cut = np.array([100, 50, 0]), np.array([300, 0, 400])

    assert plan_fitted(lost, cut).survival(1)[()] == pytest.approx(1 - 100 / 850, abs=0.01)


def test_remaining_renewals_are_the_discounted_sum():
    plan, discount = Plan(0.668, 3.806, 0.0), 0.1
    t = np.arange(3, 2000)

    summed = (plan.survival(t) / plan.survival(2) / (1 + discount) ** (t - 3)).sum()

    assert plan.remaining(2, discount=discount) == pytest.approx(summed)
    with pytest.raises(ValueError, match="discount"):
        plan.remaining(2, discount=0)


def test_gradient_is_that_of_the_likelihood():
    lost, cut = np.array([9.0, 4.0, 1.0]), np.array([2.0, 0.0, 7.0])

    error = check_grad(
        lambda at: log_likelihood(at, lost, cut)[0], lambda at: log_likelihood(at, lost, cut)[1], np.array([0.9, 2.3])
    )

    assert error < 1e-5


def test_nobody_seen_is_refused_and_nobody_lost_is_open():
    with pytest.raises(ValueError, match="nobody"):
        plan_fitted([0, 0], [0, 0])

    faithful = plan_fitted([0, 0, 0], [0, 0, 50])
    assert faithful.edge
    assert faithful.survival(3)[()] > 0.99
