"""Entering orders: once per number, followed only forward."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from coterie.kit.errors import Forbidden, NotFound
from coterie.market.domain.order import NewOrder, Recorded, record_orders
from coterie.market.models import Customer, Order
from coterie.market.queries.orders import customers_visible_to, orders_visible_to
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, call_cast

ORDER = NewOrder(
    number="A1", customer="c1", amount=1000, refunded=0, currency="EUR", placed_at=NOW, paid_at=NOW + timedelta(hours=1)
)


@pytest.fixture
def cast(db):
    return call_cast()


def record(cast, *orders, **changes):
    facts = {"community": cast.table.pk, "source": "import", "actor": cast.actor("alice"), "now": NOW}
    return record_orders(orders=orders, **facts | changes)


def told():
    events = LoggedEvent.objects.filter(kind__startswith="order_").order_by("id")
    return [(event.kind, event.data["amount"]) for event in events]


def test_record_paid_order(cast):
    facts = {"community": cast.table.pk, "source": "import", "actor": cast.actor("alice"), "now": NOW}

    for _ in range(2):
        record_orders(orders=[ORDER], **facts)

    order = Order.objects.get()
    assert (order.state, order.customer.number) == ("paid", "c1")
    event = LoggedEvent.objects.get(kind="order_paid")
    assert (event.at, event.order, event.community) == (ORDER.paid_at, order.pk, cast.table.pk)
    assert event.data == {"amount": 1000, "currency": "EUR", "customer": order.customer_id}


def test_record_orders_counts_new_changed_and_known(cast):
    record(cast, ORDER, replace(ORDER, number="A2", paid_at=None))

    recorded = record(
        cast, ORDER, replace(ORDER, number="A2"), replace(ORDER, number="A3"), replace(ORDER, number="A3")
    )

    assert recorded == Recorded(frozenset({"A3"}), changed=1, duplicates=2)
    assert told() == [("order_paid", 1000)] * 3
    assert Customer.objects.count() == 1


def test_refunds_add_up_to_what_was_refunded(cast):
    for refunded in (0, 300, 300, 200, 1000):
        record(cast, replace(ORDER, refunded=refunded))

    assert told() == [("order_paid", 1000), ("order_refunded", 300), ("order_refunded", 700)]
    assert Order.objects.values_list("state", "refunded").get() == ("refunded", 1000)


def test_same_number_of_another_source_or_community_is_another_order(cast):
    record(cast, ORDER)
    record(cast, ORDER, source="stripe")
    record(cast, ORDER, community=cast.other.pk, actor=cast.actor("mallory"))

    assert Order.objects.count() == 3


def test_cancelled_order_is_never_paid(cast):
    record(cast, replace(ORDER, paid_at=None, cancelled=True))

    assert (told(), Order.objects.get().state) == ([], "cancelled")


@pytest.mark.parametrize(
    "wrong",
    [{"amount": -1}, {"refunded": 2000}, {"state": "paid", "paid_at": None}, {"number": "A1"}],
)
def test_database_refuses_impossible_orders(wrong, cast):
    record(cast, ORDER)
    row = Order.objects.get()
    row.pk, row.key, row.number = None, "another-key", "B1"
    for name, value in wrong.items():
        setattr(row, name, value)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_who_may_record_and_see_orders(cast):
    with pytest.raises(NotFound):
        record(cast, ORDER, actor=cast.actor("mallory"))
    with pytest.raises(Forbidden):
        record(cast, ORDER, actor=cast.actor("ann"))
    record(cast, ORDER)

    assert [order.number for order in orders_visible_to(cast.actor("ann"), cast.table.pk)] == ["A1"]
    with pytest.raises(NotFound):
        orders_visible_to(cast.actor("mallory"), cast.table.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_once_whatever_their_length(count, cast, django_assert_num_queries):
    record(cast, *(replace(ORDER, number=f"A{place}", customer=f"c{place}") for place in range(count)))

    with django_assert_num_queries(2):
        assert len([order.customer.number for order in orders_visible_to(cast.actor("alice"), cast.table.pk)]) == count
    with django_assert_num_queries(2):
        rows = [(row.order_count, row.bought) for row in customers_visible_to(cast.actor("alice"), cast.table.pk)]
    assert rows == [(1, 1000)] * count
