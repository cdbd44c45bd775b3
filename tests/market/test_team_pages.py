"""Buying together on pages: the seller's terms, the offer, the team that is shared, the order."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coterie.kit.clock import now
from coterie.market.models import Order, Team, TeamTerms
from coterie.market.queries.teams import team_called
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.market.bundles import a_bundle
from tests.market.stall import on_sale, pay
from tests.market.team_rows import a_team, for_teams
from tests.market.teams import begin, join, minute, together
from tests.web.visit import visitor

HOUR = timedelta(hours=1)


def text(client: Client, path: str) -> str:
    """Return a page in one line."""
    return " ".join(client.get(path).content.decode().split())


def key_of(row: Order) -> str:
    """Return the key of an order's team."""
    return row.team.key if row.team else ""


def test_seller_says_for_how_many_it_costs_less(cast: Cast) -> None:
    row, alice = on_sale(cast), visitor(cast, "alice")
    here = f"/console/table/earn/offers/{row.offer.key}/variants/{row.key}"

    wrong = alice.post(f"{here}/team", {"people": "3", "hours": "24", "price": "10.00"})
    right = alice.post(f"{here}/team", {"people": "3", "hours": "24", "price": "7.00"})

    assert (wrong.status_code, "Together it costs less than alone." in wrong.content.decode()) == (422, True)
    assert 'value="10.00"' in wrong.content.decode()
    assert (right.status_code, TeamTerms.objects.values_list("people", "hours", "price").get()) == (302, (3, 24, 700))
    assert "Let no more teams begin" in text(alice, here)
    alice.post(f"{here}/team/removal")
    assert not TeamTerms.objects.exists()


def test_a_plan_has_no_form_for_teams(cast: Cast) -> None:
    row = on_sale(cast, "club", "plan")

    page = text(visitor(cast, "alice"), f"/console/table/earn/offers/{row.offer.key}/variants/{row.key}")

    assert "Bought together" not in page


def test_offer_says_what_it_costs_together_and_who_waits(cast: Cast) -> None:
    first = a_team(cast)
    slug = first.lines.get().variant.offer.slug

    page = text(Client(), f"/o/{slug}")

    assert "for each of 3 people, instead of CN¥10.00 · within 24 hours" in page
    assert ("2 are missing" in page, "24 hours left" in page, f"/o/{slug}/teams/{key_of(first)}" in page) == (True,) * 3
    assert f"/o/{slug}/checkout?team=new&amp;variant={first.lines.get().variant.key}" in page


@pytest.mark.parametrize("count", [1, 3])
def test_offer_asks_once_more_whatever_teams_there_are(cast: Cast, count: int) -> None:
    row, client = together(cast, on_sale(cast, left=None)), Client()
    for who in ("dan", "carol", "nina")[:count]:
        pay(cast, begin(cast, row, who, now=now()), now=now())
    client.get("/o/pen?code=none")

    with CaptureQueriesContext(connection) as asked:
        page = client.get("/o/pen?code=none").content.decode()

    print(f"GET /o/SLUG sold to teams: {len(asked)} queries")
    assert (page.count("2 are missing"), len(asked)) == (count, 7)


def test_offer_without_terms_says_nothing_of_teams(cast: Cast) -> None:
    on_sale(cast)

    assert "Together it costs less" not in text(Client(), "/o/pen")


def test_begun_shared_joined_and_complete(cast: Cast) -> None:
    row = together(cast, on_sale(cast, left=None), people=2)
    dan, carol = visitor(cast, "dan"), visitor(cast, "carol")
    place = f"/o/pen/checkout?team=new&variant={row.key}"
    form = dan.get(place).content.decode()
    begun = dan.post(place, {"variant": row.key, "quantity": "1"})
    first = Order.objects.get()
    before = text(dan, begun["Location"])
    pay(cast, first, now=now())
    own = text(dan, begun["Location"])
    share = f"/o/pen/teams/{key_of(first)}"

    assert ("You begin a team" in form, 'name="coupon"' in form, "¥7.00" in form) == (True, False, True)
    assert ("Pay first. Then you get a link to share." in before, share in before) == (True, False)
    assert ("Send this link to friends:" in own, f"{share}" in own, "1 of 2 have paid" in own) == (True,) * 3

    guest, seen = text(Client(), share), text(carol, share)
    joined = carol.post(f"/o/pen/checkout?team={key_of(first)}", {"variant": row.key, "quantity": "1"})
    full = text(Client(), share)
    pay(cast, Order.objects.last() or first, now=now())

    assert ("Join for CN¥7.00" in guest, "Join for CN¥7.00" in seen, "Dan" in guest) == (True, True, False)
    assert "All seats are taken." in full
    assert (joined.status_code, Team.objects.get().state) == (302, "complete")
    assert "Your team is complete. It is yours." in text(carol, joined["Location"])
    assert "What it opened" in text(dan, begun["Location"])
    assert ("This team is complete." in text(Client(), share), "You are in this team." in text(dan, share)) == (
        True,
    ) * 2


