"""Tables of purchases: with a header or without, parted by commas or spaces."""

import pytest

from coterie.reach.formats.purchases.format import read
from coterie.reach.formats.source import Source, Unreadable
from tests.review.buying import day
from tests.review.chance import shared


def told(path, text, columns=()):
    file = path / "purchases.csv"
    file.write_text(text, encoding="utf-8")
    ledger = read(Source.of(file), columns)
    return list(zip(ledger.customers, ledger.days, ledger.amounts, strict=True)), ledger


def test_real_sample_without_a_header():
    ledger = read(Source.of(shared("cdnow/CDNOW_sample.txt")))

    assert (len(ledger.days), len(set(ledger.customers)), ledger.unparsed) == (6919, 2357, [])
    assert (ledger.customers[0], ledger.days[0], ledger.amounts[0]) == ("00004", day("1997-01-01"), 29.33)


def test_real_master_with_spaces_and_a_header():
    ledger = read(Source.of(shared("cdnow/CDNOW_master.txt")))

    assert (len(ledger.days), len(set(ledger.customers)), ledger.unparsed) == (69_659, 23_570, [])
    assert sum(ledger.amounts) == pytest.approx(2_500_315.63)


def test_real_invoices_with_commas_and_a_header():
    ledger = read(Source.of(shared("online_retail_invoices/online_retail_invoices.csv")))

    assert (len(ledger.days), len(set(ledger.customers)), ledger.unparsed) == (18_532, 4_338, [])
    assert sum(ledger.amounts) == pytest.approx(8_911_407.904)


def test_what_is_no_file_of_purchases_is_refused(tmp_path):
    for text in ("ID,frequency,recency,T\n1,2,30.43,38.86\n", "hello\n\nworld\n", "who,when,much\n", "a,b\n\0,1\n"):
        with pytest.raises(Unreadable):
            told(tmp_path, text)


@pytest.mark.parametrize(
    "written",
    [
        "19970131", "1997-01-31", "1997-01-31T23:59:59", "1997-01-31 08:26:00", "1997/01/31", "01/31/1997 8:26",
        "31.01.1997", "199701310826", "19970131082600", "1997-01-31T08:26:00Z",
    ],
)  # fmt: skip
def test_dates_as_they_are_written(tmp_path, written):
    rows, ledger = told(tmp_path, f"customer,date,amount\nann,{written},5.00\n")

    assert (rows, ledger.unparsed) == ([("ann", day("1997-01-31"), 5.0)], [])


def test_named_and_counted_columns(tmp_path):
    text = "when;spent;who;other\n2024-05-01;12,50;ann;3\n2024-05-02;-2,00;bob;4\n"
    rows = [("ann", day("2024-05-01"), 12.5), ("bob", day("2024-05-02"), -2.0)]

    assert told(tmp_path, text, ["who", "When", "SPENT"])[0] == rows
    assert told(tmp_path, text, ["3", "1", "2"])[0] == rows
    with pytest.raises(Unreadable, match="nobody"):
        told(tmp_path, text, ["nobody", "when", "spent"])
    with pytest.raises(Unreadable, match="9"):
        told(tmp_path, text, ["9", "1", "2"])


def test_columns_of_other_names_are_found(tmp_path):
    text = "visits,person,day_of_visit,basket_value\n3,ann,2024-05-01,12.5\n4,bob,2024-05-02,7\n"

    assert told(tmp_path, text)[0] == [("ann", day("2024-05-01"), 12.5), ("bob", day("2024-05-02"), 7.0)]


def test_items_refunds_and_what_was_not_paid(tmp_path):
    rows, ledger = told(
        tmp_path,
        "Invoice,Quantity,InvoiceDate,Price,Customer ID,Status\n"
        "1,2,2024-05-01,5.00,ann,paid\n"
        "2,1,2024-05-01,5.00,ann,pending\n"
        "C3,-1,2024-05-03,5.00,ann,paid\n"
        "4,1,2024-05-03,8.00,bob,refunded\n",
    )

    assert [amount for _who, _day, amount in rows] == [10.0, -5.0, 8.0, -8.0]
    assert ledger.unpaid == 1


def test_lines_that_say_nothing_are_listed(tmp_path):
    rows, ledger = told(
        tmp_path, "id,date,amount\nann,2024-05-01,5\n,2024-05-01,5\nbob,yesterday,5\ncleo,2024-05-01,much\nx,1,2,3,4\n"
    )

    assert len(rows) == 1
    assert [(one.line, one.why) for one in ledger.unparsed] == [
        (3, "no customer"),
        (4, "not a date: 'yesterday'"),
        (5, "not an amount: 'much'"),
        (6, "5 cells under a header of 3"),
    ]


def test_two_currencies_are_not_added(tmp_path):
    rows, ledger = told(
        tmp_path, "id,date,amount,currency\na,2024-05-01,5,EUR\nb,2024-05-01,5,EUR\nc,2024-05-01,900,JPY\n"
    )

    assert (len(rows), ledger.currency) == (2, "EUR")
    assert [(one.line, one.why) for one in ledger.unparsed] == [(4, "in JPY, others in EUR")]
