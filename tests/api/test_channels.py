"""Channels, placements, costs and their comparison through the API."""

from datetime import timedelta

import pytest

from coterie.joining.models import LiveCode, Placement
from coterie.kit.clock import now
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.joining.doors import scan
from tests.joining.test_join import enter

BASE = "/communities/table"


@pytest.fixture
def secret(cast: Cast) -> str:
    return token_of(cast, "alice")


def made(secret: str, path: str, **body: object) -> dict:
    answer = call("POST", f"{BASE}/{path}", secret, body)
    assert answer.status_code == 201, answer.content
    return answer.json()


def hung(secret: str) -> tuple[dict, dict]:
    channel = made(secret, "channels", name="Doors", platform="print")
    return channel, made(secret, f"channels/{channel['key']}/placements", name="Shop 3")


def test_channels_and_placements_are_made_changed_and_put_away(cast: Cast, secret: str) -> None:
    channel, place = hung(secret)
    bob = cast.accounts["bob"].key

    facts = {"name": "Windows", "platform": "store", "owner": bob, "notes": "Glass"}
    changed = call("PUT", f"{BASE}/channels/{channel['key']}", secret, facts).json()
    renamed = call("PUT", f"{BASE}/placements/{place['key']}", secret, {"name": "Shop 4"}).json()
    away = call("PUT", f"{BASE}/placements/{place['key']}/archive", secret, {"archived": True}).json()

    assert {name: changed[name] for name in facts} == facts
    assert changed["placements"] == 1
    assert (renamed["name"], renamed["channel"], renamed["code"]) == ("Shop 4", channel["key"], place["code"])
    assert place["url"].endswith(f"/g/{place['code']}")
    assert away["archived_at"] is not None
    assert call("GET", f"{BASE}/channels/{channel['key']}", secret).json()["placements"] == 0


@pytest.mark.parametrize(
    ("path", "body", "status", "field"),
    [
        ("channels", {"name": "Moon", "platform": "moon"}, 422, "platform"),
        ("channels", {"name": "Moon", "owner": "nobodyknows1"}, 404, "owner"),
        ("channels", {"name": "Doors"}, 409, "name"),
        ("channels/{key}/placements", {"name": "Shop 3"}, 409, "name"),
        ("channels/{key}/placements", {"name": "Moon", "code": "zzzzzzz"}, 404, "code"),
        ("channels/{key}/costs", {"amount": 0, "currency": "CNY"}, 422, None),
        ("channels/{key}/costs", {"amount": 5, "currency": "€€€"}, 422, "currency"),
    ],
)
def test_wrong_input_changes_nothing(secret: str, path: str, body: dict, status: int, field: str | None) -> None:
    channel, _place = hung(secret)
    if path.endswith("costs"):
        body = {"first_day": "2026-03-01", "last_day": "2026-03-02"} | body

    answer = call("POST", f"{BASE}/{path.format(key=channel['key'])}", secret, body)

    assert answer.status_code == status
    assert field is None or answer.json().get("field") == field or field in str(answer.json())
    assert Placement.objects.count() == 1
    assert call("GET", f"{BASE}/channels/{channel['key']}/costs", secret).json()["items"] == []


def test_a_join_and_its_cost_are_compared_and_open_into_rows(cast: Cast, secret: str) -> None:
    channel, place = hung(secret)
    moment = now() - timedelta(minutes=1)
    code, today = LiveCode.objects.get(slug=place["code"]), moment.date().isoformat()
    scan(code, 77, now=moment)
    enter(cast, code, visitor=77, now=moment + timedelta(seconds=1))
    cost = {"amount": 900, "currency": "CNY", "first_day": today, "last_day": today, "placement": place["key"]}
    made(secret, f"channels/{channel['key']}/costs", **cost)
    wrong = made(secret, f"channels/{channel['key']}/costs", **cost)
    assert call("DELETE", f"{BASE}/costs/{wrong['key']}", secret).status_code == 204

    found = call("GET", f"{BASE}/comparison?days=7", secret).json()

    ways = {way["name"]: way for way in found["ways"]}
    counted = {"views": 1, "visitors": 1, "joins": 1, "activated": 0, "pending": 1}
    figures = {**counted, "costs": {"CNY": 900}, "revenue": {}, "cost_per_join": 900}
    assert (ways["Doors"]["now"], ways["Shop 3"]["now"]) == (figures, figures)
    assert (ways["Shop 3"]["channel"], ways["Shop 3"]["placement"]) == (channel["key"], place["key"])
    assert found["sentence"].startswith("All people came by one channel.")
    [joined] = call("GET", f"{BASE}/comparison/joins?placement={place['key']}", secret).json()["rows"]
    assert (joined["placement"], len(joined["member"])) == (place["key"], 12)
    [spent] = call("GET", f"{BASE}/comparison/cost?channel={channel['key']}", secret).json()["rows"]
    assert (spent["part"], spent["first_day"]) == (900, today)
    assert call("GET", f"{BASE}/comparison/joins?channel=unknown", secret).status_code == 404


def test_platforms_say_what_they_allow(secret: str) -> None:
    found = {one["platform"]: one for one in call("GET", "/platforms", secret).json()["platforms"]}

    assert len(found) == 24
    assert "7 days" in found["wechat_moments"]["rules"][0]["text"]
    assert found["website"]["rules"] == []
