"""The console's statement and the review of the same community say the same of what was earned and spent."""

from datetime import timedelta

import pytest

from coterie.market.domain.refund import refund_order
from coterie.market.enums import ProfitLine
from coterie.market.models import Order
from coterie.market.queries.profit import Asked, statement_of
from coterie.review.queries.earnings import earnings
from coterie.review.queries.expenses import expenses
from coterie.review.queries.log import open_log
from coterie.review.queries.profit_json import profit_json
from coterie.review.rules.period import Scope
from tests.cast import NOW, Cast
from tests.market.stall import on_sale
from tests.partners.sales import buys, partner, programme, sends

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)


@pytest.mark.parametrize("refunded", [False, True])
def test_both_take_commissions_off(cast: Cast, *, refunded: bool) -> None:
    programme(cast, rate=1000)
    sends(cast, partner(cast))
    buys(cast, on_sale(cast, price=10_000, cost=3000))
    if refunded:
        order = Order.objects.get()
        refund_order(order=order.pk, parts={order.lines.get().pk: 4000}, actor=cast.actor("alice"), now=NOW)

    asked = Asked(community=cast.table.pk, currency=cast.table.currency, since=NOW - MONTH, until=NOW + MONTH)
    console = statement_of(cast.actor("alice"), asked)
    with open_log(Scope(community=cast.table.pk, now=NOW + MONTH, zone="UTC")) as log:
        review = profit_json(earnings(log), expenses(log))

    assert console.lines[ProfitLine.COMMISSION] < 0
    assert review["commissions"] == -console.lines[ProfitLine.COMMISSION] / 100
    assert review["profit"] == console.profit / 100
