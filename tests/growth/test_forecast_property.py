"""What holds of every campaign, whatever its numbers."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.growth.rules.campaign import Campaign, Reward
from coterie.growth.rules.forecast import extinction, forecast
from coterie.growth.rules.turning_point import smallest

SHARES, AMOUNTS = st.floats(0, 1), st.floats(0, 1e6)
CAMPAIGNS = st.builds(
    Campaign,
    seeds=st.integers(1, 100),
    mean=st.floats(0, 20),
    dispersion=st.floats(0.01, 1e6),
    cycle_days=st.just(1.0),
    horizon_days=st.floats(1, 20),
    population=st.integers(300, 8_000_000_000),
    joins=SHARES,
    activation=SHARES,
    rate=st.floats(0, 5),
    value=AMOUNTS,
    margin=SHARES,
    rewards=st.lists(st.builds(Reward, at=st.integers(1, 60), cost=AMOUNTS), max_size=4).map(tuple),
    commission=SHARES,
    fraud_share=SHARES,
    fixed_cost=AMOUNTS,
    budget=st.none() | AMOUNTS,
)
LITTLE = settings(max_examples=40, deadline=None)


@LITTLE
@given(CAMPAIGNS)
def test_every_forecast_keeps_its_bounds(campaign):
    found = forecast(campaign, runs=50, columns=60)

    assert found.members.shape == (50, max(campaign.cycles, 1) + 1)
    assert (found.members[:, 0] == campaign.seeds).all()
    assert (found.members <= campaign.population).all()
    for growing in (found.members, found.cost, found.wanted):
        assert np.isfinite(growing).all()
        assert (np.diff(growing) >= 0).all()
    assert (found.cost >= campaign.fixed_cost).all()
    assert (found.cost <= found.wanted).all()
    assert np.isfinite(found.profit).all()
    assert all(0 <= one <= 1 for one in (found.p_profit, found.p_overrun, extinction(campaign)))


@LITTLE
@given(CAMPAIGNS)
def test_same_numbers_give_the_same_forecast(campaign):
    assert forecast(campaign, runs=20).figures == forecast(replace(campaign), runs=20).figures


@LITTLE
@given(CAMPAIGNS, st.integers(1, 10**6))
def test_budget_never_lets_more_be_paid(campaign, budget):
    free = replace(campaign, budget=None)

    held = forecast(replace(free, budget=budget), runs=40, seed=1)

    assert (held.cost <= forecast(free, runs=40, seed=1).cost).all()
    if campaign.commission == 0:
        assert (held.cost <= max(budget, campaign.fixed_cost) + 1e-6).all()


@LITTLE
@given(st.floats(0, 50), st.floats(0.1, 50))
def test_smallest_value_is_where_the_profit_turns(turn, most):
    found = smallest(lambda value: value - turn, most)

    if turn > most:
        assert found is None
    elif turn == 0:
        assert found == 0
    else:
        assert turn <= found <= turn + most / 2**14
