from dataclasses import replace

import pytest

from coterie.growth.rules.campaign import Campaign, Reward
from coterie.growth.rules.forecast import forecast
from coterie.growth.rules.turning_point import smallest, turning_points

LOSING = Campaign(
    seeds=200, mean=3, dispersion=0.5, cycle_days=5, horizon_days=30, joins=0.2, activation=0.6, rate=0.1, value=100,
    margin=0.3, rewards=(Reward(3, 4.0),), fixed_cost=1500,
)  # fmt: skip
PAYING = replace(LOSING, fixed_cost=0, rewards=(Reward(3, 0.01),))


def median(campaign):
    return forecast(campaign, runs=20_000).figures["profit"]["p50"]


def test_each_number_alone_brings_the_median_to_zero():
    found = turning_points(LOSING)

    assert median(LOSING) < 0
    assert all(found[lever] > getattr(LOSING, lever) for lever in ("mean", "joins", "rate", "margin"))
    for lever, value in found.items():
        assert median(replace(LOSING, **{lever: 1.04 * value})) > 0
        assert median(replace(LOSING, **{lever: 0.96 * value})) < 0


def test_invitations_and_joins_turn_at_the_same_growth():
    found = turning_points(LOSING)

    assert found["mean"] * LOSING.joins == pytest.approx(found["joins"] * LOSING.mean, rel=1e-9)


def test_campaign_that_pays_needs_less_than_it_has():
    found = turning_points(PAYING)

    assert all(found[lever] < getattr(PAYING, lever) for lever in ("rate", "margin"))
    assert (found["mean"], found["joins"]) == (0, 0)


def test_what_never_pays_has_no_turning_point():
    found = turning_points(replace(LOSING, value=0))

    assert found == {"mean": None, "joins": None, "rate": None, "margin": None}


def test_number_beyond_its_bounds_is_none():
    found = turning_points(replace(LOSING, mean=0.5, joins=0.004, fixed_cost=2500))

    assert (found["mean"], found["joins"]) == (None, None)
    assert found["rate"] > LOSING.rate


def test_first_turn_counts_where_more_becomes_too_much():
    assert smallest(lambda value: 1 - (value - 3) ** 2, 10) == pytest.approx(2, abs=0.001)
