"""What operators do through the API besides the matrix."""

import pytest

from coterie.communities.models import StaffMember
from coterie.joining.models import Slot
from coterie.market.domain.order import NewOrder, record_orders
from coterie.platform.events.enums import ParkedState
from coterie.platform.events.models import ParkedEvent
from coterie.platform.events.receiver import RECEIVERS
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.joining.doors import code_of, scan
from tests.talk.speech import say
from tests.web.matrix import set_scene

TABLE = "/communities/table"


def test_today_says_what_waits(cast: Cast) -> None:
    code = code_of(cast, slots=1, capacity=5)
    for _visitor in range(5):
        scan(code)
    scan(code)
    set_scene(cast)

    waiting = call("GET", f"{TABLE}/today", token_of(cast, "alice")).json()["waiting"]
    of_host = call("GET", f"{TABLE}/today", token_of(cast, "bob")).json()["waiting"]

    assert waiting == [
        {"cause": "no_seat", "number": 1, "code": None, "bait": None, "column": None, "campaign": None},
        {"cause": "crowded", "number": 100, "code": code.slug, "bait": None, "column": None, "campaign": None},
        {"cause": "parked", "number": 1, "code": None, "bait": None, "column": None, "campaign": None},
    ]
    assert of_host == waiting[:2]


def test_today_of_a_new_community_says_what_it_needs(cast: Cast) -> None:
    secret = token_of(cast, "alice")
    call("POST", "/communities", secret, {"slug": "new", "name": "New"})

    day = call("GET", "/communities/new/today", secret).json()
    canvas = call("GET", "/communities/new/canvas", secret).json()

    assert [one["cause"] for one in day["waiting"]] == ["closed", "no_group", "no_rules"]
    assert day["waiting"][0]["number"] == len(canvas["missing"]) > 0
    assert (day["weakest"], day["groups"], day["alarms"]) == ("measurement", [], [])


def test_today_shows_how_groups_live(cast: Cast) -> None:
    say(cast, "dan", "Tea?")

    groups = call("GET", f"{TABLE}/today", token_of(cast, "ann")).json()["groups"]

    assert [(one["name"], one["group"]) for one in groups] == [("Basic", cast.group.key), ("VIP", cast.vip.key)]


def test_operator_is_appointed_by_address(cast: Cast) -> None:
    secret = token_of(cast, "alice")

    made = call("POST", f"{TABLE}/staff", secret, {"email": "Dan@example.org", "role": "analyst"})
    unknown = call("POST", f"{TABLE}/staff", secret, {"email": "zoe@example.org", "role": "analyst"})

    assert (made.status_code, made.json()["name"], made.json()["role"]) == (201, "Dan", "analyst")
    assert StaffMember.objects.filter(account=cast.accounts["dan"], community=cast.table).exists()
    assert (unknown.status_code, unknown.json()["field"]) == (422, "email")


def test_addresses_are_not_tried_out(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coterie.api.staff.GUESSES", 2)
    secret = token_of(cast, "mallory")

    answers = [
        call("POST", "/communities/other/staff", secret, {"email": f"{name}@example.org", "role": "host"})
        for name in ("zoe", "zac", "dan")
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 429]


def test_members_groups_and_tags(cast: Cast) -> None:
    secret, carol = token_of(cast, "alice"), cast.members["carol"].key
    call("POST", f"{TABLE}/tags", secret, {"members": [carol], "tag": "friend"})

    groups = call("GET", f"{TABLE}/members/{carol}/groups", secret).json()["items"]
    tags = call("GET", f"{TABLE}/tags", secret).json()["items"]

    assert [(one["name"], one["group"]) for one in groups] == [("VIP", cast.vip.key), ("Basic", cast.group.key)]
    assert tags == [{"name": "friend"}]


def test_slots_show_what_can_be_changed(cast: Cast) -> None:
    code, secret = code_of(cast, slots=2, capacity=3), token_of(cast, "alice")
    path = f"{TABLE}/codes/{code.slug}/slots"

    [second, first] = call("GET", path, secret).json()["items"]
    facts = {name: first[name] for name in ("capacity", "reserve", "valid_from", "expires_at", "order")}
    changed = call("PUT", f"{path}/1", secret, {**facts, "reserve": 1}).json()

    assert (first["number"], second["number"], first["taken"]) == (1, 2, 0)
    assert changed == {**first, "reserve": 1}
    assert Slot.objects.get(code=code, number=1).reserve == 1


def test_customers_come_in_the_order_of_what_they_bought(cast: Cast) -> None:
    secret, bought = token_of(cast, "ann"), {"c1": 300, "c2": 900, "c3": 300, "c4": 500}
    orders = [
        NewOrder(
            number=f"o{customer}", customer=customer, amount=amount, currency="CNY", refunded=0, placed_at=NOW,
            paid_at=NOW, cancelled=False,
        )
        for customer, amount in bought.items()
    ]  # fmt: skip
    record_orders(community=cast.table.pk, source="import", orders=orders, actor=cast.actor("alice"), now=NOW)

    first = call("GET", f"{TABLE}/customers?limit=3", secret).json()
    second = call("GET", f"{TABLE}/customers?limit=3&cursor={first['next']}", secret).json()

    listed = [(one["number"], one["bought"]) for page in (first, second) for one in page["items"]]
    assert listed[:2] == [("c2", 900), ("c4", 500)]
    assert sorted(listed[2:]) == [("c1", 300), ("c3", 300)]
    assert second["next"] is None


def test_parked_event_is_handed_over_again(cast: Cast) -> None:
    scene, secret = set_scene(cast), token_of(cast, "alice")

    [one] = call("GET", f"{TABLE}/parked", secret).json()["items"]
    answers = [call("POST", f"{TABLE}/parked/{key}/retry", secret) for key in (one["key"], "unknown")]
    receivers = call("GET", f"{TABLE}/receivers", secret).json()["receivers"]

    assert (one["key"], one["receiver"], one["state"]) == (scene.parked.key, "groups.seats", "parked")
    assert [answer.status_code for answer in answers] == [204, 404]
    assert ParkedEvent.objects.get().state == ParkedState.WAITING
    assert [known["receiver"] for known in receivers] == sorted(RECEIVERS)
