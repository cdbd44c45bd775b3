"""Exports of orders as they come from shops, tills and payment providers."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.reach.formats.orders import format as orders
from coterie.reach.formats.orders.bought import Bought
from coterie.reach.formats.source import Source, Unreadable

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "online_retail_invoices" / "online_retail_invoices.csv"


def read(path, text, zone="UTC", currency="CNY", code="utf-8"):
    file = path / "orders.csv"
    file.write_bytes(text.encode(code))
    unparsed = []
    bought = list(orders.read(Source.of(file), ZoneInfo(zone), currency, unparsed.append))
    return bought, [(each.line, each.why) for each in unparsed]


def brief(bought):
    return [(each.number, each.customer, each.amount, each.refunded, each.currency, each.standing) for each in bought]


@pytest.mark.skipif(not DATA.exists(), reason="the real orders are not beside this checkout")
def test_real_invoices_to_the_penny():
    unparsed = []

    bought = list(orders.read(Source.of(DATA), ZoneInfo("UTC"), "GBP", unparsed.append))

    assert (len(bought), len({each.customer for each in bought}), unparsed) == (18_532, 4_338, [])
    assert abs(sum(each.amount for each in bought) / 100 - 8_911_408) < 1


def test_floats_are_rounded_half_up_and_rows_of_one_invoice_are_added(tmp_path):
    bought, unparsed = read(
        tmp_path,
        "InvoiceNo,InvoiceDate,CustomerID,TotalPrice\n"
        "1,2010-12-01,17850,22.200000000000003\n"
        "2,2010-12-01,17850,0.125\n"
        "1,2010-12-01,17850,0.004\n"
        "2,2010-12-02,17850,0.010\n",
    )

    assert brief(bought) == [("1", "17850", 2220, 0, "CNY", "paid"), ("2", "17850", 14, 0, "CNY", "paid")]
    assert bought[0].at == datetime(2010, 12, 1, tzinfo=UTC)
    assert unparsed == []


def test_items_with_quantity_and_price(tmp_path):
    bought, unparsed = read(
        tmp_path,
        "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n"
        '489434,85048,"BALL, GLASS",12,12/1/2009 7:45,6.95,13085,United Kingdom\n'
        "489434,79323,LIGHTS,12,12/1/2009 7:45,6.75,13085,United Kingdom\n"
        "C489449,22087,BUNTING,-12,12/13/2009 10:33,2.95,16321,Australia\n"
        "489450,22087,BUNTING,1,12/13/2009 10:34,2.95,,Australia\n",
    )

    assert brief(bought) == [
        ("489434", "13085", 16440, 0, "CNY", "paid"),
        ("C489449", "16321", 0, 3540, "CNY", "paid"),
        ("489450", "", 295, 0, "CNY", "paid"),
    ]
    assert bought[0].at == datetime(2009, 12, 1, 7, 45, tzinfo=UTC)
    assert unparsed == []


def test_shopify_export_counts_the_total_once_per_order(tmp_path):
    bought, unparsed = read(
        tmp_path,
        "Name,Email,Financial Status,Paid at,Currency,Total,Refunded Amount,Created at,Lineitem quantity,Lineitem name\n"
        "#1001,a@x.org,paid,2024-03-01 10:00:05 +0100,EUR,30.00,0.00,2024-03-01 09:59:00 +0100,1,Tea\n"
        "#1001,a@x.org,,,,,,2024-03-01 09:59:00 +0100,2,Cup\n"
        "#1002,b@x.org,partially_refunded,2024-03-02 10:00:00 +0100,EUR,20.00,5.00,2024-03-02 10:00:00 +0100,1,Tea\n"
        "#1003,c@x.org,voided,,EUR,20.00,0.00,2024-03-02 10:00:00 +0100,1,Tea\n"
        "#1004,c@x.org,pending,,EUR,20.00,0.00,2024-03-02 10:00:00 +0100,1,Tea\n"
        "#1005,c@x.org,refunded,2024-03-02 10:00:00 +0100,EUR,20.00,,2024-03-02 10:00:00 +0100,1,Tea\n",
    )

    assert brief(bought) == [
        ("#1001", "a@x.org", 3000, 0, "EUR", "paid"),
        ("#1002", "b@x.org", 2000, 500, "EUR", "paid"),
        ("#1003", "c@x.org", 2000, 0, "EUR", "cancelled"),
        ("#1004", "c@x.org", 2000, 0, "EUR", "pending"),
        ("#1005", "c@x.org", 2000, 2000, "EUR", "paid"),
    ]
    assert bought[0].paid_at == datetime(2024, 3, 1, 9, 0, 5, tzinfo=UTC)
    assert unparsed == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "id,Created (UTC),Amount,Amount Refunded,Currency,Customer ID,Status\nch_1,2024-03-01 10:00,12.50,0.00,usd,cus_1,Paid\n",
            ("ch_1", "cus_1", 1250, 0, "USD", "paid"),
        ),
        (
            "order_id,order_date,status,order_total,order_currency,billing_email\n77,2024-03-01 10:00:00,wc-completed,12.50,EUR,a@x.org\n",
            ("77", "a@x.org", 1250, 0, "EUR", "paid"),
        ),
        (
            "order_id;date;customer;amount;currency\n1;01.03.2024;c1;1.234,50;EUR\n",
            ("1", "c1", 123450, 0, "EUR", "paid"),
        ),
        ("order_id;date;customer;amount\n1;2024-03-01;c1;12,50 €\n", ("1", "c1", 1250, 0, "EUR", "paid")),
        ("order_id\tdate\tcustomer\tamount\n1\t2024-03-01\tc1\t$1,234.50\n", ("1", "c1", 123450, 0, "USD", "paid")),
        ("order_id,date,customer,amount,currency\n1,2024-03-01,c1,1250,JPY\n", ("1", "c1", 1250, 0, "JPY", "paid")),
        ("订单编号,下单时间,客户,实付金额\n1,2024/03/01 10:00,王芳,￥12.50\n", ("1", "王芳", 1250, 0, "CNY", "paid")),
        ("order_id,date,customer,amount\n1,2024-03-01,c1,(12.50)\n", ("1", "c1", 0, 1250, "CNY", "paid")),
        ("order_id,date,customer,amount\n1,1709287200,c1,12.50\n", ("1", "c1", 1250, 0, "CNY", "paid")),
    ],
)
def test_columns_amounts_and_dates_of_many_makers(text, expected, tmp_path):
    bought, unparsed = read(tmp_path, text)

    assert (brief(bought), unparsed) == ([expected], [])
    assert bought[0].at.date() == datetime(2024, 3, 1, tzinfo=UTC).date()


def test_zone_of_times_without_one(tmp_path):
    bought, _unparsed = read(tmp_path, "order_id,date,amount\n1,2024-07-01 10:00,5\n", zone="Asia/Shanghai")

    assert bought[0].at == datetime(2024, 7, 1, 2, 0, tzinfo=UTC)


def test_rows_without_an_order_number_are_orders_of_their_own(tmp_path):
    bought, _unparsed = read(tmp_path, "id,date,amount\n7,2024-03-01,5.00\n7,2024-03-02,6.00\n")

    assert [(each.customer, each.amount) for each in bought] == [("7", 500), ("7", 600)]
    assert len({each.number for each in bought}) == 2


def test_wrong_rows_are_reported_with_their_line(tmp_path):
    bought, unparsed = read(
        tmp_path,
        "order_id,date,customer,amount\n"
        "1,2024-03-01,c1,12.50\n"
        "2,yesterday,c1,12.50\n"
        "3,2024-03-01,c1,much\n"
        "4,2024-03-01,c1\n"
        ",2024-03-01,c1,12.50\n"
        "\n"
        "5,2024-03-01,c1,12.50,more\n"
        "6,2024-03-01,c1,1e999\n"
        '7,2024-03-01,"c1,12.50\n'
        "8,2024-03-01,c2,9.00\n"
        f"{'9' * 101},2024-03-01,c2,9.00\n",
    )

    assert brief(bought) == [("1", "c1", 1250, 0, "CNY", "paid"), ("8", "c2", 900, 0, "CNY", "paid")]
    assert unparsed == [
        (3, "not a date: 'yesterday'"),
        (4, "not an amount: 'much'"),
        (5, "no amount"),
        (6, "no order number"),
        (8, "5 cells under a header of 4"),
        (9, "not an amount: '1e999'"),
        (10, "a quotation mark that is not closed"),
        (12, "an order number or customer of more than 100 signs"),
    ]


def test_quoted_cells_over_several_lines(tmp_path):
    bought, unparsed = read(
        tmp_path,
        'order_id,note,date,customer,amount\n1,"said ""hello""\nand left",2024-03-01,c1,5\n2,,2024-03-01,c2,6\n',
    )

    assert (brief(bought), unparsed) == (
        [("1", "c1", 500, 0, "CNY", "paid"), ("2", "c2", 600, 0, "CNY", "paid")],
        [],
    )


@pytest.mark.parametrize(
    "text", ["", "a,b,c\n1,2,3\n", "1,2010-12-01,17850,139.12\n", "[12:05] <dan> hello\n", "\0\0\0\0,\0"]
)
def test_files_without_the_columns_are_refused(text, tmp_path):
    with pytest.raises(Unreadable):
        read(tmp_path, text)


cents = st.integers(min_value=1, max_value=10**9)


@settings(deadline=None, max_examples=50)
@given(rows=st.lists(st.tuples(st.integers(1, 20), cents), min_size=1, max_size=60))
def test_sums_are_exact_wherever_the_rows_lie(rows, tmp_path_factory):
    text = "order_id,date,customer,amount\n" + "".join(
        f"{number},2024-03-01,c{number},{amount // 100}.{amount % 100:02}\n" for number, amount in rows
    )

    bought, unparsed = read(tmp_path_factory.mktemp("orders"), text)

    expected: dict[str, int] = {}
    for number, amount in rows:
        expected[str(number)] = expected.get(str(number), 0) + amount
    assert {each.number: each.amount for each in bought} == expected
    assert unparsed == []
    assert all(isinstance(each, Bought) for each in bought)