def test_a_full_team_is_told_in_the_form_and_what_was_typed_stays(cast: Cast) -> None:
    row = together(cast, on_sale(cast, left=None, with_address=True), people=2)
    first = begin(cast, row, address="Here", now=now())
    pay(cast, first, now=now())
    join(cast, first, "nina", address="There", now=now())
    carol, place = visitor(cast, "carol"), f"/o/pen/checkout?team={key_of(first)}"

    late = carol.post(place, {"variant": row.key, "quantity": "1", "address": "My street 3"})

    page = late.content.decode()
    assert (late.status_code, "This team is full: begin one of your own." in page) == (422, True)
    assert "My street 3" in page
    assert carol.get(place)["Location"] == f"/o/pen/teams/{key_of(first)}"


def test_an_order_of_more_than_one_is_refused(cast: Cast) -> None:
    row = together(cast, on_sale(cast, left=None))
    dan = visitor(cast, "dan")

    answer = dan.post("/o/pen/checkout?team=new", {"variant": row.key, "quantity": "2"})

    assert (answer.status_code, Order.objects.count()) == (422, 0)


def test_sum_in_a_team_is_its_price(cast: Cast) -> None:
    row = together(cast, on_sale(cast, left=None))

    page = text(visitor(cast, "dan"), "/o/pen/checkout")
    answer = visitor(cast, "dan").post("/o/pen/checkout/sum?team=new", {"variant": row.key, "quantity": "1"})

    assert "¥10.00" in page
    assert ("¥7.00" in answer.content.decode(), Order.objects.count(), Team.objects.count()) == (True, 0, 0)


@pytest.mark.parametrize("team", ["new", "nothing"])
def test_checkout_in_a_team_that_cannot_be(cast: Cast, team: str) -> None:
    on_sale(cast)

    assert visitor(cast, "dan").get(f"/o/pen/checkout?team={team}")["Location"] == "/o/pen"


def test_a_team_whose_time_is_over(cast: Cast) -> None:
    first = a_team(cast)
    slug = first.lines.get().variant.offer.slug
    minute(now() + 25 * HOUR)

    shared = text(Client(), f"/o/{slug}/teams/{key_of(first)}")
    own = text(visitor(cast, "dan"), f"/m/table/orders/{first.key}")

    assert "This team did not come together in time. Everybody has their money back." in shared
    assert "All that you paid goes back to you." in own
    assert "0 of 3 have paid" not in shared
    assert "Teams that wait for you" not in text(Client(), f"/o/{slug}")


def test_staff_sees_teams_and_who_is_in_them(cast: Cast) -> None:
    first, alice = a_team(cast), visitor(cast, "alice")
    a_team(cast)

    page = text(alice, "/console/table/earn/teams")
    none = text(alice, "/console/table/earn/teams?state=complete")
    orders = alice.get(f"/console/table/earn?team={key_of(first)}").context["rows"]
    table = b"".join(alice.get("/console/table/earn/teams.csv")).decode().splitlines()  # type: ignore[arg-type]

    assert (page.count("1 of 3 have paid"), "begun by Dan" in page, "No such teams" in none) == (2, True, True)
    assert [row.pk for row in orders] == [first.pk]
    assert (len(table), key_of(first) in table[2]) == (3, True)
    assert alice.get(f"/console/table/orders/{first.key}").status_code == 200


def test_bundles_are_sold_to_teams_on_their_page(cast: Cast) -> None:
    together(cast, a_bundle(cast, (on_sale(cast, left=9), 2)), price=1200)

    assert "Begin a team" in text(Client(), "/o/set")


def test_programs_begin_and_join(cast: Cast) -> None:
    row = together(cast, on_sale(cast, left=None), people=2)
    dan, carol = token_of(cast, "dan"), token_of(cast, "carol")
    orders, body = "/me/memberships/table/orders", {"lines": [{"variant": row.key}], "team": "new"}

    begun = call("POST", orders, dan, body).json()
    pay(cast, Order.objects.get(), now=now())
    shown = call("GET", "/open-communities/table/offers/pen", carol).json()
    [team] = shown["teams"]
    call("POST", orders, carol, {**body, "team": team["key"]})
    own = call("GET", f"{orders}/{begun['key']}", dan).json()["team"]

    assert shown["variants"][0]["together"] == {"people": 2, "hours": 24, "price": 700}
    assert (team["paid"], team["free"], own["free"], own["state"]) == (1, 1, 0, "open")
    assert begun["amount"] == 700
    assert call("POST", orders, token_of(cast, "nina"), {**body, "team": team["key"]}).json()["code"] == ("team_full")


def test_time_left_is_counted_to_the_end(cast: Cast) -> None:
    first = a_team(cast)
    offer = first.lines.get().variant.offer
    [team] = Team.objects.all()
    assert team.ends_at

    at = {gap: team_called(offer, team.key, team.ends_at - gap) for gap in (HOUR, HOUR / 60, HOUR / 120, -HOUR)}

    assert [one.minutes_left for one in at.values() if one] == [60, 1, 1, 0]
    assert [one.is_open for one in at.values() if one] == [True, True, True, False]


def test_terms_are_in_every_place_where_they_are_read(cast: Cast) -> None:
    row = for_teams(cast)
    alice = token_of(cast, "alice")

    [offer] = call("GET", "/communities/table/offers", alice).json()["items"]

    assert offer["variants"][0]["team_terms"] == {"people": 3, "hours": 24, "price": 700}
    assert offer["variants"][0]["key"] == row.key
