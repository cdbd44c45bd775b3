"""Buying: what is wanted is held, paid once, given back never twice."""

from datetime import timedelta

import pytest

from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.market.domain.buying import cancel_due, cancel_order, place_order
from coterie.market.domain.offer import close_offer, edit_offer, make_offer, open_offer
from coterie.market.domain.paying import ask_payment, confirm_payment, fail_payment, take_payment
from coterie.market.domain.refund import refund_order, settle_refund
from coterie.market.domain.variant import edit_variant, set_benefit
from coterie.market.enums import BenefitKind
from coterie.market.errors import NotForSale, SoldOut, TooMuchBack
from coterie.market.models import Offer, Order, OrderLine, Refund
from coterie.market.queries.grants import grants_of, has_access
from coterie.platform.events.pump import catch_up
from tests.cast import NOW, Cast
from tests.market.stall import balances, on_sale, order, pay
from tests.rewards.points import SYSTEM
from tests.talk.speech import told

LATER = NOW + timedelta(hours=1)


def test_ordered_paid_and_given_back(cast: Cast) -> None:
    row = on_sale(cast, cost=300)
    mine = order(cast, row)
    row.refresh_from_db()
    assert (mine.state, mine.amount, mine.currency, row.left) == ("pending", 1000, cast.table.currency, 1)

    pay(cast, mine)
    with pytest.raises(Conflict):
        ask_payment(order=mine.pk, provider="manual", actor=cast.actor("dan"), now=NOW)
    assert balances(cast) == {"cash:manual": 1000, "revenue": -1000, "goods": 300, "stock": -300}
    assert has_access(member=cast.members["dan"].pk, kind="offer", target=row.offer_id, now=NOW)

    [line] = mine.lines.all()
    refund_order(order=mine.pk, parts={line.pk: 400}, reason="A scratch", actor=cast.actor("alice"), now=NOW)
    mine.refresh_from_db()
    assert (mine.state, mine.refunded, balances(cast)["revenue"]) == ("partially_refunded", 400, -600)
    for parts in ({line.pk: 601}, {line.pk: -1}, {line.pk: 0}, {0: 5}):
        with pytest.raises((TooMuchBack, Invalid)):
            refund_order(order=mine.pk, parts=parts, actor=cast.actor("alice"), now=NOW)
    refund_order(order=mine.pk, actor=cast.actor("alice"), now=NOW)

    mine.refresh_from_db()
    row.refresh_from_db()
    assert (mine.state, mine.refunded, row.left, balances(cast)) == ("refunded", 1000, 2, {})
    assert not has_access(member=cast.members["dan"].pk, kind="offer", target=row.offer_id, now=NOW)
    kinds = ("order_placed", "order_paid", "order_refunded", "access_granted", "access_ended")
    assert [len(told(kind)) for kind in kinds] == [1, 1, 2, 1, 1]


def test_never_more_than_there_is_nor_than_one_can_have(cast: Cast) -> None:
    row = on_sale(cast, most_each=2, left=3)
    order(cast, row, quantity=2)
    with pytest.raises(Conflict):
        order(cast, row)
    with pytest.raises(SoldOut):
        order(cast, row, who="carol", quantity=2)
    order(cast, row, who="carol")
    with pytest.raises(SoldOut):
        order(cast, row, who="nina")

    assert (Order.objects.count(), OrderLine.objects.count()) == (2, 2)


def test_who_and_what_cannot_be_ordered(cast: Cast) -> None:
    row, sent = on_sale(cast), on_sale(cast, "book", with_address=True)
    for who in ("stranger", "mallory", "eve"):
        with pytest.raises(NotFound):
            order(cast, row, who=who)
    with pytest.raises(NotFound):
        place_order(community=cast.other.pk, wanted={row.pk: 1}, actor=cast.actor("mallory"), now=NOW)
    with pytest.raises((Forbidden, NotFound)):
        order(cast, row, member=cast.members["carol"].pk)
    for quantity in (0, -1, 1001):
        with pytest.raises(Invalid):
            order(cast, row, quantity=quantity)
    with pytest.raises(Invalid) as wrong:
        order(cast, sent)
    assert wrong.value.field == "address"
    close_offer(offer=row.offer_id, actor=cast.actor("alice"), now=NOW)
    with pytest.raises(NotForSale):
        order(cast, row)

    row.refresh_from_db()
    assert (Order.objects.count(), row.left) == (0, 2)


