import pytest

from coterie.review.queries.earnings import earnings
from coterie.review.queries.profit_json import profit_json
from tests.review.chance import retail
from tests.review.story import Story, after


def test_real_invoices():
    (sold,) = earnings(retail().log())

    assert (sold.invoices, sold.customers, sold.currency) == (18_532, 4_338, "GBP")
    assert float(sold.amount.decimal) == pytest.approx(8_911_408, abs=1)
    assert sold.top20_share == pytest.approx(0.746, abs=0.0005)


def test_refunds_are_taken_off():
    story = Story()
    story.order(after(0), 1000, order=1, customer=7)
    story.order(after(1), 500, order=2, customer=8)
    story.order(after(2), 300, order=1, kind="order_refunded")

    (sold,) = earnings(story.log())

    assert (sold.paid, sold.refunds, sold.revenue, sold.invoices, sold.customers) == (1500, 300, 1200, 2, 2)
    # the refund belongs to the customer of its order: 700 and 500 are left
    assert sold.top20_share == pytest.approx(700 / 1200)


def test_currencies_are_never_added():
    story = Story()
    for order in (1, 2):
        story.order(after(0), 1000, order=order, customer=order)
    story.order(after(0), 900, order=3, customer=1, currency="JPY")

    found = profit_json(earnings(story.log()))

    assert (found["currency"], found["revenue"], found["revenue_minor"]) == ("CNY", 20.0, 2000)
    assert [one["revenue"] for one in found["by_currency"]] == [20.0, 900.0]


def test_a_customer_is_named_or_a_member_or_unknown():
    story = Story()
    story.order(after(0), 100, order=1, customer=5)
    story.order(after(0), 100, order=2, member=5)
    story.order(after(0), 100, order=3, member=5)
    story.order(after(0), 100, order=4)
    story.order(after(0), 100, order=5)

    assert earnings(story.log())[0].customers == 4


def test_only_the_period_counts():
    story = Story()
    for day in range(10):
        story.order(after(day), 100, order=day + 1, customer=1)

    assert earnings(story.log(since=after(2), until=after(5)))[0].revenue == 300


def test_nothing_was_sold():
    assert earnings(Story().log()) == ()
    assert profit_json(())["revenue"] is None
