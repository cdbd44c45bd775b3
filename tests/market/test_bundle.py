"""Several things bought as one: what is in it is taken, opened and given back with it."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.market.domain.bundle import drop_part, set_part
from coterie.market.domain.buying import cancel_order
from coterie.market.domain.checkout import check_out, what_it_costs
from coterie.market.domain.gift import redeem_gift
from coterie.market.domain.offer_copy import copy_offer
from coterie.market.domain.refund import refund_order
from coterie.market.domain.variant import edit_variant
from coterie.market.errors import NotForSale, SoldOut
from coterie.market.models import Grant, Offer, Order, OrderLine, Variant
from coterie.market.queries.bundles import left_of, one_by_one, parts_of
from coterie.market.queries.gifts import gifts_of
from tests.cast import NOW, Cast
from tests.market.bundles import a_bundle
from tests.market.stall import balances, on_sale, order, pay
from tests.market.test_coupon import coupon
from tests.undone import rolled_back
from tests.web.test_fund import signed_in

pytestmark = pytest.mark.django_db


def left(*rows: Variant) -> list[int | None]:
    """Return how many are left of each."""
    return [Variant.objects.get(pk=row.pk).left for row in rows]


def open_to(cast: Cast, who: str = "dan") -> set[int]:
    """Return the offers that are open to somebody."""
    rows = Grant.objects.filter(member=cast.members[who], kind="offer", ended_at=None)
    return set(rows.values_list("target", flat=True))


@pytest.fixture
def three(cast: Cast) -> tuple[Variant, Variant, Variant]:
    """A pen, a course, and both as one."""
    pen, course = on_sale(cast, left=5, cost=100), on_sale(cast, "course", "course", left=None, price=900)
    return pen, course, a_bundle(cast, (pen, 2), (course, 1), cost=10)


def test_one_price_opens_and_takes_all_that_is_in_it(cast: Cast, three: tuple[Variant, Variant, Variant]) -> None:
    pen, course, starter = three
    mine = order(cast, starter, quantity=2)
    pay(cast, mine)

    assert (mine.amount, left(pen)) == (3000, [1])
    lines = [(one.title, one.quantity, one.amount, one.cost) for one in mine.lines.order_by("pk")]
    assert lines == [("Set", 2, 3000, 420), ("Pen", 4, 0, 0), ("Course", 2, 0, 0)]
    assert open_to(cast) == {pen.offer_id, course.offer_id, starter.offer_id}
    assert balances(cast) == {"cash:manual": 3000, "revenue": -3000, "goods": 420, "stock": -420}


def test_all_is_given_back_with_the_money(cast: Cast, three: tuple[Variant, Variant, Variant]) -> None:
    pen, _course, starter = three
    mine = order(cast, starter)
    pay(cast, mine)
    refund_order(order=mine.pk, actor=cast.actor("alice"), now=NOW)

    assert (left(pen), open_to(cast), balances(cast)) == ([5], set(), {})


def test_access_goes_with_the_last_of_the_money_in_parts(cast: Cast, three: tuple[Variant, Variant, Variant]) -> None:
    pen, _course, starter = three
    mine = order(cast, starter)
    pay(cast, mine)
    line = OrderLine.objects.get(order=mine, bundle=None)
    for amount in (500, 1000):
        assert len(open_to(cast)) == 3
        refund_order(order=mine.pk, parts={line.pk: amount}, actor=cast.actor("alice"), now=NOW)

    assert (open_to(cast), left(pen)) == (set(), [3])


def test_as_many_are_left_as_each_thing_lasts_for(cast: Cast, three: tuple[Variant, Variant, Variant]) -> None:
    pen, course, starter = three
    assert (left_of(starter), one_by_one(starter), [one.title for one in parts_of(starter)]) == (
        2, 2900, ["Pen", "Course"],
    )  # fmt: skip
    with pytest.raises(SoldOut):
        order(cast, starter, quantity=3)
    with pytest.raises(Invalid):
        order(cast, starter, pen)
    edit_variant(variant=course.pk, on=False, actor=cast.actor("alice"), now=NOW)
    assert left_of(Variant.objects.get(pk=starter.pk)) == 0
    with pytest.raises(NotForSale):
        order(cast, starter)
    assert (left(pen), Order.objects.count()) == ([5], 0)


def test_only_what_can_be_in_one_is(cast: Cast, three: tuple[Variant, Variant, Variant]) -> None:
    pen, course, starter = three
    plan = on_sale(cast, "club", "plan")
    doer: dict[str, Any] = {"actor": cast.actor("alice"), "now": NOW}
    for wrong in (plan, starter):
        with pytest.raises(Invalid):
            set_part(bundle=starter.pk, variant=wrong.pk, quantity=1, **doer)
    with pytest.raises(NotFound):
        set_part(bundle=pen.pk, variant=course.pk, quantity=1, **doer)
    drop_part(bundle=starter.pk, variant=course.pk, **doer)
    with pytest.raises(Conflict):
        drop_part(bundle=starter.pk, variant=pen.pk, **doer)
    with pytest.raises(Invalid):
        a_bundle(cast, slug="empty")


def test_a_coupon_for_the_bundle_counts_for_it(cast: Cast, three: tuple[Variant, Variant, Variant]) -> None:
    pen, _course, starter = three
    coupon(cast, code="SET", percent=10, offers=[starter.offer.key])
    facts: dict[str, Any] = {"community": cast.table.pk, "wanted": {starter.pk: 1}, "way": "manual"}

    cost = what_it_costs(**facts, coupon="SET", actor=cast.actor("dan"), now=NOW)

    assert (cost.price, cost.discount, cost.amount, left(pen)) == (1500, 150, 1350, [5])


def test_a_gift_has_one_code_for_all_that_is_in_it(cast: Cast, three: tuple[Variant, Variant, Variant]) -> None:
    _pen, _course, starter = three
    facts: dict[str, Any] = {"community": cast.table.pk, "wanted": {starter.pk: 2}, "way": "manual", "is_gift": True}
    mine = check_out(**facts, actor=cast.actor("dan"), now=NOW)
    pay(cast, mine)
    mine.refresh_from_db()

    codes = gifts_of(mine)
    redeem_gift(offer=starter.offer_id, code=codes[0].code, origin="1", actor=cast.actor("carol"), now=NOW)

    assert (len(codes), len(open_to(cast, "carol")), open_to(cast)) == (2, 3, set())
    refund_order(order=mine.pk, actor=cast.actor("alice"), now=NOW)
    assert len(open_to(cast, "carol")) == 3


def test_a_copy_holds_the_same(cast: Cast, three: tuple[Variant, Variant, Variant]) -> None:
    made = copy_offer(offer=three[2].offer_id, slug="set-2", actor=cast.actor("alice"), now=NOW)

    [row] = made.variants.all()
    assert [(one.title, one.quantity) for one in parts_of(row)] == [("Pen", 2), ("Course", 1)]


STEPS = st.lists(
    st.tuples(st.sampled_from(["order", "pen", "pay", "cancel", "refund"]), st.integers(0, 3)), max_size=12
)


@given(steps=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pens_are_where_they_belong_whatever_happens(cast: Cast, steps: list[tuple[str, int]]) -> None:
    """Pens left, pens held and pens sold are always as many as there were; the books are sound."""
    with rolled_back():
        pen, course = on_sale(cast, left=9), on_sale(cast, "course", "course", left=None)
        starter, made = a_bundle(cast, (pen, 2), (course, 1)), list[Order]()
        for what, which in steps:
            walk(cast, {"pen": pen, "order": starter}, made, what, which)
            live = OrderLine.objects.filter(variant=pen).exclude(order__state="cancelled")
            assert sum(one.quantity - one.returned for one in live) + (left(pen)[0] or 0) == 9
        balances(cast)
        kept = Order.objects.filter(state__in=("paid", "partially_refunded"), lines__variant=starter).exists()
        assert (course.offer_id in open_to(cast)) == kept


def walk(cast: Cast, sold: dict[str, Variant], made: list[Order], what: str, which: int) -> None:
    """Take one step; what cannot be is refused and changes nothing."""
    doer: dict[str, Any] = {"actor": cast.actor("alice"), "now": NOW}
    try:
        if what in sold:
            made.append(order(cast, sold[what], quantity=which + 1))
        elif which < len(made) and what == "pay":
            pay(cast, made[which])
        elif which < len(made) and what == "cancel":
            cancel_order(order=made[which].pk, **doer)
        elif which < len(made):
            refund_order(order=made[which].pk, **doer)
    except (Conflict, Invalid):
        pass


def test_operator_packs_a_bundle_and_a_member_buys_it(cast: Cast) -> None:
    pen = on_sale(cast, left=5, with_address=True)
    alice, dan = signed_in(cast, "alice"), signed_in(cast, "dan")
    words = {"kind": "bundle", "title": "Set", "slug": "set"}
    offer = Offer.objects.get(key=alice.post("/console/table/earn/offers/new", words)["Location"].rsplit("/", 1)[1])
    home = f"/console/table/earn/offers/{offer.key}"
    alice.post(f"{home}/variants/new", {"price": "15"})
    [row] = offer.variants.all()
    assert "Say first what is in it." in alice.post(f"{home}/state", {"on": "1"}).content.decode()

    assert alice.post(f"{home}/variants/{row.key}/parts", {"part": pen.key, "quantity": "0"}).status_code == 422
    assert alice.post(f"{home}/variants/{row.key}/parts", {"part": pen.key, "quantity": "2"}).status_code == 302
    assert "One by one it costs" in alice.get(f"{home}/variants/{row.key}").content.decode()
    assert alice.post(f"{home}/state", {"on": "1"}).status_code == 302
    kept = alice.post(f"{home}/variants/{row.key}/parts/{pen.key}/removal")
    assert (kept.status_code, "put something else into it first" in kept.content.decode()) == (422, True)

    shown = dan.get("/o/set").content.decode()
    assert ("What is in it" in shown, "2 are left" in shown, "One by one it costs" in shown) == (True, True, True)
    unsaid = dan.post("/o/set/checkout", {"variant": row.key, "quantity": "1"})
    assert (unsaid.status_code, 'name="address"' in unsaid.content.decode()) == (422, True)
    facts = {"variant": row.key, "quantity": "1", "address": "Lane 1", "way": "manual"}
    page = dan.get(dan.post("/o/set/checkout", facts)["Location"]).content.decode()
    assert ("Pen" in page, "in the bundle" in page, left(pen)) == (True, True, [3])
