"""What teams get, by chance: against closed forms, within stock and budget, and fewer complete the larger they are."""

from dataclasses import replace

import numpy as np
import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from coterie.growth.domain.terms import Step
from coterie.growth.rules.campaign import Campaign, Reward, Team
from coterie.growth.rules.campaign_file import campaign_of
from coterie.growth.rules.forecast import forecast, team_chance
from coterie.kit.errors import Invalid
from coterie.web.console.campaign_numbers import promised
from coterie.web.console.forecast_form import ForecastForm, fields_of
from coterie.web.sign_in.session import BACKEND
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.growth.test_campaign_file import LEAST
from tests.growth.test_team import of_teams

RUNS = 20_000
MADE = Campaign(
    40, 1.5, 0.5, 2, 2, activation=0.6, fraud_share=0.1, team=Team(people=4, cost=2.0, hours=48)
)  # fmt: skip
TEAMS = st.builds(
    Team,
    people=st.integers(2, 20),
    cost=st.floats(0, 1e6),
    hours=st.none() | st.floats(1, 720),
    stock=st.none() | st.integers(0, 1000),
)
CAMPAIGNS = st.builds(
    Campaign,
    seeds=st.integers(1, 100),
    mean=st.floats(0, 20),
    dispersion=st.floats(0.01, 1e6),
    cycle_days=st.floats(0.5, 5),
    horizon_days=st.floats(5, 20),
    population=st.integers(300, 8_000_000_000),
    activation=st.floats(0, 1),
    rewards=st.lists(st.builds(Reward, at=st.integers(1, 60), cost=st.floats(0, 1e6)), max_size=2).map(tuple),
    fixed_cost=st.floats(0, 1e6),
    team=TEAMS,
)
LITTLE = settings(max_examples=40, deadline=None)


def in_teams(made: Campaign) -> float:
    """Return how many people of complete teams are rewarded in the mean, worked out in closed form."""
    inviters = made.seeds * sum(made.growth**cycle for cycle in range(made.cycles))
    assert made.team
    mean = made.growth * made.counted * made.in_time
    share = stats.nbinom.sf(made.team.people - 2, made.dispersion, made.dispersion / (made.dispersion + mean))
    return float(inviters * share * made.team.people)


@pytest.mark.parametrize("seeds", [1, 15, 60, 5000])
@pytest.mark.parametrize("k", [0.1, 0.5, 5])
@pytest.mark.parametrize(("people", "hours"), [(2, None), (2, 24), (4, 48), (9, 240)])
def test_rewards_of_teams_have_their_mean(seeds: int, k: float, people: int, hours: float | None) -> None:
    """Few inviters are drawn one by one, many are drawn at once: both must give the same mean."""
    made = replace(MADE, seeds=seeds, dispersion=k, horizon_days=6, team=Team(people, 2.0, hours))

    found = forecast(made, runs=RUNS).cost[:, -1]

    error = 4.5 * found.std() / np.sqrt(RUNS) + 0.001 * found.mean()
    assert found.mean() == pytest.approx(2 * in_teams(made), abs=error)


@pytest.mark.parametrize(("seeds", "rewards"), [(15, ()), (15, (Reward(1, 1.0), Reward(4, 7.0))), (200, ())])
def test_teams_spread_like_teams_drawn_one_by_one(seeds: int, rewards: tuple[Reward, ...]) -> None:
    made, chance = replace(MADE, seeds=seeds, rewards=rewards), np.random.default_rng(5)

    found = forecast(made, runs=RUNS).cost[:, -1]

    friends = chance.negative_binomial(0.5, 0.5 / (0.5 + 1.5), (RUNS, seeds))
    counted = chance.binomial(friends, made.counted)
    complete = chance.binomial(counted, made.in_time) >= 3
    paid = 8 * complete.sum(axis=1) + sum(one.cost * (counted >= one.at).sum(axis=1) for one in rewards)
    assert found.std() == pytest.approx(paid.std(), rel=0.05)
    assert np.quantile(found, [0.1, 0.5, 0.9]) == pytest.approx(
        np.quantile(paid, [0.1, 0.5, 0.9]), abs=0.2 * paid.std()
    )


def test_chance_of_a_team_is_that_of_its_founder() -> None:
    made = replace(MADE, joins=0.8)
    mean = 1.5 * 0.8 * 0.64 * (1 - np.exp(-1))

    assert team_chance(made) == pytest.approx(stats.nbinom.sf(2, 0.5, 0.5 / (0.5 + mean)))
    assert forecast(made, runs=9).figures["p_team"] == team_chance(made)
    assert "p_team" not in forecast(replace(made, team=None), runs=9).figures


def test_teams_change_no_forecast_without_them() -> None:
    made = Campaign(5, 2, 0.5, 7, 30, rewards=(Reward(2, 3.0),), budget=100)

    assert made.seed == 0x1C52C4E1AF5EFFC
    assert (
        forecast(replace(made, team=Team(3, 0.0)), runs=50, seed=1).cost == forecast(made, runs=50, seed=1).cost
    ).all()


