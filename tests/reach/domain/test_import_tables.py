"""Taking tables of orders and streams of events in, once."""

from pathlib import Path

import pytest
from django.db.models import Sum

from coterie.groups.models import Group
from coterie.market.models import Customer, Order
from coterie.members.models import Member
from coterie.platform.events.models import LoggedEvent
from coterie.reach.domain.import_file import import_file
from coterie.reach.formats.source import Unreadable
from coterie.reach.models import ImportRun
from coterie.talk.models import Message
from tests.cast import NOW, call_cast

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
INVOICES = DATA / "online_retail_invoices" / "online_retail_invoices.csv"

ORDERS = """\
order_id,date,customer,amount,currency,status
1,2024-03-01 10:00,c1,10.00,EUR,paid
2,2024-03-02 10:00,c1,20.00,EUR,pending
3,2024-03-03 10:00,c2,30.00,EUR,paid
3,2024-03-03 10:00,c2,5.00,EUR,paid
4,2024-03-04 10:00,c2,-5.00,EUR,paid
5,2024-03-05 10:00,,1.00,EUR,paid
6,someday,c3,1.00,EUR,paid
"""


@pytest.fixture
def cast(db):
    return call_cast()


@pytest.fixture
def take(cast, tmp_path):
    def taken(text, kind="orders", name="file.csv"):
        path = tmp_path / name
        path.write_text(text)
        facts = {"community": cast.table.pk, "timezone": "UTC", "actor": cast.actor("alice"), "now": NOW}
        return import_file(kind=kind, path=path, **facts).as_json()

    return taken


def sums():
    told = LoggedEvent.objects.filter(kind__in=["order_paid", "order_refunded"]).order_by("id")
    return [(each.kind, each.data["amount"]) for each in told]


def test_orders_become_customers_orders_and_events(take):
    report = take(ORDERS)

    brief = {
        name: report[name]
        for name in ("orders", "customers", "total", "totals", "duplicates", "unparsed_total", "first", "last")
    }
    assert brief == {
        "orders": 5, "customers": 2, "total": 41.0, "totals": {"EUR": 41.0}, "duplicates": 0, "unparsed_total": 1,
        "first": "2024-03-01T10:00:00+00:00", "last": "2024-03-05T10:00:00+00:00",
    }  # fmt: skip
    assert report["unparsed"] == [{"line": 8, "text": "6,someday,c3,1.00,EUR,paid", "why": "not a date: 'someday'"}]
    assert list(Order.objects.order_by("number").values_list("number", "state", "amount", "refunded")) == [
        ("1", "paid", 1000, 0),
        ("2", "pending", 2000, 0),
        ("3", "paid", 3500, 0),
        ("4", "refunded", 0, 500),
        ("5", "paid", 100, 0),
    ]
    assert sums() == [("order_paid", 1000), ("order_paid", 3500), ("order_refunded", 500), ("order_paid", 100)]
    paid = LoggedEvent.objects.filter(kind="order_paid").order_by("id").first()
    order = Order.objects.get(number="1")
    assert (paid.order, paid.member, paid.at, paid.data) == (
        order.pk,
        None,
        order.paid_at,
        {"amount": 1000, "currency": "EUR", "customer": Customer.objects.get(number="c1").pk},
    )


def test_second_import_of_orders_adds_nothing(take):
    take(ORDERS)
    before = sums()

    report = take(ORDERS)

    assert (report["orders"], report["duplicates"], report["changed"], report["total"]) == (0, 5, 0, None)
    assert sums() == before
    assert (Order.objects.count(), Customer.objects.count()) == (5, 2)
    assert LoggedEvent.objects.filter(kind="history_imported").count() == 1


def test_orders_that_were_paid_or_refunded_since(take):
    header = "order_id,date,customer,amount,refund,status\n"
    take(f"{header}1,2024-03-01,c1,10.00,,pending\n2,2024-03-01,c1,10.00,,paid\n3,2024-03-01,c1,10.00,4.00,paid\n")

    report = take(
        f"{header}1,2024-03-01,c1,10.00,,paid\n2,2024-03-01,c1,10.00,10.00,paid\n3,2024-03-01,c1,10.00,5.00,paid\n"
    )

    assert (report["orders"], report["changed"], report["duplicates"]) == (0, 3, 0)
    assert sums() == [
        ("order_paid", 1000),
        ("order_paid", 1000),
        ("order_refunded", 400),
        ("order_paid", 1000),
        ("order_refunded", 1000),
        ("order_refunded", 100),
    ]
    assert list(Order.objects.order_by("number").values_list("state", flat=True)) == [
        "paid",
        "refunded",
        "partially_refunded",
    ]


