"""Who the buyers are, and whom to expect again: the page, its file, and the same through the API."""

import csv
import io
from datetime import timedelta

from coterie.kit.clock import now
from coterie.market.domain.order import NewOrder, record_orders
from coterie.market.models import Customer
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.web.visit import visitor

PAGE, FILE = "/console/table/earn/value", "/console/table/earn/value.csv"


def sell(cast: Cast, *, people: int, often: int) -> None:
    """Let people buy tea for 12.50: the first five `often` times, everybody else once."""
    at = now() - timedelta(weeks=30)
    orders = [
        NewOrder(
            number=f"{one}-{time}", customer=f"c{one}", amount=1250, currency="CNY", refunded=0,
            placed_at=at + timedelta(weeks=3 * time, days=one), paid_at=at + timedelta(weeks=3 * time, days=one),
        )
        for one in range(people)
        for time in range(often if one < 5 else 1)
    ]  # fmt: skip
    record_orders(community=cast.table.pk, source="import", orders=orders, actor=cast.actor("alice"), now=now())


def rows_of(cast: Cast) -> list[dict[str, str]]:
    body = b"".join(visitor(cast, "alice").get(FILE).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def test_without_orders_the_page_says_what_is_missing(cast: Cast) -> None:
    page = visitor(cast, "alice").get(PAGE).content.decode()

    assert "No buyers yet" in page
    assert "a forecast needs twenty buyers" in page
    assert rows_of(cast) == []


def test_few_buyers_have_segments_and_no_forecast(cast: Cast) -> None:
    sell(cast, people=10, often=3)

    page = visitor(cast, "alice").get(PAGE).content.decode()

    assert "A model needs twenty buyers" in page
    assert "Expected buyers" not in page
    assert "Champions" in page
    assert {row["p_alive"] for row in rows_of(cast)} == {""}


def test_enough_buyers_have_a_forecast(cast: Cast) -> None:
    sell(cast, people=30, often=5)

    page = visitor(cast, "alice").get(PAGE).content.decode()
    rows = rows_of(cast)

    assert "Expected buyers" in page
    assert "in the coming 13 weeks" in page
    assert len(rows) == 30
    assert {row["customer"] for row in rows} == {f"c{one}" for one in range(30)}
    assert all(0 <= float(row["p_alive"]) <= 1 for row in rows)
    assert next(row for row in rows if row["customer"] == "c0")["purchases"] == "5"


def test_api_names_customers_by_key(cast: Cast) -> None:
    sell(cast, people=30, often=5)

    short = call("GET", "/communities/table/value", token_of(cast, "alice")).json()
    long = call("GET", "/communities/table/value?rows=true", token_of(cast, "alice")).json()

    assert (short["customers"], short["revenue"], short["currency"], "rows" in short) == (30, 12.5 * 50, "CNY", False)
    assert short["model"] in {"bgnbd", "mbgnbd"}
    assert {row["key"] for row in long["rows"]} == set(Customer.objects.values_list("key", flat=True))
