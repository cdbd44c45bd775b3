"""Rewards of many inviters, worked out over every number of friends that may come: no chance in it."""

import numpy as np
import pytest
from scipy import stats

from coterie.growth.rules.campaign import Campaign, Reward
from coterie.growth.rules.milestones import Milestones, few


@pytest.mark.parametrize("k", [0.1, 0.5, 1, 20])
@pytest.mark.parametrize("growth", [0.4, 1.0, 2.5])
def test_mean_and_variance_given_friends_give_mean_and_variance(k, growth):
    made = Campaign(1, growth, k, 1, 1, rewards=(Reward(1, 1.0), Reward(4, 6.0), Reward(9, 13.0)), activation=0.7)
    n, p = few(made), k / (k + growth)
    came = np.arange(stats.nbinom.ppf(1 - 1e-10, n * k, p) + 1).astype(int)
    weight = stats.nbinom.pmf(came, n * k, p)

    mean, variance = Milestones.of(made).expected(np.full_like(came, n), came)

    own = k / (k + 0.7 * growth)
    first, second, third = (stats.nbinom.sf(at - 1, k, own) for at in (1, 4, 9))
    each = (first + 6 * second + 13 * third) / 20
    square = (first + (49 - 1) * second + (400 - 49) * third) / 400
    assert weight @ mean == pytest.approx(n * each, rel=0.004)
    assert weight @ (variance + mean**2) - (weight @ mean) ** 2 == pytest.approx(n * (square - each**2), rel=0.08)


def test_one_inviter_gets_every_milestone_that_was_reached():
    made = Campaign(1, 1, 1, 1, 1, rewards=(Reward(9, 13.0), Reward(1, 1.0), Reward(4, 6.0)))

    assert Milestones.of(made).of_each(np.array([0, 1, 3, 4, 8, 9, 700])) == pytest.approx([0, 1, 1, 7, 7, 20, 20])
