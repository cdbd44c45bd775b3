"""Whatever people do with orders, the books are sound and say what a plain model says."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coterie.kit.errors import DomainError
from coterie.market.domain.buying import SHOP, cancel_due
from coterie.market.domain.calling_off import call_off_order
from coterie.market.domain.paying import ask_payment, confirm_payment, take_payment
from coterie.market.domain.refund import refund_order
from coterie.market.enums import OrderState, PaymentState
from coterie.market.models import CouponUse, Order, OrderLine, Payment, RefundPart, Variant
from coterie.market.queries.books import money_of
from coterie.platform.ledger.audit import faults
from coterie.platform.ledger.models import LedgerAccount
from coterie.rewards.queries.purses import points_of
from tests.cast import NOW, Cast
from tests.market.stall import on_sale, order
from tests.market.test_coupon import coupon, with_points
from tests.rewards.points import SYSTEM

STOCK, POINTS, WORTH, COST = 12, 200, 7, 90
LIVE = (OrderState.PENDING, OrderState.PAID, OrderState.PARTIALLY_REFUNDED, OrderState.REFUNDED)
HOLDING = (OrderState.PENDING, OrderState.PAID, OrderState.PARTIALLY_REFUNDED)
DEED = st.one_of(
    st.tuples(
        st.just("order"),
        st.integers(1, 3),
        st.sampled_from(["", "SPRING", "FIXED"]),
        st.sampled_from([0, 0, 5, 60, 200]),
    ),
    st.tuples(st.just("pay"), st.integers(0, 9), st.booleans(), st.integers(0, 20)),
    st.tuples(st.just("refund"), st.integers(0, 9), st.integers(1, 1000), st.integers(0, 2)),
    st.tuples(st.just("refund_all"), st.integers(0, 9), st.none(), st.none()),
    st.tuples(st.just("cancel"), st.integers(0, 9), st.none(), st.none()),
    st.tuples(st.just("wait"), st.none(), st.none(), st.none()),
)


class Story:
    """Deeds on a table, with a clock."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.now = cast, NOW
        self.rows = [on_sale(cast, left=STOCK, cost=COST), on_sale(cast, "book", price=333, left=STOCK)]
        self.orders: list[Order] = []
        coupon(cast, most_uses=3, percent=15)
        coupon(cast, "FIXED", off=401, offers=[self.rows[0].offer.key])
        with_points(cast, worth=WORTH, points=POINTS)

    def do(self, deed: tuple[Any, ...]) -> None:
        """Do one deed; what is refused changes nothing."""
        self.now += timedelta(minutes=5)
        try:
            getattr(self, deed[0])(*deed[1:])
        except DomainError:
            return

    def order(self, quantity: int, code: str, points: int) -> None:
        facts = {"quantity": quantity, "coupon": code, "points": points, "now": self.now}
        self.orders.append(order(self.cast, *self.rows, **facts))

    def some(self, place: int) -> int:
        return self.orders[place % len(self.orders)].pk if self.orders else 0

    def pay(self, place: int, by_hand: bool, fee: int) -> None:
        facts = {"actor": self.cast.actor("alice"), "now": self.now}
        asked = Payment.objects.filter(order=self.some(place), state=PaymentState.ASKED).first()
        asked = asked or ask_payment(order=self.some(place), provider="manual" if by_hand else "stripe", **facts)
        if asked.provider == "manual":
            confirm_payment(payment=asked.pk, evidence="Seen", **facts)
        elif asked.provider == "stripe" and fee > 3:
            take_payment(payment=asked.pk, amount=asked.amount, external=asked.key, fee=fee, **facts)

    def refund(self, place: int, amount: int, pieces: int) -> None:
        line = OrderLine.objects.filter(order=self.some(place)).order_by("pk").first()
        parts = {line.pk: amount} if line else {}
        back = {line.pk: pieces} if line else {}
        facts = {"actor": self.cast.actor("alice"), "now": self.now}
        refund_order(order=self.some(place), parts=parts, pieces=back, **facts)

    def refund_all(self, place: int, *_rest: None) -> None:
        refund_order(order=self.some(place), actor=self.cast.actor("alice"), now=self.now)

    def cancel(self, place: int, *_rest: None) -> None:
        call_off_order(order=self.some(place), actor=self.cast.actor("alice"), now=self.now)

    def wait(self, *_rest: None) -> None:
        self.now += timedelta(hours=1)
        cancel_due(actor=SYSTEM, now=self.now)


def check(story: Story) -> None:
    """Hold the books against what the rows say."""
    cast, orders = story.cast, list(Order.objects.filter(source=SHOP).prefetch_related("lines"))
    assert faults() == []
    for one in orders:
        lines = list(one.lines.all())
        full = sum(line.price * line.quantity for line in lines)
        assert sum(line.amount for line in lines) == one.amount == full - one.discount - one.points * WORTH
        assert sum(line.refunded for line in lines) == one.refunded
    spent = sum(one.points for one in orders if one.state in HOLDING)
    assert points_of(cast.table.pk, cast.members["dan"].pk) == POINTS - spent
    uses = CouponUse.objects.filter(given_back_at=None)
    assert {use.order_id for use in uses} == {one.pk for one in orders if one.discount and one.state in LIVE}
    assert uses.filter(coupon__code="SPRING").count() <= 3
    check_money(cast, orders)
    for row in Variant.objects.all():
        out = [line for one in orders for line in one.lines.all() if line.variant_id == row.pk and one.state in LIVE]
        assert row.left == STOCK - sum(line.quantity - line.returned for line in out)


def check_money(cast: Cast, orders: list[Order]) -> None:
    """What came in, less what went back, is what the purses hold."""
    kept = [one for one in orders if one.paid_at and one.state != OrderState.CANCELLED]
    fees = sum(Payment.objects.filter(state=PaymentState.PAID).values_list("fee", flat=True))
    book = money_of(cast.table.pk, cast.table.currency)
    found = {"cash": 0, "revenue": 0, "fees": 0, "goods": 0, "stock": 0, "owed": 0}
    for row in LedgerAccount.objects.filter(community=book.community, book=book.book):
        found[row.kind.partition(":")[0]] += row.balance
    worth = sum(one.amount - one.refunded for one in kept)
    pieces = sum(line.quantity - line.returned for one in kept for line in one.lines.all() if line.cost)
    goods = COST * pieces
    assert found == {
        "cash": worth - fees, "revenue": -worth, "fees": fees, "goods": goods, "stock": -goods, "owed": 0,
    }  # fmt: skip
    assert sum(RefundPart.objects.values_list("amount", flat=True)) == sum(one.refunded for one in orders)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEED, min_size=3, max_size=14))
def test_any_story_leaves_the_books_sound(cast: Cast, deeds: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        story = Story(cast)
        for deed in deeds:
            story.do(deed)
            check(story)
        transaction.set_rollback(True)
