"""Coupons and points: what they take off is exact, counted, and back when the order comes to nothing."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.market.domain.buying import cancel_due, cancel_order
from coterie.market.domain.calling_off import call_off_order
from coterie.market.domain.coupon import edit_coupon, make_coupon
from coterie.market.domain.offer_copy import copy_offer
from coterie.market.domain.paying import ask_payment, take_payment
from coterie.market.domain.refund import refund_order
from coterie.market.domain.till import set_till
from coterie.market.domain.variant import set_benefit
from coterie.market.errors import CouponRefused
from coterie.market.models import Coupon, Order
from coterie.market.queries.coupons import coupons_run_by
from coterie.market.queries.grants import has_access
from coterie.market.rules import split_by_weight
from coterie.platform.ledger.errors import NotEnough
from coterie.rewards.domain.award import give_points
from coterie.rewards.domain.plan import edit_plan
from coterie.rewards.queries.purses import points_of
from tests.cast import NOW, Cast
from tests.market.stall import balances, on_sale, order, pay
from tests.rewards.points import SYSTEM

LATER = NOW + timedelta(hours=1)


def coupon(cast: Cast, code: str = "SPRING", **facts: Any) -> Coupon:
    """Write a coupon for the table."""
    usual = {} if "off" in facts else {"percent": 10}
    return make_coupon(community=cast.table.pk, code=code, **{**usual, **facts}, actor=cast.actor("alice"), now=NOW)


def with_points(cast: Cast, worth: int = 10, points: int = 50) -> None:
    """Let points pay, and give dan some."""
    alice = cast.actor("alice")
    edit_plan(community=cast.table.pk, on=True, actor=alice, now=NOW)
    give_points(member=cast.members["dan"].pk, points=points, note="Thanks", actor=alice, now=NOW)
    set_till(community=cast.table.pk, points_worth=worth, actor=alice, now=NOW)


def held(cast: Cast) -> int:
    return points_of(cast.table.pk, cast.members["dan"].pk)


def used(cast: Cast) -> list[tuple[int, int]]:
    return [(row.used, row.taken_off) for row in coupons_run_by(cast.actor("alice"), cast.table.pk)]


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=20), st.integers(0, 1000))
def test_a_split_is_exact_and_fair(weights: list[int], promille: int) -> None:
    total = sum(weights)
    amount = total * promille // 1000

    parts = split_by_weight(amount, weights)

    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert 0 <= part <= weight
        assert abs(part * total - amount * weight) < max(total, 1)


def test_a_coupon_makes_it_cheaper_by_line(cast: Cast) -> None:
    coupon(cast, " spring-24 ", percent=15)
    pen, book, gift = on_sale(cast), on_sale(cast, "book", price=333), on_sale(cast, "gift", price=0)

    mine = order(cast, pen, book, gift, coupon="Spring 24")

    assert (mine.amount, mine.discount) == (1134, 199)
    assert [one.amount for one in mine.lines.order_by("pk")] == [851, 283, 0]
    assert used(cast) == [(1, 199)]
    pay(cast, mine)
    assert balances(cast) == {"cash:manual": 1134, "revenue": -1134}
    cancel_order(order=order(cast, book, coupon="SPRING24").pk, actor=cast.actor("dan"), now=NOW)
    assert used(cast) == [(1, 199)]


def test_a_coupon_that_does_not_count(cast: Cast) -> None:
    pen, book = on_sale(cast, left=None), on_sale(cast, "book", left=None)
    coupon(cast, "LATER", since=LATER)
    coupon(cast, "GONE", until=NOW)
    coupon(cast, "LARGE", off=500, least=1001)
    coupon(cast, "BOOK", offers=[book.offer.key])
    coupon(cast, "TINY", most_each=1)
    edit_coupon(coupon=coupon(cast, "OVER").pk, on=False, actor=cast.actor("alice"), now=NOW)
    order(cast, pen, coupon="TINY")
    for code in ("NONE", "LATER", "GONE", "LARGE", "BOOK", "TINY", "OVER"):
        with pytest.raises(CouponRefused) as refused:
            order(cast, pen, coupon=code)
        assert refused.value.field == "coupon"

    assert Order.objects.count() == 1
    assert order(cast, pen, coupon="TINY", who="carol").discount == 100
    assert [one.amount for one in order(cast, pen, book, coupon="BOOK").lines.order_by("pk")] == [1000, 900]
    assert order(cast, pen, quantity=2, coupon="LARGE").discount == 500


def test_coupons_that_make_no_sense(cast: Cast) -> None:
    coupon(cast)
    wrong = (
        ({"code": "A!"}, "code"), ({"code": "spring"}, "code"), ({"percent": None}, "percent"),
        ({"off": 5, "percent": 5}, "percent"), ({"percent": 101}, "percent"), ({"least": -1}, "least"),
        ({"since": LATER, "until": NOW}, "until"), ({"offers": ["none"]}, "offers"),
    )  # fmt: skip
    for facts, field in wrong:
        with pytest.raises(Invalid) as said:
            coupon(cast, **{"code": "NEW", "percent": 10, **facts})
        assert said.value.field == field
    for who, refused in (("bob", Forbidden), ("dan", NotFound), ("mallory", NotFound)):
        with pytest.raises(refused):
            edit_coupon(coupon=Coupon.objects.get().pk, percent=5, actor=cast.actor(who), now=NOW)
        with pytest.raises(refused):
            set_till(community=cast.table.pk, points_worth=5, actor=cast.actor(who), now=NOW)


def test_points_pay_a_part_and_come_back_once(cast: Cast) -> None:
    with_points(cast)
    row = on_sale(cast, left=9)

    mine = order(cast, row, points=30)

    assert (mine.amount, mine.discount, mine.points, held(cast)) == (700, 0, 30, 20)
    with pytest.raises(NotEnough):
        order(cast, row, points=21)
    cancel_order(order=order(cast, row, points=20).pk, actor=cast.actor("dan"), now=NOW)
    assert held(cast) == 20
    pay(cast, mine)
    [line] = mine.lines.all()
    refund_order(order=mine.pk, parts={line.pk: 300}, actor=cast.actor("alice"), now=NOW)
    assert held(cast) == 20
    refund_order(order=mine.pk, actor=cast.actor("alice"), now=NOW)
    assert (held(cast), balances(cast)) == (50, {})


def test_never_more_points_than_it_costs_and_none_where_they_are_worth_nothing(cast: Cast) -> None:
    with_points(cast, worth=30)
    row = on_sale(cast, left=9, cost=200)
    set_benefit(offer=row.offer_id, kind="group", target=cast.vip.pk, actor=cast.actor("alice"), now=NOW)
    mine = order(cast, row, points=50)
    assert (mine.amount, mine.points) == (10, 33)
    with pytest.raises(Invalid):
        order(cast, on_sale(cast, "sweet", price=29), points=1)
    set_till(community=cast.table.pk, points_worth=0, actor=cast.actor("alice"), now=NOW)
    with pytest.raises(Conflict):
        order(cast, row, points=1)


def test_what_points_paid_in_full_is_called_off(cast: Cast) -> None:
    with_points(cast, worth=20)
    row = on_sale(cast, cost=200)
    mine = order(cast, row, points=50)
    pay(cast, mine)
    dan = cast.members["dan"].pk
    assert (mine.amount, held(cast), balances(cast)) == (0, 0, {"goods": 200, "stock": -200})
    assert has_access(member=dan, kind="offer", target=row.offer_id, now=NOW)

    for who, refused in (("dan", NotFound), ("bob", Forbidden)):
        with pytest.raises(refused):
            call_off_order(order=mine.pk, actor=cast.actor(who), now=NOW)
    for _ in range(2):
        call_off_order(order=mine.pk, actor=cast.actor("alice"), now=NOW)

    row.refresh_from_db()
    assert (held(cast), balances(cast), row.left) == (50, {}, 2)
    assert not has_access(member=dan, kind="offer", target=row.offer_id, now=NOW)
    paid = order(cast, row)
    pay(cast, paid)
    with pytest.raises(Conflict):
        call_off_order(order=paid.pk, actor=cast.actor("alice"), now=NOW)


@pytest.mark.parametrize("spent", ["nothing", "coupon", "points"])
def test_money_that_comes_late_needs_the_coupon_and_the_points_again(cast: Cast, spent: str) -> None:
    with_points(cast)
    coupon(cast, most_uses=1)
    row = on_sale(cast, left=9)
    mine = order(cast, row, coupon="SPRING", points=40)
    asked = ask_payment(order=mine.pk, provider="stripe", actor=cast.actor("dan"), now=NOW)
    assert (mine.amount, mine.discount, cancel_due(actor=SYSTEM, now=LATER), held(cast)) == (500, 100, 1, 50)
    if spent != "nothing":
        order(cast, row, now=LATER, **({"coupon": "SPRING"} if spent == "coupon" else {"points": 20}))

    take_payment(payment=asked.pk, amount=500, external="x", actor=SYSTEM, now=LATER)

    mine.refresh_from_db()
    row.refresh_from_db()
    assert mine.state == ("paid" if spent == "nothing" else "cancelled")
    assert (held(cast), row.left) == {"nothing": (10, 8), "coupon": (50, 8), "points": (30, 8)}[spent]
    assert len(used(cast)) == 1
    if spent == "nothing":
        refund_order(order=mine.pk, actor=cast.actor("alice"), now=LATER)
        assert held(cast) == 50
    assert balances(cast).get("revenue") is None


def test_an_offer_is_copied(cast: Cast) -> None:
    row = on_sale(cast, cost=300, most_each=1)
    set_benefit(offer=row.offer_id, kind="group", target=cast.vip.pk, days=9, actor=cast.actor("alice"), now=NOW)
    with pytest.raises(Invalid):
        copy_offer(offer=row.offer_id, slug="pen", actor=cast.actor("alice"), now=NOW)

    made = copy_offer(offer=row.offer_id, slug="pen-2", actor=cast.actor("alice"), now=NOW)

    [copied], [benefit] = made.variants.all(), made.benefits.all()
    assert (made.state, made.title, benefit.days) == ("draft", "Pen", 9)
    assert (copied.price, copied.cost, copied.left, copied.most_each) == (1000, 300, 2, 1)
