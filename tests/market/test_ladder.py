"""Price tests: nobody sees two prices, figures tell what was kept, deciding leaves one for sale."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from coterie.joining.rules import VISITOR_COOKIE
from coterie.kit.actor import VISITOR
from coterie.kit.errors import Conflict, Forbidden, Invalid
from coterie.market.domain.ladder import begin_ladder, decide_ladder, edit_ladder, make_ladder
from coterie.market.domain.paying import ask_payment, take_payment
from coterie.market.domain.refund import refund_order
from coterie.market.domain.showing import show_ladder
from coterie.market.domain.variant import add_variant, edit_variant
from coterie.market.errors import NotForSale
from coterie.market.models import Ladder, Offer, Showing, Variant
from coterie.market.queries.ladders import tallies_of
from coterie.market.receivers import know_who_joined
from coterie.market.rules import place_on
from coterie.platform.events.models import LoggedEvent
from tests.api.token import call, token_of
from tests.cast import NOW, Cast, call_cast
from tests.market.money_scenes import a_ladder
from tests.market.stall import on_sale, order, pay
from tests.web.visit import visitor

pytestmark = pytest.mark.django_db
PERSON = {"HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"}


def running(cast: Cast, by: str = "person", weights: tuple[int, int] = (1, 1)) -> Ladder:
    offers = [on_sale(cast, f"size-{price}", price=price, cost=100, left=None).offer_id for price in (9900, 2900)]
    facts: dict[str, Any] = {"actor": cast.actor("alice"), "now": NOW}
    rungs = dict(zip(offers, weights, strict=True))
    row = make_ladder(community=cast.table.pk, title="Sizes", by=by, offers=rungs, **facts)
    return begin_ladder(ladder=row.pk, **facts)


def see(row: Ladder, visitor: int | None = None, member: int | None = None, minutes: int = 0) -> int:
    moment = NOW + timedelta(minutes=minutes)
    return show_ladder(ladder=row.pk, visitor=visitor, member=member, actor=VISITOR, now=moment).offer_id


def with_other_price(row: Ladder, than: int) -> int:
    """Return a browser that sees another price than somebody did."""
    return next(number for number in range(1000, 2000) if see(row, number) != than)


def test_each_sees_the_same_again_and_is_counted_once(cast: Cast) -> None:
    row = running(cast)

    first = [see(row, number) for number in range(1, 61)]
    again = [see(row, number) for number in range(1, 61)]

    assert first == again
    assert len(set(first)) == 2
    assert sum(tally.people for tally in tallies_of(row)) == 60


def test_who_signs_in_keeps_what_the_browser_saw_and_so_does_the_next_browser(cast: Cast) -> None:
    row, dan = running(cast), cast.members["dan"].pk
    seen = see(row, 1)

    assert [see(row, 1, dan), see(row, 2, dan), see(row, 2), see(row, None, dan)] == [seen] * 4
    assert Showing.objects.count() == 1


def test_of_two_that_were_shown_the_earlier_stands_for_ever(cast: Cast) -> None:
    row, dan = running(cast), cast.members["dan"].pk
    early = see(row, None, dan)
    late = with_other_price(row, early)
    people = Showing.objects.count()

    assert see(row, late, dan, minutes=9) == early
    assert see(row, late) == early
    assert Showing.objects.count() == people - 1


def test_a_browser_that_two_members_share_changes_nothing_for_either(cast: Cast) -> None:
    row, dan, nina = running(cast), cast.members["dan"].pk, cast.members["nina"].pk
    ninas = see(row, None, nina)
    shared = with_other_price(row, ninas)
    dans = see(row, shared, dan)

    assert [see(row, shared, nina), see(row, shared, dan), see(row, None, nina)] == [ninas, dans, ninas]


def test_a_browser_that_becomes_known_takes_what_it_saw_along(cast: Cast) -> None:
    row, dan = running(cast), cast.members["dan"].pk
    seen = see(row, 7)

    told = LoggedEvent(kind="member_joined", community=cast.table.pk, visitor=7, member=dan, at=NOW)
    for _time in range(2):
        know_who_joined(told, now=NOW)

    assert see(row, None, dan) == seen
    assert Showing.objects.count() == 1


class NeverTwoPrices(TestCase):
    """Whatever somebody does with browsers of their own: signed in once, everything shows one price."""

    cast: Cast
    row: Ladder

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = call_cast()
        cls.row = running(cls.cast)

    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.tuples(st.integers(1, 3), st.booleans()), min_size=1, max_size=12))
    def test_never_two_prices(self, looks: list[tuple[int, bool]]) -> None:
        row, dan = self.row, self.cast.members["dan"].pk
        joined: set[int] = set()
        seen: dict[int, int] = {}

        for minute, (browser, signed_in) in enumerate(looks):
            joined |= {browser} if signed_in else set()
            before = {number for number in joined if number in seen}
            shown = see(row, browser, dan if signed_in else None, minutes=minute)
            if browser in seen and (not signed_in or before == {browser} == joined):
                assert seen[browser] == shown
            seen |= dict.fromkeys(joined if signed_in else {browser}, shown)

        assert len({see(row, number, None, minutes=99) for number in joined}) <= 1


def test_a_group_sees_one_price_and_is_judged_as_one(cast: Cast) -> None:
    row = running(cast, by="group")

    seen = {see(row, None, cast.members[name].pk) for name in ("dan", "carol", "paul")}

    assert len(seen) == 1
    tally = next(tally for tally in tallies_of(row) if tally.rung.offer_id in seen)
    assert (tally.people, tally.judged["seen"]) == (3, 1)


def test_parts_follow_their_weights() -> None:
    drawn = [place_on("key", f"visitor:{number}", [3, 1]) for number in range(4000)]

    assert 2850 < drawn.count(0) < 3150
    assert drawn != [place_on("other", f"visitor:{number}", [3, 1]) for number in range(4000)]


def test_figures_count_what_was_kept_after_it_was_shown(cast: Cast) -> None:
    row = running(cast)
    variants = {one.offer_id: one for one in Variant.objects.all()}
    before = order(cast, variants[see(row, 1)], who="nina")
    pay(cast, before)
    seen = see(row, None, cast.members["dan"].pk)
    bought = order(cast, variants[seen])
    asked = ask_payment(order=bought.pk, provider="stripe", actor=cast.actor("dan"), now=NOW)
    facts: dict[str, Any] = {"actor": cast.actor("alice"), "now": NOW}
    take_payment(payment=asked.pk, amount=bought.amount, external="x", fee=50, **facts)
    line = bought.lines.get()

    tally = next(one for one in tallies_of(row) if one.rung.offer_id == seen)
    assert (tally.buyers, tally.orders, tally.revenue, tally.profit) == (1, 1, line.amount, line.amount - 150)

    refund_order(order=bought.pk, actor=cast.actor("alice"), now=NOW)
    tally = next(one for one in tallies_of(row) if one.rung.offer_id == seen)
    assert (tally.buyers, tally.refunded, tally.profit) == (1, line.amount, -50)


def test_deciding_leaves_one_for_sale_and_leads_everybody_there(cast: Cast, client: Client) -> None:
    row = running(cast)
    kept, closed = (rung.offer for rung in row.rungs.select_related("offer"))

    decide_ladder(ladder=row.pk, offer=kept.pk, actor=cast.actor("alice"), now=NOW)

    assert dict(Offer.objects.values_list("slug", "state")) == {kept.slug: "open", closed.slug: "closed"}
    assert {client.get(f"/o/ladder/{row.key}", **PERSON)["Location"] for _look in range(5)} == {f"/o/{kept.slug}"}
    told = LoggedEvent.objects.filter(kind__startswith="ladder_").order_by("id").values_list("kind", "data")
    offers = [kept.pk, closed.pk]
    assert list(told) == [("ladder_begun", {"offers": offers}), ("ladder_decided", {"offer": kept.pk})]
    with pytest.raises(Conflict):
        decide_ladder(ladder=row.pk, offer=closed.pk, actor=cast.actor("alice"), now=NOW)


def test_what_cannot_be_tested_is_refused(cast: Cast) -> None:
    alice: dict[str, Any] = {"actor": cast.actor("alice"), "now": NOW}
    row, again = a_ladder(cast), {"title": "Again", "by": "person", "community": cast.table.pk}
    offers = dict.fromkeys(row.rungs.values_list("offer", flat=True), 1)
    begin_ladder(ladder=row.pk, **alice)

    with pytest.raises(Invalid, match="two to five"):
        make_ladder(offers=dict(list(offers.items())[:1]), **again, **alice)
    with pytest.raises(Conflict, match="another test"):
        begin_ladder(ladder=make_ladder(offers=offers, **again, **alice).pk, **alice)
    with pytest.raises(Conflict, match="only be decided"):
        edit_ladder(ladder=row.pk, title="Other", by="person", offers=offers, **alice)
    with pytest.raises(Forbidden):
        begin_ladder(ladder=row.pk, actor=cast.actor("ann"), now=NOW)


def test_address_leads_a_browser_to_one_price_and_counts_no_bot(cast: Cast, client: Client) -> None:
    row = running(cast)

    places = {client.get(f"/o/ladder/{row.key}", **PERSON)["Location"].partition("?")[0] for _look in range(5)}
    Client().get(f"/o/ladder/{row.key}", HTTP_USER_AGENT="Googlebot/2.1")
    client.head(f"/o/ladder/{row.key}", **PERSON)

    assert len(places) == 1
    assert VISITOR_COOKIE in client.cookies
    assert Showing.objects.count() == 1


def test_console_walks_from_a_draft_to_a_verdict(cast: Cast, client: Client) -> None:
    offers = [on_sale(cast, f"size-{price}", price=price).offer_id for price in (9900, 2900)]
    client.force_login(cast.accounts["alice"])
    here = "/console/table/earn/prices"

    wrong = client.post(f"{here}/new", {"title": "My test", "by": "person", "offers": offers[:1]})
    made = client.post(f"{here}/new", {"title": "My test", "by": "person", "offers": offers})
    client.post(f"{made['Location']}/state")
    page = client.get(made["Location"])

    assert (wrong.status_code, wrong.context["form"]["title"].value()) == (422, "My test")
    assert "needs 50 visitors of each price" in page.content.decode()
    kept = Offer.objects.get(pk=offers[0])
    client.post(f"{made['Location']}/state", {"offer": kept.key})
    assert "was kept" in client.get(made["Location"]).content.decode()


def test_each_size_leads_to_the_one_that_is_ones_own(cast: Cast, client: Client) -> None:
    row = running(cast)

    first = client.get("/o/size-9900", follow=True, **PERSON)
    mine = first.request["PATH_INFO"]
    seen = [client.get(f"/o/size-{price}", follow=True, **PERSON).request["PATH_INFO"] for price in (9900, 2900)]

    assert mine in {"/o/size-9900", "/o/size-2900"}
    assert seen == [mine, mine]
    assert Showing.objects.filter(ladder=row).count() == 1


def test_who_keeps_no_cookie_reads_a_page_and_is_not_led_in_a_circle(cast: Cast) -> None:
    running(cast)

    last = Client().get("/o/size-9900", **PERSON)
    for _step in range(3):
        last = Client().get(last["Location"], **PERSON) if "Location" in last else last

    assert last.status_code == 200


def test_bots_and_staff_look_at_each_size(cast: Cast) -> None:
    running(cast)

    answers = [visitor(cast, "alice").get(f"/o/size-{price}", **PERSON) for price in (9900, 2900)]
    answers += [Client().get(f"/o/size-{price}", HTTP_USER_AGENT="Googlebot/2.1") for price in (9900, 2900)]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert Showing.objects.count() == 0


def test_no_list_names_two_sizes(cast: Cast) -> None:
    on_sale(cast, "single")
    row = running(cast)
    places = ["/c/table", "/m/table/offers", "/sitemap.xml"]

    pages = [visitor(cast, "dan").get(place).text for place in places]
    listed = call("GET", "/open-communities/table/offers", token_of(cast, "dan")).json()["items"]

    assert ["size-" in page for page in pages] == [False] * 3
    assert all("single" in page for page in pages)
    assert [one["slug"] for one in listed] == ["single"]
    decide_ladder(ladder=row.pk, offer=row.rungs.first().offer_id, actor=cast.actor("alice"), now=NOW)
    assert "size-9900" in visitor(cast, "dan").get("/c/table").text


def test_who_saw_one_size_cannot_order_another(cast: Cast) -> None:
    row = running(cast)
    own = see(row, member=cast.members["dan"].pk)
    mine, other = (
        Variant.objects.get(offer__in=[one.offer_id for one in row.rungs.all() if (one.offer_id == own) == it])
        for it in (True, False)
    )

    with pytest.raises(NotForSale):
        order(cast, other)

    assert order(cast, mine).amount == mine.price
    assert order(cast, other, who="nina").amount == other.price


def test_prices_stay_while_a_test_runs(cast: Cast) -> None:
    row = running(cast)
    offer = row.rungs.first().offer_id
    variant, by = Variant.objects.get(offer=offer), {"actor": cast.actor("alice"), "now": NOW}

    with pytest.raises(Conflict):
        edit_variant(variant=variant.pk, price=100, **by)
    with pytest.raises(Conflict):
        add_variant(offer=offer, name="Cheap", price=100, **by)

    assert edit_variant(variant=variant.pk, cost=7, **by).cost == 7
    decide_ladder(ladder=row.pk, offer=offer, **by)
    assert edit_variant(variant=variant.pk, price=100, **by).price == 100
