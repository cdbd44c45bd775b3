"""Looks at the pages of offers: who is counted, and what the page of scenes makes of it."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coterie.joining.domain import offer_look, sight
from coterie.joining.domain.offer_look import Memory, Onlooker
from coterie.kit.clock import now
from coterie.market.domain.offer import edit_offer
from coterie.market.domain.project import make_project
from coterie.market.models import Order
from coterie.platform.events.models import LoggedEvent
from tests.api.token import call, token_of
from tests.cast import NOW, Cast, today
from tests.market.fund import WEEK, minute, paid, running, state_of
from tests.market.stall import on_sale, order, pay
from tests.web.visit import visitor

PHONE = {"HTTP_USER_AGENT": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile"}
BOT = {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}
ADDRESS = "/console/table/earn/scenes"


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch):
    monkeypatch.setattr(sight, "TODAY", Memory())


def looks() -> list[tuple[int | None, int | None]]:
    rows = LoggedEvent.objects.filter(kind="page_seen", visitor__isnull=False).order_by("id")
    return [(row.data["offer"], row.member) for row in rows if "offer" in row.data]


def lines(cast: Cast, address: str) -> list[dict[str, str]]:
    text = b"".join(visitor(cast, "alice").get(address)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_each_person_is_counted_once_a_day_and_bots_never(cast: Cast) -> None:
    pen = on_sale(cast).offer_id
    guest, dan = Client(), visitor(cast, "dan")

    for _again in range(3):
        assert guest.get("/o/pen", **PHONE).status_code == 200
        assert dan.get("/o/pen", **PHONE).status_code == 200
    assert Client().get("/o/pen", **BOT).status_code == 200
    assert Client().get("/o/pen", HTTP_SEC_PURPOSE="prefetch").status_code == 200
    assert Client().head("/o/pen", **PHONE).status_code == 200

    assert looks() == [(pen, None), (pen, cast.members["dan"].pk)]


def test_another_day_and_a_full_memory_begin_anew(monkeypatch) -> None:
    memory, who = Memory(), Onlooker(7, None)
    monkeypatch.setattr(offer_look, "MOST", 2)

    first = [memory.is_new(1, who, NOW.date()), memory.is_new(1, who, NOW.date()), memory.is_new(2, who, NOW.date())]
    again = [memory.is_new(1, who, NOW.date()), memory.is_new(1, who, now().date())]

    assert (first, again) == ([True, False, True], [True, True])


def test_member_who_looked_as_a_guest_and_bought_signed_in_is_one_person(cast: Cast) -> None:
    pen = on_sale(cast, price=1000, cost=300)
    edit_offer(offer=pen.offer_id, scene="letters", actor=cast.actor("alice"), now=NOW)
    browser = Client()
    browser.get("/o/pen", **PHONE)
    Client().get("/o/pen", **PHONE)
    browser.force_login(cast.accounts["dan"])
    asked = {"variant": pen.key, "quantity": 1, "way": "manual"}

    assert browser.post("/o/pen/checkout", asked, **PHONE).status_code == 302

    pay(cast, Order.objects.get(), now=now())
    [scene], [offer] = lines(cast, f"{ADDRESS}.csv"), lines(cast, f"{ADDRESS}/looks.csv")
    assert [offer[name] for name in ("looked", "ordered", "paid", "pending", "judged")] == ["2", "1", "1", "1", "0"]
    assert (offer["profit"], offer["profit_per_visitor"], offer["conversion"]) == ("700", "350", "")
    assert (scene["scene"], scene["looked"], scene["profit_per_visitor"], scene["margin"]) == (
        "letters", "2", "350", "700",
    )  # fmt: skip


def test_looks_at_a_project_become_pledges(cast: Cast) -> None:
    tier = running(cast, "book", now=now())
    page, book = "/c/table/fund/book", tier.project.offer_id
    browser = Client()
    browser.get(page, **PHONE)
    browser.get(page, **PHONE)
    Client().get(page, **PHONE)
    Client().get(page, **BOT)
    browser.force_login(cast.accounts["dan"])
    chosen = {"tier": tier.variant.key, "quantity": "1"}

    assert browser.post("/m/table/fund/book", chosen, **PHONE).status_code == 302

    paid(cast, Order.objects.get(), now=now())
    assert looks() == [(book, None), (book, None), (book, cast.members["dan"].pk)]
    [line] = lines(cast, f"{ADDRESS}/looks.csv")
    assert [line[name] for name in ("title", "kind", "looked", "ordered", "paid")] == [
        "The book",
        "project",
        "2",
        "1",
        "1",
    ]
    shown = visitor(cast, "alice").get(ADDRESS).text
    assert f"/console/table/earn/projects/{tier.project.offer.key}" in shown
    [told] = call("GET", "/communities/table/offer-looks", token_of(cast, "alice")).json()["offers"]
    assert (told["offer"], told["kind"], told["looked"]) == (tier.project.offer.key, "project", 2)
    minute(now() + 2 * WEEK)
    assert state_of(tier) == "lost"
    [line] = lines(cast, f"{ADDRESS}/looks.csv")
    assert (line["looked"], line["paid"], line["profit"]) == ("2", "1", "0")


def test_project_that_nobody_could_read_of_has_no_line(cast: Cast) -> None:
    facts = {"kind": "all_or_nothing", "goal": 100, "ends_at": now() + WEEK, "slug": "lamp", "title": "Lamp"}
    make_project(community=cast.table.pk, **facts, actor=cast.actor("alice"), now=now())

    assert lines(cast, f"{ADDRESS}/looks.csv") == []


def test_page_says_what_becomes_of_who_looks(cast: Cast) -> None:
    on_sale(cast, title="A pen")
    alice = visitor(cast, "alice")
    assert "Nobody has looked yet." in alice.get(ADDRESS).text

    Client().get("/o/pen", **PHONE)
    page = alice.get(ADDRESS).text

    assert "nobody&#x27;s time is over yet" in page
    assert "1 more still has time." in page


def test_page_asks_as_often_with_many_members_as_with_one(cast: Cast) -> None:
    alice, pen = visitor(cast, "alice"), on_sale(cast, left=None)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert alice.get(ADDRESS).status_code == 200
        return len(queries)

    pay(cast, order(cast, pen))
    alice.get(ADDRESS)
    one = asked()
    for who in ("carol", "nina", "paul"):
        visitor(cast, who).get("/o/pen", **PHONE)
        pay(cast, order(cast, pen, who=who))
        on_sale(cast, f"ink-{who}")

    assert asked() == one


def test_days_in_the_address_narrow_page_csv_and_api_alike(cast: Cast) -> None:
    pen = on_sale(cast, left=None)
    pay(cast, order(cast, pen), now=NOW)
    visitor(cast, "nina").get("/o/pen", **PHONE)
    seen, sold = f"?since={today()}", f"?until={NOW.date()}"
    alice, secret = visitor(cast, "alice"), token_of(cast, "alice")

    for days, (people, orders) in {"": ("1", "1"), seen: ("1", "0"), sold: ("0", "1")}.items():
        [scene], [offer] = lines(cast, f"{ADDRESS}.csv{days}"), lines(cast, f"{ADDRESS}/looks.csv{days}")
        assert (offer["looked"], scene["looked"], scene["orders"]) == (people, people, orders)
        page = alice.get(f"{ADDRESS}{days}").text
        assert page.count(f'data-label="Looked">{people}<') == 2
        assert f'data-label="Orders">{orders}<' in page
        assert [f"{ADDRESS}{name}.csv{days}" in page for name in ("", "/looks")] == [True, True]
        told = call("GET", f"/communities/table/offer-looks{days}", secret).json()
        assert [str(row["looked"]) for row in (*told["offers"], *told["scenes"])] == [people, people]
        [line] = call("GET", f"/communities/table/scenes-sold{days}", secret).json()["scenes"]
        assert str(line["orders"]) == orders
    assert "Nobody looked for the first time in these days." in alice.get(f"{ADDRESS}{sold}").text
    assert call("GET", f"/communities/table/offer-looks{seen}&until={NOW.date()}", secret).status_code == 404