def test_unpaid_order_gave_nothing_back(take):
    header = "order_id,date,customer,amount,refund,status\n"
    first = take(f"{header}1,2024-03-01,c1,10.00,4.00,pending\n2,2024-03-01,c1,10.00,4.00,voided\n")
    second = take(f"{header}1,2024-03-01,c1,10.00,4.00,paid\n2,2024-03-01,c1,10.00,4.00,voided\n")

    assert (first["orders"], second["orders"], second["changed"], second["duplicates"]) == (2, 0, 1, 1)
    assert sums() == [("order_paid", 1000), ("order_refunded", 400)]
    assert list(Order.objects.order_by("number").values_list("state", "refunded")) == [
        ("partially_refunded", 400),
        ("cancelled", 0),
    ]


def test_events_of_orders_follow_the_file(take):
    take("order_id,date,customer,amount\n9,2024-03-01,c1,1.00\n10,2024-03-01,c2,2.00\n1,2024-03-01,c1,3.00\n")

    assert sums() == [("order_paid", 100), ("order_paid", 200), ("order_paid", 300)]
    assert list(Customer.objects.order_by("id").values_list("number", flat=True)) == ["c1", "c2"]


def test_orders_without_their_columns_change_nothing(take):
    with pytest.raises(Unreadable):
        take("a,b,c\n1,2,3\n")

    assert not ImportRun.objects.exists()


@pytest.mark.skipif(not INVOICES.exists(), reason="the real orders are not beside this checkout")
def test_real_invoices_twice(cast):
    facts = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": NOW}
    first, second = (import_file(kind="auto", path=INVOICES, **facts).as_json() for _ in range(2))

    assert (first["orders"], first["customers"], round(first["total"])) == (18_532, 4_338, 8_911_408)
    assert (second["orders"], second["duplicates"]) == (0, 18_532)
    assert Order.objects.aggregate(sum=Sum("amount"))["sum"] == 891_140_790
    assert LoggedEvent.objects.filter(kind="order_paid").count() == 18_532


EVENTS = """\
{"event": "page_view", "at": "2024-03-01T10:00:00Z", "who": "u1"}
{"event": "page_view", "at": "2024-03-01T10:00:00Z", "who": "u1"}
{"event": "signup", "at": "2024-03-01T10:01:00Z", "who": "u1"}
{"event": "join", "at": "2024-03-01T10:02:00Z", "who": "u1", "group": "Tea"}
{"event": "message", "at": "2024-03-01T10:03:00Z", "who": "u1", "group": "Tea", "text": "hello"}
{"event": "purchase", "at": "2024-03-01T10:04:00Z", "who": "u1", "amount": 12.5, "order_id": "A1"}
{"event": "leave", "at": "2024-03-01T10:05:00Z", "who": "u1", "group": "Tea"}
{"event": "yawn", "at": "2024-03-01T10:06:00Z", "who": "u1"}
"""


def test_events_become_what_they_say_once(take, cast):
    first = take(EVENTS, kind="auto", name="events.jsonl")
    count = LoggedEvent.objects.count()
    second = take(EVENTS, kind="auto", name="events.jsonl")

    assert first["events"] == {
        "group_joined": 1, "group_left": 1, "member_joined": 1, "message_posted": 1, "order_paid": 1, "page_seen": 2,
    }  # fmt: skip
    assert (first["messages"], first["joins"], first["leaves"], first["orders"], first["lines"]) == (1, 1, 1, 1, 8)
    assert [each["why"] for each in first["unparsed"]] == ["unknown kind 'yawn'"]
    assert (second["duplicates"], second["events"], LoggedEvent.objects.count()) == (7, {}, count)
    member = Member.objects.get(external_ref="events:u1")
    assert Message.objects.get().member == member
    assert Group.objects.get(name="Tea").taken == 0
    assert Order.objects.get().amount == 1250
    seen = LoggedEvent.objects.filter(kind="page_seen").values_list("visitor", flat=True)
    joined = LoggedEvent.objects.get(kind="member_joined", member=member.pk)
    assert set(seen) == {joined.visitor}
