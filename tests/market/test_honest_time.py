"""Time is neither held nor had for nothing: holds end, credit is worth what is left, what is called off opens nothing."""

from datetime import UTC, datetime
from typing import Any

import pytest

from coterie.kit.errors import Conflict, Invalid
from coterie.market.domain.buying import HOLD, cancel_due
from coterie.market.domain.calling_off import call_off_order
from coterie.market.domain.checkout import check_out
from coterie.market.domain.coupon import make_coupon
from coterie.market.domain.paying import HOLD_AT_PROVIDER, HOLD_BY_HAND, ask_payment, confirm_payment, take_payment
from coterie.market.domain.plan_wish import cancel_plan
from coterie.market.domain.refund import refund_order
from coterie.market.domain.variant import set_benefit
from coterie.market.enums import BenefitKind
from coterie.market.models import GiftCode, Order, OrderLine, Subscription, Turn, Variant
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.market.clubs import DAY, SYSTEM, a_club, buy, inside, tick, upgrading
from tests.market.stall import balances, on_sale, order, pay

pytestmark = pytest.mark.django_db


def free_order(cast: Cast, row: Variant, **facts: Any) -> Order:
    """Let dan order something that a coupon pays in full."""
    alice = cast.actor("alice")
    make_coupon(community=cast.table.pk, code="FREE100", percent=100, actor=alice, now=NOW)
    usual = {"community": cast.table.pk, "way": "manual", "coupon": "FREE100", "actor": cast.actor("dan"), "now": NOW}
    return check_out(wanted={row.pk: 1}, **usual, **facts)


@pytest.mark.parametrize("provider", ["manual", "stripe"])
def test_asking_again_and_again_holds_nothing_for_ever(cast: Cast, provider: str) -> None:
    row, buyer = on_sale(cast, left=1), cast.actor("dan")
    made, at = order(cast, row), NOW

    with pytest.raises(Conflict):
        for _time in range(300):
            ask_payment(order=made.pk, provider=provider, actor=buyer, now=at)
            at += HOLD_AT_PROVIDER / 2
            cancel_due(actor=SYSTEM, now=at)

    row.refresh_from_db()
    assert (Order.objects.get().state, row.left) == ("cancelled", 1)
    assert at - NOW <= HOLD + HOLD_BY_HAND + HOLD_AT_PROVIDER


def test_asking_late_holds_as_long_as_asking_at_once(cast: Cast) -> None:
    made = order(cast, on_sale(cast, left=1))
    late = NOW + DAY / 49

    ask_payment(order=made.pk, provider="manual", actor=cast.actor("dan"), now=late)

    assert Order.objects.get().due_at == late + HOLD_BY_HAND


def test_credit_that_stands_is_taken(cast: Cast) -> None:
    plan, better = upgrading(cast)

    pay(cast, better, now=NOW + DAY)

    plan.refresh_from_db()
    assert (plan.variant.name, better.amount, plan.state) == ("gold", 3000, "active")
    assert balances(cast) == {"cash:manual": 6000, "revenue": -6000}


@pytest.mark.parametrize("back", [3000, 2999, 1])
def test_credit_that_was_given_back_pays_for_nothing(cast: Cast, back: int) -> None:
    plan, better = upgrading(cast)
    line = OrderLine.objects.get(order=Order.objects.earliest("pk"))
    refund_order(order=line.order_id, parts={line.pk: back}, actor=cast.actor("alice"), now=NOW)

    pay(cast, better)

    better.refresh_from_db()
    plan.refresh_from_db()
    assert (better.state, plan.variant.name) == ("cancelled", "")
    assert Turn.objects.filter(paid_at__isnull=False).count() == 1
    assert balances(cast).get("revenue", 0) == back - 3000


def test_credit_that_was_used_up_pays_for_nothing(cast: Cast) -> None:
    plan, better = upgrading(cast)
    cancel_plan(subscription=plan.pk, actor=cast.actor("dan"), now=NOW)
    later = NOW + 90 * DAY
    tick(later)

    confirm_payment(payment=better.payments.get().pk, evidence="Seen", actor=cast.actor("alice"), now=later)

    plan.refresh_from_db()
    assert (plan.state, inside(cast, later + DAY)) == ("ended", False)
    assert balances(cast)["revenue"] == -3000


def test_a_plan_that_is_called_off_is_over(cast: Cast) -> None:
    made = free_order(cast, a_club(cast))
    before = inside(cast, NOW + DAY)

    call_off_order(order=made.pk, actor=cast.actor("alice"), now=NOW)

    assert (before, inside(cast, NOW + DAY)) == (True, False)
    assert Subscription.objects.get().state == "ended"


def test_a_gift_that_is_called_off_opens_nothing(cast: Cast) -> None:
    made = free_order(cast, on_sale(cast, left=2), is_gift=True)

    call_off_order(order=made.pk, actor=cast.actor("alice"), now=NOW)

    assert GiftCode.objects.get().voided_at == NOW


def test_more_than_a_hundred_years_are_not_sold(cast: Cast) -> None:
    row = on_sale(cast, left=None, price=0)
    facts = {"offer": row.offer_id, "kind": BenefitKind.GROUP, "target": cast.vip.pk, "days": 3660}
    set_benefit(**facts, actor=cast.actor("alice"), now=NOW)
    club = a_club(cast, period="years", count=10)
    token = token_of(cast, "dan")

    answers = [
        call(
            "POST",
            "/me/memberships/table/orders",
            token,
            {"lines": [{"variant": key, "quantity": 11}], "way": "manual"},
        )
        for key in (row.key, club.key)
    ]

    assert [(answer.status_code, "a hundred years together" in answer.text) for answer in answers] == [(422, True)] * 2
    assert Order.objects.count() == 0
    with pytest.raises(Invalid):
        order(cast, club, quantity=1000)
    assert order(cast, club, quantity=10).amount == 30_000


def test_money_for_any_time_can_be_booked(cast: Cast) -> None:
    club = a_club(cast, period="years", count=10)
    made = order(cast, club)
    OrderLine.objects.filter(order=made).update(quantity=1000)
    due = ask_payment(order=made.pk, provider="stripe", actor=cast.actor("dan"), now=NOW)

    take_payment(payment=due.pk, amount=made.amount, external="x", actor=SYSTEM, now=NOW)

    assert Subscription.objects.get().paid_until.year == 9000


def test_time_beyond_the_last_is_booked_too(cast: Cast) -> None:
    club = a_club(cast, period="days", count=30)
    plan = buy(cast, club)
    Subscription.objects.filter(pk=plan.pk).update(
        paid_until=datetime(9000, 1, 2, tzinfo=UTC), until=datetime(9000, 1, 9, tzinfo=UTC)
    )

    pay(cast, order(cast, club))

    plan.refresh_from_db()
    assert plan.paid_until > datetime(9000, 1, 2, tzinfo=UTC)
