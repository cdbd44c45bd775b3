"""What people read of sales: names, ways to pay, purses, prices, and times of the place."""

from zoneinfo import ZoneInfo

from django.test import Client
from django.utils.formats import date_format

from coterie.kit.clock import now
from coterie.market.domain.paying import ask_payment
from coterie.market.domain.provider_account import set_up_provider
from tests.cast import Cast
from tests.market.clubs import a_club, another_way, buy
from tests.market.fund import back, paid, running
from tests.market.provider_scenes import an_account
from tests.market.scenes import bought
from tests.market.stall import on_sale, order
from tests.web.visit import visitor


def test_best_customers_are_called_by_name(cast: Cast) -> None:
    bought(cast)

    page = visitor(cast, "ann").get("/console/table/earn").content.decode()

    assert ("Dan" in page.split("Best customers")[1], "member:" in page) == (True, False)


def test_customer_is_found_by_name_and_by_number(cast: Cast) -> None:
    order = bought(cast)
    ann = visitor(cast, "ann")

    found = [ann.get(f"/console/table/earn?q={words}").context["rows"] for words in ("dan", order.number[:6], "nina")]

    assert [len(rows) for rows in found] == [1, 1, 0]


def test_payment_by_hand_has_a_name(cast: Cast) -> None:
    order = bought(cast)

    page = visitor(cast, "alice").get(f"/console/table/orders/{order.key}").content.decode()

    assert ("By transfer or in cash" in page, ">manual<" in page) == (True, False)


def test_purse_of_a_project_names_it(cast: Cast) -> None:
    paid(cast, back(cast, running(cast)))

    page = visitor(cast, "ann").get("/console/table/earn/books").content.decode()

    assert "What backers of “The book” paid, until it is decided" in page


def test_till_is_in_the_row_of_every_page_of_earn(cast: Cast) -> None:
    pages = (
        "earn", "earn/offers", "earn/coupons", "earn/plans", "earn/plans/forecast", "courses", "earn/projects",
        "earn/value", "earn/profit", "earn/books", "earn/prices", "earn/notices", "earn/statements", "earn/providers",
    )  # fmt: skip
    alice, ann = visitor(cast, "alice"), visitor(cast, "ann")

    without = [page for page in pages if "/earn/till" not in alice.get(f"/console/table/{page}").content.decode()]
    with_it = [page for page in pages if "/earn/till" in ann.get(f"/console/table/{page}").content.decode()]

    assert (without, with_it) == ([], [])


def test_project_ends_by_the_clock_of_its_place(cast: Cast) -> None:
    ends_at = running(cast, now=now()).project.ends_at

    page = Client().get("/c/table/fund/book").content.decode()

    assert date_format(ends_at.astimezone(ZoneInfo(cast.table.timezone)), "DATETIME_FORMAT") in page


def test_plans_cost_money_of_the_community(cast: Cast) -> None:
    row = a_club(cast, price=1234)
    another_way(cast, row, "A year", 5678, period="years")
    dan = visitor(cast, "dan")

    to_take = dan.get("/m/table/plans").content.decode()
    buy(cast, row, now())
    mine = dan.get("/m/table/plans").content.decode()

    assert [price in to_take for price in ("CN¥12.34", "CN¥56.78")] == [True, True]
    assert [price in mine for price in ("CN¥12.34", "CN¥56.78")] == [True, True]


def test_order_whose_provider_was_switched_off_is_paid_in_another_way(cast: Cast) -> None:
    row, dan = an_account(cast), visitor(cast, "dan")
    made = order(cast, on_sale(cast), now=now())
    ask_payment(order=made.pk, provider="stripe", actor=cast.actor("dan"), now=now())
    place = f"/m/table/orders/{made.key}"

    with_it = dan.get(place).content.decode()
    facts = {"community": cast.table.pk, "provider": row.provider, "actor": cast.actor("alice"), "now": now()}
    set_up_provider(secrets={}, on=False, **facts)
    without = dan.get(place).content.decode()

    assert ["Pay now" in page for page in (with_it, without)] == [True, False]
    assert dan.post(f"{place}/payment", {"way": "manual"}).status_code == 302
