"""The forecast of a campaign: the page, its file, and the same through the API."""

import csv
import io

import pytest

from coterie.growth.rules.campaign import Campaign, Reward
from coterie.growth.rules.forecast import forecast
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.web.visit import visitor

PAGE, FILE = "/console/table/spread/forecast", "/console/table/spread/forecast.csv"
ASKED = {
    "seeds": "40", "mean": "3", "dispersion": "0.5", "joins": "20", "cycle_days": "5", "horizon_days": "20",
    "rate": "0.1", "value": "80", "margin": "50", "at_1": "2", "cost_1": "4", "fixed_cost": "400", "budget": "450",
}  # fmt: skip
FILED = {
    "seeds": 40, "invitations": {"mean": 3, "dispersion": 0.5}, "joins": 0.2, "cycle_days": 5, "horizon_days": 20,
    "order": {"rate": 0.1, "value": 80, "margin": 0.5}, "rewards": [{"at": 2, "cost": 4}], "fixed_cost": 400,
    "budget": 450,
}  # fmt: skip
MADE = Campaign(
    40,
    3.0,
    0.5,
    5.0,
    20.0,
    joins=0.2,
    rate=0.1,
    value=80.0,
    margin=0.5,
    rewards=(Reward(2, 4.0),),
    fixed_cost=400.0,
    budget=450.0,
)


def test_page_begins_with_an_example(cast: Cast) -> None:
    answer = visitor(cast, "alice").get(PAGE)

    page = answer.content.decode()
    assert (answer.status_code, "This is an example." in page, page.count('class="line-area"')) == (200, True, 3)
    assert f'href="{FILE}?seeds=50&amp;mean=4' in page


def test_page_file_and_call_say_the_same(cast: Cast) -> None:
    alice = visitor(cast, "alice")

    page = alice.get(PAGE, ASKED).content.decode()
    body = b"".join(alice.get(FILE, ASKED).streaming_content).decode("utf-8-sig")
    told = call("post", "/communities/table/forecast", token_of(cast, "alice"), FILED)

    figures = forecast(MADE).figures
    last = list(csv.DictReader(io.StringIO(body)))[-1]
    answer = told.json()
    assert "This is an example." not in page
    assert figures["profit"]["p10"] < 0
    assert {name: answer[name] for name in figures} == figures
    assert (last["day"], last["currency"]) == ("20", cast.table.currency)
    for part in ("members", "cost", "profit"):
        for share in ("p10", "p50", "p90"):
            assert float(last[f"{part}_{share}"]) == pytest.approx(figures[part][share], abs=0.51)
    assert f"<dd>{round(figures['members']['p50'])}</dd>" in page
    assert [one["day"] for one in answer["days"]] == [0, 5, 10, 15, 20]
    assert answer["days"][-1]["profit"] == answer["profit"]
    assert answer["pays_from"].keys() == {"mean", "joins", "rate", "margin"}


def test_what_would_have_to_be_true_stands_beside_what_is(cast: Cast) -> None:
    page = visitor(cast, "alice").get(PAGE, {**ASKED, "fixed_cost": "900"}).content.decode()
    never = visitor(cast, "alice").get(PAGE, {**ASKED, "value": "0"}).content.decode()

    assert page.count("It would pay from") == 3
    assert never.count("No value alone makes it pay.") == 4


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"joins": "140"}, "less than or equal to 100"),
        ({"seeds": ""}, "This field is required"),
        ({"cost_1": ""}, "Say what it costs."),
        ({"population": "5"}, "at least as many as the seeds, 40"),
        ({"horizon_days": "3000"}, "at most 400 cycles"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_all_is_kept(cast: Cast, change: dict[str, str], said: str) -> None:
    alice = visitor(cast, "alice")

    answer = alice.get(PAGE, {**ASKED, "mean": "3.25", **change})
    page = answer.content.decode()

    assert (answer.status_code, said in page, 'value="3.25"' in page) == (422, True, True)
    assert "No forecast yet" in page
    assert alice.get(FILE, {**ASKED, **change}).status_code == 302


def test_call_names_the_field_that_is_wrong(cast: Cast) -> None:
    token = token_of(cast, "alice")

    wrong = call("post", "/communities/table/forecast", token, {**FILED, "joins": 1.5})
    unknown = call("post", "/communities/table/forecast", token, {**FILED, "jions": 0.5})

    assert (wrong.status_code, "joins: must lie between 0 and 1" in wrong.content.decode()) == (422, True)
    assert (unknown.status_code, "jions" in unknown.content.decode()) == (422, True)
