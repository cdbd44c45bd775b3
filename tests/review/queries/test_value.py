import json

import pytest

from coterie.review.queries.value import worth_of
from coterie.review.queries.value_json import rows_json
from tests.review.chance import retail
from tests.review.story import Story, after


def test_real_invoices():
    worth = worth_of(retail().log(), "CNY")
    shown = worth.as_json()

    assert (worth.currency, shown["customers"], shown["buyers"], shown["unknown"]) == ("GBP", 4338, 4338, 0)
    assert shown["revenue"] == pytest.approx(8_911_408, abs=1)
    assert shown["top20_share"] == pytest.approx(0.746, abs=0.0005)
    assert 0 < shown["expected"]["buyers"] < shown["expected"]["alive"] <= 4338
    assert json.dumps(shown)


def bought():
    """Let thirty customers buy, every second one again and again, the third of them in yen too."""
    story = Story()
    for customer in range(1, 31):
        for time in range(1 + customer % 2 * 3):
            story.order(after(7 * time + customer), 1250, order=100 * customer + time, customer=customer)
    story.order(after(9), 900, order=9000, customer=3, currency="JPY")
    story.order(after(9), 700, order=9001)
    return story


def test_sales_are_counted_in_the_main_currency_and_by_known_customers():
    worth = worth_of(bought().log(), "EUR")

    assert (worth.currency, worth.unknown, len(worth.found.buyers)) == ("CNY", 1, 30)
    assert worth.as_json()["revenue"] == 12.5 * (15 + 15 * 4)
    assert worth.found.outlook is not None
    assert {row["customer"] for row in rows_json(worth.found)} == {str(number) for number in range(1, 31)}


def test_a_refund_is_no_purchase():
    story = bought()
    story.order(after(90), 1250, order=100, kind="order_refunded")

    worth = worth_of(story.log(), "EUR")

    one = next(row for row in rows_json(worth.found) if row["customer"] == "1")
    assert (one["purchases"], one["revenue"]) == (4, 12.5 * 3)


def test_two_orders_of_one_local_day_are_one_purchase():
    story = Story()
    story.order(after(0, minutes=15 * 60), 100, order=1, customer=1)
    story.order(after(1, minutes=60), 100, order=2, customer=1)

    assert worth_of(story.log(zone="UTC"), "CNY").found.buyers.frequency[0] == 1
    # 15:00 and 1:00 of the next day in Greenwich are 10:00 and 20:00 of one day in New York
    assert worth_of(story.log(zone="America/New_York"), "CNY").found.buyers.frequency[0] == 0


def test_nobody_bought():
    worth = worth_of(Story().log(), "EUR")

    assert (worth.currency, worth.as_json()["customers"], worth.as_json()["model"]) == ("EUR", 0, None)
    assert worth.as_json()["reasons"]["bgnbd"]
