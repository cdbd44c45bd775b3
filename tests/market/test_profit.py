"""The profit statement: figures, and the rows that make them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coterie.joining.domain.channel import create_channel
from coterie.joining.domain.channel_cost import record_cost
from coterie.joining.queries.spending import spent_on_channels
from coterie.market.domain.buying import place_order
from coterie.market.domain.offer import edit_offer
from coterie.market.domain.order import NewOrder, record_orders
from coterie.market.domain.paying import ask_payment, take_payment
from coterie.market.domain.refund import refund_order
from coterie.market.enums import ProfitLine
from coterie.market.models import Order
from coterie.market.queries.profit import Asked, rows_behind, statement_of
from coterie.market.queries.scenes import SceneLine, scenes_sold
from coterie.market.rules import shared_out
from tests.cast import NOW, Cast
from tests.market.stall import on_sale

pytestmark = pytest.mark.django_db
MONTH = {"since": datetime(2026, 3, 1, tzinfo=UTC), "until": datetime(2026, 4, 1, tzinfo=UTC)}
IN = datetime(2026, 3, 10, tzinfo=UTC)


def sold(cast: Cast, *variants: Any, fee: int = 0, at: datetime = IN, channel: int | None = None) -> Order:
    facts: dict[str, Any] = {"actor": cast.actor("alice"), "now": at}
    dan = cast.members["dan"].pk
    row = place_order(
        community=cast.table.pk, wanted={one.pk: 1 for one in variants}, member=dan, channel=channel, **facts
    )
    asked = ask_payment(order=row.pk, provider="stripe", **facts)
    take_payment(payment=asked.pk, amount=row.amount, external=f"x-{asked.key}", fee=fee, **facts)
    return row


def asked(cast: Cast, **facts: Any) -> Asked:
    return Asked(community=cast.table.pk, currency=cast.table.currency, **{**MONTH, **facts})


def figures(cast: Cast, **facts: Any) -> dict[str, int]:
    alice = cast.actor("alice")
    found = statement_of(alice, asked(cast, **facts)).lines
    for line in ProfitLine:
        assert sum(row.amount for row in rows_behind(alice, asked(cast, **facts), line)) == found[line]
    return {str(line): amount for line, amount in found.items() if amount}


def test_profit_of_a_period_is_what_its_rows_add_up_to(cast: Cast) -> None:
    pen, ink = on_sale(cast, cost=300, left=9), on_sale(cast, "ink", price=500, cost=100, left=9)
    sold(cast, pen, ink, fee=45)
    back = sold(cast, pen, fee=30)
    sold(cast, pen, at=IN - timedelta(days=40))
    refund_order(order=back.pk, actor=cast.actor("alice"), now=IN + timedelta(days=1))

    assert figures(cast) == {"revenue": 2500, "refunds": -1000, "goods": -400, "fees": -75}
    assert figures(cast, offer=ink.offer_id) == {"revenue": 500, "goods": -100, "fees": -15}
    assert figures(cast, offer=pen.offer_id) == {"revenue": 2000, "refunds": -1000, "goods": -300, "fees": -60}


def test_profit_by_channel_knows_the_orders_of_the_channel_only(cast: Cast) -> None:
    pen = on_sale(cast, cost=300, left=9)
    sold(cast, pen, fee=30, channel=7)
    sold(cast, pen, fee=30)

    assert figures(cast, channel=7) == {"revenue": 1000, "goods": -300, "fees": -30}
    assert figures(cast, channel=8) == {}


def test_orders_of_elsewhere_count_when_they_were_paid_and_less_their_refunds(cast: Cast) -> None:
    facts = {"customer": "c", "currency": cast.table.currency, "placed_at": IN}
    orders = [
        NewOrder(number="1", amount=900, refunded=200, paid_at=IN, **facts),
        NewOrder(number="2", amount=0, refunded=50, paid_at=None, **facts),
        NewOrder(number="3", amount=700, refunded=0, paid_at=None, **facts),
        NewOrder(number="4", amount=700, refunded=0, paid_at=MONTH["until"], **facts),
    ]
    record_orders(community=cast.table.pk, source="import", orders=orders, actor=cast.actor("alice"), now=NOW)

    assert figures(cast) == {"elsewhere": 650}
    assert figures(cast, offer=1) == {}


def test_channel_costs_count_by_day(cast: Cast) -> None:
    alice = cast.actor("alice")
    channel = create_channel(community=cast.table.pk, name="Library", actor=alice, now=NOW)
    first, last = IN.date(), IN.date() + timedelta(days=2)
    record_cost(
        channel=channel.pk, amount=100, currency=cast.table.currency, first_day=first, last_day=last, actor=alice,
        now=NOW,
    )  # fmt: skip

    def on(first_day: Any, last_day: Any) -> list[int]:
        days = {"first_day": first_day, "last_day": last_day, "currency": cast.table.currency}
        return [one.amount for one in spent_on_channels(alice, cast.table.pk, **days)]

    assert on(first, last) == [100]
    assert on(first, first)[0] + on(first + timedelta(days=1), last)[0] == 100
    assert on(last + timedelta(days=1), last + timedelta(days=9)) == []
    statement = statement_of(alice, asked(cast), on_channels=100)
    assert (statement.profit, statement.spent, statement.roi) == (-100, 100, -1.0)


@pytest.mark.parametrize(("amount", "weights", "parts"), [
    (100, [1, 1, 1], [33, 33, 34]), (45, [1000, 500], [30, 15]), (5, [0, 0], [0, 0]), (-7, [1, 1], [-4, -3]),
])  # fmt: skip
def test_what_is_shared_out_adds_up(amount: int, weights: list[int], parts: list[int]) -> None:
    assert shared_out(amount, weights) == parts


def test_scenes_tell_what_is_left_after_refunds_and_goods(cast: Cast) -> None:
    pen, ink = on_sale(cast, cost=300, left=9), on_sale(cast, "ink", price=500, cost=100, left=9)
    alice: dict[str, Any] = {"actor": cast.actor("alice"), "now": NOW}
    edit_offer(offer=pen.offer_id, scene="Bedtime", **alice)
    back = sold(cast, pen)
    sold(cast, pen)
    sold(cast, pen, ink)
    refund_order(order=back.pk, **alice)

    sold(cast, pen, at=IN - timedelta(days=40))

    assert scenes_sold(alice["actor"], cast.table.pk, **MONTH) == [
        SceneLine("Bedtime", 1, orders=3, buyers=1, revenue=3000, refunded=1000, goods=600),
        SceneLine("", 1, orders=1, buyers=1, revenue=500, refunded=0, goods=100),
    ]