@LITTLE
@given(CAMPAIGNS)
def test_larger_teams_are_complete_less_often_and_more_hours_help(made: Campaign) -> None:
    assert made.team
    larger = replace(made, team=replace(made.team, people=made.team.people + 1))
    longer = replace(made, team=replace(made.team, hours=2 * made.team.hours if made.team.hours else None))

    assert 0 <= team_chance(larger) <= team_chance(made) + 1e-12
    assert team_chance(made) <= team_chance(longer) + 1e-12 <= 1 + 1e-9
    assert team_chance(longer) <= team_chance(replace(made, team=replace(made.team, hours=None))) + 1e-12


@LITTLE
@given(CAMPAIGNS, st.integers(1, 10**6))
def test_stock_and_budget_are_never_exceeded(made: Campaign, budget: int) -> None:
    free = forecast(made, runs=40, columns=20, seed=1)
    held = forecast(replace(made, budget=budget), runs=40, columns=20, seed=1)
    alone = forecast(replace(made, rewards=()), runs=40, seed=1)

    assert np.isfinite(free.cost).all()
    assert (np.diff(free.cost) >= -1e-6 * (1 + free.cost[:, :-1])).all()
    assert (held.cost <= np.maximum(budget, made.fixed_cost) + 1e-6).all()
    assert (held.cost <= free.cost + 1e-6).all()
    assert made.team
    if made.team.stock is not None:
        most = made.fixed_cost + made.team.cost * made.team.stock
        assert (alone.cost <= most * (1 + 1e-9) + 1e-6).all()


def test_stock_ends_what_teams_get() -> None:
    made = replace(MADE, seeds=100, team=Team(2, 3.0, stock=7))

    found = forecast(made, runs=500)

    assert (found.cost[:, -1].max(), np.median(found.cost[:, -1])) == (21, 21)


def test_file_says_what_teams_get() -> None:
    plain = campaign_of({**LEAST, "team": {"people": 4, "cost": 9}})
    full = campaign_of({**LEAST, "team": {"people": 4, "cost": 9, "hours": 36, "stock": 5}})

    assert (plain.team, plain.in_time) == (Team(4, 9.0), 1)
    assert full.team == Team(4, 9.0, 36.0, 5)
    assert full.in_time == pytest.approx(1 - np.exp(-1.5 / 7))


@pytest.mark.parametrize(
    ("team", "field"),
    [
        ({"people": 1, "cost": 1}, "team.people"),
        ({"people": 21, "cost": 1}, "team.people"),
        ({"people": 2.5, "cost": 1}, "team.people"),
        ({"people": 3}, "team.cost"),
        ({"people": 3, "cost": 1, "hours": 0}, "team.hours"),
        ({"people": 3, "cost": 1, "hours": 721}, "team.hours"),
        ({"people": 3, "cost": 1, "stock": -1}, "team.stock"),
        ({"people": 3, "cost": 1, "size": 3}, "team.size"),
        ([], "team"),
        (None, "team"),
    ],
)
def test_odd_team_is_named(team: object, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        campaign_of({**LEAST, "team": team})

    assert refused.value.field == field


def test_form_and_file_say_the_same() -> None:
    numbers = {**LEAST, "rewards": [{"at": 3, "cost": 2}], "team": {"people": 4, "hours": 36, "cost": 9, "stock": 5}}
    form = ForecastForm(fields_of(numbers))

    assert form.is_valid(), form.errors
    assert campaign_of(form.given()) == campaign_of(numbers)
    lacking = ForecastForm({**fields_of(LEAST), "people": 4})
    assert list(lacking.errors) == ["team_cost"]
    assert ForecastForm(fields_of(LEAST)).is_valid()


@pytest.mark.django_db
def test_link_from_a_campaign_carries_its_teams(cast: Cast) -> None:
    row = of_teams(cast, stay_hours=6, budget=5_000)
    pens = of_teams(cast, Step(at=5, side="team", kind="thing", thing="A pen", cost=150, stock=40), team_hours=None)

    found = promised(cast.table, row)

    assert {name: str(one) for name, one in found.items()} == {
        "horizon_days": "30", "people": "3", "team_cost": "1.00", "hours": "18", "budget": "50.00",
    }  # fmt: skip
    assert promised(cast.table, pens)["team_stock"] == 40
    assert "hours" not in promised(cast.table, pens)


@pytest.mark.django_db
def test_page_and_call_tell_the_chance_of_a_team(cast: Cast) -> None:
    numbers = {**LEAST, "team": {"people": 3, "cost": 9, "hours": 48}}
    staff = Client()
    staff.force_login(cast.accounts["alice"], backend=BACKEND)

    page = staff.get("/console/table/spread/forecast", fields_of(numbers)).content.decode()
    plain = staff.get("/console/table/spread/forecast", fields_of(LEAST)).content.decode()
    answer = call("POST", "/communities/table/forecast", token_of(cast, "alice"), numbers).json()
    without = call("POST", "/communities/table/forecast", token_of(cast, "alice"), LEAST).json()

    assert ("Chance that a team is complete" in page, "Chance that a team is complete" in plain) == (True, False)
    assert answer["p_team"] == pytest.approx(team_chance(campaign_of(numbers)))
    assert (answer["cost"]["mean"] > 0, without["p_team"]) == (True, None)
