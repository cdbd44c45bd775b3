"""What a campaign shows, against plain counting."""

import re
from html import unescape
from itertools import combinations
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from coterie.growth.domain.participation import take_part
from coterie.growth.domain.terms import Step
from coterie.growth.queries.ledger import friends_in
from coterie.growth.queries.measures import measures_of
from coterie.growth.rules.tree import shape_of
from coterie.kit.actor import Actor
from coterie.web.sign_in.session import BACKEND
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.growth.drive import DAY, HOUR, after, comes, inviting, leaves, looks, running

forests = st.lists(st.integers(0, 30), max_size=30).map(
    lambda picks: {place: min(pick, place - 1) for place, pick in enumerate(picks, 1)}
)


@given(forests)
def test_shape_is_what_shortest_paths_say(parents: dict[int, int]) -> None:
    found = shape_of(parents)
    people = sorted({*parents, *parents.values()})
    ways = [length(one, other, parents) for one, other in combinations(people, 2)]

    assert found.largest == sum(found.generations) == len(people)
    assert found.distance == pytest.approx(sum(ways) / len(ways) if ways else 0)


def length(one: int, other: int, parents: dict[int, int]) -> int:
    """Return how far two people are apart: up to whom they have in common, and down again."""
    up, down = line(one, parents), line(other, parents)
    return min(up.index(person) + down.index(person) for person in up if person in down)


def line(person: int, parents: dict[int, int]) -> list[int]:
    """Return a person, who brought them, and so on."""
    return [person, *(line(parents[person], parents) if person in parents else [])]


@pytest.mark.parametrize(
    ("parents", "generations", "distance"),
    [
        ({}, (), 0),
        ({2: 1, 3: 1, 4: 1}, (1, 3), 1.5),
        ({2: 1, 3: 2, 4: 3}, (1, 1, 1, 1), 10 / 6),
    ],
)
def test_a_star_and_a_chain(parents: dict[int, int], generations: tuple[int, ...], distance: float) -> None:
    found = shape_of(parents)

    assert found.generations == generations
    assert found.distance == pytest.approx(distance)


@pytest.mark.django_db
def test_campaign_is_measured_by_the_fold(cast: Cast) -> None:
    row = running(cast, Step(at=1, kind="thing", thing="A pen", cost=300))
    dan = inviting(cast, row)
    first = comes(cast, dan, 1)
    gone = comes(cast, dan, 2, NOW + HOUR)
    looks(dan, 3, NOW + HOUR)
    leaves(gone, NOW + 2 * HOUR)
    other = take_part(campaign=row.pk, actor=Actor(account=first.account_id), now=NOW + 2 * HOUR)
    comes(cast, other, 4, NOW + 3 * HOUR)
    after(dan, NOW + 5 * DAY)
    after(other, NOW + 5 * DAY)

    found = measures_of(row, friends_in(row, NOW + 5 * DAY), NOW + 5 * DAY)

    assert (found.people, found.brought, found.tally.counting, found.tally.spent) == (2, 3, 2, 600)
    assert (found.joins, found.activation, found.tally.each) == (3 / 4, 2 / 3, 300)
    assert found.shape.generations == (1, 2, 1)
    assert found.past is not None
    assert found.past.growth == pytest.approx(3 / 4, rel=0.2)


@pytest.mark.django_db
def test_page_leads_to_the_forecast_of_the_next_one(cast: Cast) -> None:
    row = running(cast, Step(at=2, kind="thing", thing="A pen", cost=300), budget=90_000, stay_hours=0)
    dan = inviting(cast, row)
    comes(cast, dan, 1, NOW + DAY)
    after(dan, NOW + 5 * DAY)
    client = Client()
    client.force_login(cast.accounts["ann"], backend=BACKEND)

    page = client.get(f"/console/table/spread/campaigns/{row.key}/measures")
    [address] = re.findall(r'href="(/console/table/spread/forecast[^"]*)"', page.content.decode())
    asked = parse_qs(urlsplit(unescape(address)).query)

    assert (asked["seeds"], asked["at_1"], asked["cost_1"], asked["budget"]) == (["1"], ["2"], ["3.00"], ["900.00"])
    assert (asked["joins"], asked["activation"], asked["cycle_days"]) == (["100"], ["100.0"], ["1.0"])
    assert client.get(unescape(address)).status_code == 200


@pytest.mark.django_db
def test_profit_is_asked_of_a_campaign(cast: Cast) -> None:
    row = running(cast, Step(at=1, kind="thing", thing="A pen", cost=300))
    client = Client()
    client.force_login(cast.accounts["ann"], backend=BACKEND)
    secret = token_of(cast, "ann")

    page = client.get(f"/console/table/earn/profit?campaign={row.key}").content.decode()
    answers = [call("GET", f"/communities/table/profit?campaign={key}", secret) for key in (row.key, "none")]

    assert f'<option value="{row.key}" selected>' in page
    assert [answer.status_code for answer in answers] == [200, 404]
    assert answers[0].json()["lines"]["rewards"] == 0


@pytest.mark.django_db
def test_campaign_of_nobody_has_no_past(cast: Cast) -> None:
    found = measures_of(running(cast, Step(at=1, kind="thing", thing="A pen")), (), NOW + DAY)

    assert (found.past, found.tally.each, found.joins, found.activation) == (None, None, None, None)
