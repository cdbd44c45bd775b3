"""What plans are to bring, through the pages and the API."""

from datetime import datetime

import pytest
from django.test import Client

from coterie.market.domain.plan_wish import cancel_plan, pause_plan
from coterie.market.domain.renewal import ask_for_renewals
from coterie.market.models import Subscription
from coterie.market.queries.plan_standing import plans_standing
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.market.clubs import DAY, SYSTEM, a_club, asked, buy
from tests.market.stall import pay
from tests.web.visit import visitor


def renewed(cast: Cast, times: int) -> Subscription:
    """Let dan have a plan by the month, renewed so often."""
    row = buy(cast, a_club(cast))
    for _ in range(times):
        ask_for_renewals(actor=SYSTEM, now=row.paid_until - DAY)
        pay(cast, asked(row), now=row.paid_until - DAY)
        row.refresh_from_db()
    return row


def standing(cast: Cast, until: datetime) -> list[tuple[tuple[str, int], int, int, int, bool]]:
    rows = plans_standing(cast.actor("alice"), cast.table.pk, now=NOW, until=until)
    return [(one.length, one.renewed, one.price, len(one.due), one.left) for one in rows]


def csv_lines(client: Client) -> int:
    answer = client.get("/console/table/earn/plans/forecast.csv")
    return b"".join(answer.streaming_content).count(b"\n")


def test_who_stays_is_due_again_and_again_and_who_cancelled_is_not(cast: Cast) -> None:
    row = renewed(cast, 3)

    assert standing(cast, row.paid_until + 70 * DAY) == [(("months", 1), 3, 3000, 3, False)]
    assert standing(cast, row.paid_until) == [(("months", 1), 3, 3000, 0, False)], "paid far ahead is not gone"
    cancel_plan(subscription=row.pk, actor=cast.actor("dan"), now=NOW)
    assert standing(cast, row.paid_until + 70 * DAY) == [(("months", 1), 3, 3000, 0, True)]


def test_a_pause_puts_the_dues_off(cast: Cast) -> None:
    row = buy(cast, a_club(cast))
    pause_plan(subscription=row.pk, actor=cast.actor("dan"), now=NOW)
    facts = {"until": row.paid_until + 40 * DAY}

    [[before], [after]] = (
        list(plans_standing(cast.actor("alice"), cast.table.pk, now=NOW + days * DAY, **facts)) for days in (0, 5)
    )

    assert after.due[0] - before.due[0] == 5 * DAY


def test_too_little_is_known_for_a_forecast(cast: Cast) -> None:
    renewed(cast, 2)
    alice = visitor(cast, "alice")

    page = alice.get("/console/table/earn/plans/forecast").content.decode()
    answer = call("GET", "/communities/table/plans/forecast", token_of(cast, "alice")).json()

    assert "2 of 30 decisions" in page
    assert (answer["months"], answer["plans"]) == ([], 0)
    assert answer["thin"] == [{"period": "months", "count": 1, "plans": 1, "decisions": 2, "needed": 30}]
    assert csv_lines(alice) == 1


def test_twelve_months_are_forecast_once_enough_is_known(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    renewed(cast, 2)
    monkeypatch.setattr("coterie.review.queries.plan_outlook.ENOUGH", 2)
    alice = visitor(cast, "alice")

    page = alice.get("/console/table/earn/plans/forecast").content.decode()
    answer = call("GET", "/communities/table/plans/forecast", token_of(cast, "alice")).json()

    assert "Income by month" in page
    assert (len(answer["months"]), answer["plans"], answer["thin"]) == (12, 1, [])
    assert answer["amount"] == sum(month["amount"] for month in answer["months"])
    assert all(0 <= month["low"] <= month["amount"] <= month["high"] for month in answer["months"])
    assert csv_lines(alice) == 13