def test_what_is_not_paid_in_time_is_free_again(cast: Cast) -> None:
    row = on_sale(cast)
    late, mine, kept = order(cast, row), order(cast, row, who="carol"), order(cast, on_sale(cast, "book"))
    cancel_order(order=mine.pk, actor=cast.actor("carol"), now=NOW)
    with pytest.raises(NotFound):
        cancel_order(order=late.pk, actor=cast.actor("carol"), now=NOW)
    ask_payment(order=kept.pk, provider="manual", actor=cast.actor("dan"), now=NOW)

    assert [cancel_due(actor=SYSTEM, now=LATER) for _ in range(2)] == [1, 0]

    row.refresh_from_db()
    late.refresh_from_db()
    kept.refresh_from_db()
    assert (row.left, late.state, kept.state) == (2, "cancelled", "pending")
    assert [event.data["why"] for event in told("order_cancelled")] == ["buyer", "late"]


@pytest.mark.parametrize("left", [0, 1])
def test_money_that_comes_late_buys_what_is_still_there_or_goes_back(cast: Cast, left: int) -> None:
    row = on_sale(cast, left=1)
    mine = order(cast, row)
    asked = ask_payment(order=mine.pk, provider="stripe", actor=cast.actor("dan"), now=NOW)
    cancel_due(actor=SYSTEM, now=LATER)
    if not left:
        pay(cast, order(cast, row, who="carol", now=LATER))

    for _ in range(2):
        take_payment(payment=asked.pk, amount=1000, external="x1", fee=30, actor=SYSTEM, now=LATER)

    mine.refresh_from_db()
    assert mine.state == ("paid" if left else "cancelled")
    assert [row.amount for row in Refund.objects.all()] == ([] if left else [1000])
    brought = {"cash:stripe": 970, "fees": 30, "revenue": -1000}
    assert balances(cast) == (brought if left else {**brought, "cash:stripe": -30, "cash:manual": 1000})


def test_a_provider_tells_another_amount_or_a_failure(cast: Cast) -> None:
    mine = order(cast, on_sale(cast))
    asked = ask_payment(order=mine.pk, provider="stripe", actor=cast.actor("dan"), now=NOW)
    with pytest.raises(Conflict):
        take_payment(payment=asked.pk, amount=999, external="x", actor=SYSTEM, now=NOW)
    with pytest.raises(Conflict):
        confirm_payment(payment=asked.pk, evidence="I saw it", actor=cast.actor("alice"), now=NOW)
    fail_payment(payment=asked.pk, actor=SYSTEM, now=NOW)
    again = pay(cast, mine, "stripe")
    fail_payment(payment=again.pk, actor=SYSTEM, now=NOW)

    mine.refresh_from_db()
    assert (mine.state, balances(cast)) == ("paid", {"cash:stripe": 1000, "revenue": -1000})
    back = refund_order(order=mine.pk, actor=cast.actor("alice"), now=NOW)
    assert back.state == "asked"
    assert settle_refund(refund=back.pk, why_not="No money", actor=SYSTEM, now=NOW).state == "failed"
    assert settle_refund(refund=back.pk, external="r1", actor=SYSTEM, now=NOW).state == "done"
    assert settle_refund(refund=back.pk, why_not="Too late", actor=SYSTEM, now=NOW).state == "done"


