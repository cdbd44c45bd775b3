"""The forecast against closed forms, within the error of chance."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from coterie.growth.rules.campaign import Campaign, Reward
from coterie.growth.rules.forecast import extinction, forecast, summary

RUNS = 20_000
CEILINGS = (8_000_000_000, 10_000)


def campaign(growth, k, *, seeds=20, cycles=400, **more):
    return Campaign(seeds=seeds, mean=growth, dispersion=k, cycle_days=1, horizon_days=cycles, **more)


def reward_mean(made):
    """Return the mean of all rewards without a ceiling: inviters with a cycle left, by the chance of each milestone."""
    inviters = made.seeds * sum(made.growth**cycle for cycle in range(made.cycles))
    k, mean = made.dispersion, made.growth * made.counted
    return inviters * sum(one.cost * stats.nbinom.sf(one.at - 1, k, k / (k + mean)) for one in made.rewards)


@pytest.mark.parametrize("ceiling", CEILINGS)
@pytest.mark.parametrize("k", [0.1, 0.5, 2, 50])
@pytest.mark.parametrize("growth", [0.2, 0.6, 0.85])
def test_members_have_mean_and_variance_of_the_total_progeny(growth, k, ceiling):
    found = forecast(campaign(growth, k, population=ceiling), runs=RUNS).members[:, -1]

    variance = 20 * growth * (1 + growth / k) / (1 - growth) ** 3
    off = (found - found.mean()) ** 2
    assert found.mean() == pytest.approx(20 / (1 - growth), abs=4.5 * np.sqrt(variance / RUNS))
    assert found.var() == pytest.approx(variance, abs=4.5 * off.std() / np.sqrt(RUNS))


@pytest.mark.parametrize("ceiling", CEILINGS)
@pytest.mark.parametrize("k", [0.1, 0.5, 2, 50])
@pytest.mark.parametrize("growth", [1.2, 2, 4])
@pytest.mark.parametrize("seeds", [1, 4])
def test_chain_ends_as_often_as_the_root_says(growth, k, seeds, ceiling):
    made = campaign(growth, k, seeds=seeds, cycles=60, population=ceiling)

    found = forecast(made, runs=RUNS).members[:, -1]

    q = extinction(made)
    assert np.mean(found < 10_000) == pytest.approx(q, abs=4.5 * np.sqrt(q * (1 - q) / RUNS) + 1e-4)
    alone = q ** (1 / seeds)
    assert alone == pytest.approx((1 + growth * (1 - alone) / k) ** -k)


def test_chain_without_growth_always_ends():
    assert [extinction(campaign(growth, 0.5)) for growth in (0, 0.9, 1)] == [1, 1, 1]


@pytest.mark.parametrize(("growth", "cycles"), [(0.7, 3), (1.0, 6), (1.5, 4), (3.0, 2)])
def test_horizon_ends_it(growth, cycles):
    made = replace(campaign(growth, 0.5, cycles=1), cycle_days=7, horizon_days=7 * cycles + 6)

    found = forecast(made, runs=RUNS).members[:, -1]

    assert found.mean() == pytest.approx(
        20 * sum(growth**cycle for cycle in range(cycles + 1)), abs=4.5 * found.std() / np.sqrt(RUNS)
    )


def test_joins_thin_invitations_and_keep_the_dispersion():
    thinned = forecast(campaign(4, 0.5, joins=0.15), runs=RUNS, seed=1)
    plain = forecast(campaign(0.6, 0.5), runs=RUNS, seed=1)

    assert (thinned.members == plain.members).all()


@pytest.mark.parametrize("seeds", [1, 15, 60, 5000])
@pytest.mark.parametrize("k", [0.1, 0.5, 5])
@pytest.mark.parametrize("activation", [1, 0.5])
def test_rewards_have_their_mean(seeds, k, activation):
    """Few inviters are drawn one by one, many are drawn at once: both must give the same mean."""
    rewards = (Reward(1, 1.0), Reward(3, 5.0), Reward(12, 40.0))
    made = campaign(1.2, k, seeds=seeds, cycles=4, rewards=rewards, activation=activation, fraud_share=0.1)

    found = forecast(made, runs=RUNS).cost[:, -1]

    assert found.mean() == pytest.approx(reward_mean(made), abs=4.5 * found.std() / np.sqrt(RUNS))


@pytest.mark.parametrize(("seeds", "k"), [(40, 0.5), (200, 0.1), (30, 20)])
def test_rewards_drawn_at_once_spread_like_rewards_drawn_one_by_one(seeds, k):
    """One generation, drawn each inviter by itself here: mean, spread, and how they go with the friends who came."""
    made = campaign(1.5, k, seeds=seeds, cycles=1, rewards=(Reward(1, 1.0), Reward(4, 7.0)), activation=0.6)
    chance = np.random.default_rng(5)

    found = forecast(made, runs=RUNS)

    friends = chance.negative_binomial(k, k / (k + 1.5), (RUNS, seeds))
    counted = chance.binomial(friends, 0.6)
    paid = (counted >= 1).sum(axis=1) + 7 * (counted >= 4).sum(axis=1)
    assert found.cost[:, -1].std() == pytest.approx(paid.std(), rel=0.06)
    assert np.quantile(found.cost[:, -1], [0.1, 0.5, 0.9]) == pytest.approx(
        np.quantile(paid, [0.1, 0.5, 0.9]), abs=0.2 * paid.std()
    )
    assert correlation(found.members[:, -1], found.cost[:, -1]) == pytest.approx(
        correlation(friends.sum(axis=1), paid), abs=0.04
    )


def correlation(one, other):
    return np.corrcoef(one, other)[0, 1]


def test_money_has_its_mean():
    made = campaign(
        0.5, 0.5, seeds=100, activation=0.6, fraud_share=0.1, rate=0.2, value=50, margin=0.4, commission=0.1,
        fixed_cost=30,
    )  # fmt: skip

    found = forecast(made, runs=RUNS)

    sales = (100 * 0.6 + 100 * 0.9 * 0.6) * 0.2 * 50
    error = 4.5 * found.profit[:, -1].std() / np.sqrt(RUNS)
    assert found.cost[:, -1].mean() == pytest.approx(30 + 0.1 * sales, abs=error)
    assert found.profit[:, -1].mean() == pytest.approx(0.3 * sales - 30, abs=error)
    assert found.p_profit == pytest.approx(np.mean(found.profit[:, -1] > 0))


def test_budget_holds_rewards_but_not_what_is_owed():
    made = campaign(1.1, 0.5, cycles=8, rewards=(Reward(1, 3.0),), fixed_cost=10, rate=0.1, value=10, commission=0.5)
    free, held = forecast(made, runs=4000), forecast(replace(made, budget=100), runs=4000, seed=made.seed)

    assert free.p_overrun == 0
    assert held.p_overrun == pytest.approx(np.mean(free.cost[:, -1] > 100))
    assert 0.2 < held.p_overrun < 0.99
    owed = forecast(replace(made, rewards=(Reward(1, 0.0),)), runs=4000)
    assert held.cost.max() == pytest.approx(max(100, owed.cost.max()), rel=0.2)
    assert (held.cost <= free.cost).all()
    assert (held.cost[free.cost <= 100] == free.cost[free.cost <= 100]).all()


def test_full_is_full():
    made = campaign(1.5, 0.5, seeds=50, cycles=60, population=777, rewards=(Reward(2, 1.0),))

    found = forecast(made, runs=2000)

    assert (found.members.max(), np.median(found.members[:, -1])) == (777, 777)
    assert found.cost.max() <= 777 / 2


def test_days_are_the_same_campaign_by_cycle():
    made = campaign(1.2, 0.5, cycles=6, rewards=(Reward(2, 1.0),), rate=0.1, value=20, margin=0.5, fixed_cost=5)
    by_day, at_once = (forecast(made, runs=RUNS // 2, columns=columns) for columns in (60, 1))

    assert by_day.days.tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert (by_day.members[:, 0] == 20).all()
    assert (np.diff(by_day.cost) >= 0).all()
    assert by_day.figures == at_once.figures
    sooner = forecast(replace(made, horizon_days=3), runs=RUNS // 2)
    for name in ("members", "cost", "profit"):
        one, other = getattr(by_day, name)[:, 3], getattr(sooner, name)[:, -1]
        assert one.mean() == pytest.approx(other.mean(), abs=6 * one.std() / np.sqrt(RUNS / 2)), name
        assert one.std() == pytest.approx(other.std(), rel=0.05), name


def test_long_campaign_has_no_more_columns_than_are_asked_for():
    made = campaign(0.9, 0.5, cycles=100)

    found = forecast(made, runs=50, columns=8)

    assert found.days.tolist() == [0, 12, 25, 37, 50, 62, 75, 87, 100]
    assert found.figures == forecast(made, runs=50, columns=1).figures


def test_summary_is_that_of_the_runs():
    found = summary(np.arange(101.0))

    assert found == {"mean": 50, "sd": pytest.approx(29.3, abs=0.01), "p10": 10, "p50": 50, "p90": 90}