def test_who_may_say_that_money_came(cast: Cast) -> None:
    mine = order(cast, on_sale(cast))
    asked = ask_payment(order=mine.pk, provider="manual", actor=cast.actor("dan"), now=NOW)
    for who, refused in (("dan", NotFound), ("bob", Forbidden), ("ann", Forbidden), ("mallory", NotFound)):
        with pytest.raises(refused):
            confirm_payment(payment=asked.pk, evidence="Seen", actor=cast.actor(who), now=NOW)
        with pytest.raises(refused):
            refund_order(order=mine.pk, actor=cast.actor(who), now=NOW)
    with pytest.raises(Invalid):
        confirm_payment(payment=asked.pk, evidence=" ", actor=cast.actor("alice"), now=NOW)
    with pytest.raises(Conflict):
        refund_order(order=mine.pk, actor=cast.actor("alice"), now=NOW)


def test_a_gift_is_paid_at_once(cast: Cast) -> None:
    mine = order(cast, on_sale(cast, price=0, cost=200))

    pay(cast, mine)

    mine.refresh_from_db()
    assert (mine.state, balances(cast)) == ("paid", {"goods": 200, "stock": -200})


def test_a_group_is_open_as_long_as_one_reason_lasts(cast: Cast) -> None:
    row, alice = on_sale(cast, left=9), cast.actor("alice")
    set_benefit(offer=row.offer_id, kind=BenefitKind.GROUP, target=cast.vip.pk, days=30, actor=alice, now=NOW)
    orders = [order(cast, row) for _ in range(2)]
    for one in orders:
        pay(cast, one)
    catch_up(now=NOW)
    seats = cast.vip.memberships.filter(member=cast.members["dan"], left_at=None)
    assert (seats.count(), grants_of(cast.actor("dan"), cast.table.pk).count()) == (1, 4)

    refund_order(order=orders[0].pk, actor=alice, now=NOW)
    catch_up(now=NOW)
    assert seats.count() == 1
    refund_order(order=orders[1].pk, actor=alice, now=NOW)
    catch_up(now=NOW)
    assert seats.count() == 0


def test_offers_that_make_no_sense(cast: Cast) -> None:
    alice, row = cast.actor("alice"), on_sale(cast)
    wrong = (
        ({"title": " "}, "title"), ({"slug": "A b"}, "slug"), ({"slug": "-"}, "slug"), ({"kind": "thing"}, "kind"),
        ({"slug": "pen"}, "slug"),
    )  # fmt: skip
    for facts, field in wrong:
        usual = {"community": cast.table.pk, "kind": "product", "slug": "new", "title": "New"}
        with pytest.raises(Invalid) as said:
            make_offer(**{**usual, **facts}, actor=alice, now=NOW)
        assert said.value.field == field
    bare = make_offer(community=cast.table.pk, kind="course", slug="bare", title="Bare", actor=alice, now=NOW)
    with pytest.raises(Invalid):
        open_offer(offer=bare.pk, actor=alice, now=NOW)
    for facts in ({"price": -1}, {"more": -3}, {"most_each": 0}, {"more": 10**7}):
        with pytest.raises(Invalid):
            edit_variant(variant=row.pk, **facts, actor=alice, now=NOW)
    for verb in (edit_offer, open_offer, close_offer):
        with pytest.raises(Forbidden):
            verb(offer=row.offer_id, actor=cast.actor("bob"), now=NOW)

    assert Offer.objects.count() == 2


def test_what_came_twice_is_not_what_is_given_back(cast: Cast) -> None:
    mine = order(cast, on_sale(cast))
    first = ask_payment(order=mine.pk, provider="manual", actor=cast.actor("dan"), now=NOW)
    pay(cast, mine, "stripe")
    confirm_payment(payment=first.pk, evidence="Cash", actor=cast.actor("alice"), now=NOW)

    refund_order(order=mine.pk, actor=cast.actor("alice"), now=NOW)

    assert [row.payment.provider for row in Refund.objects.order_by("pk")] == ["manual", "stripe"]
    assert balances(cast) == {}
