"""Groups through the API, as their members see them."""

from coterie.groups.models import Membership
from coterie.members.models import Member
from coterie.talk.domain.announcement import pin_message
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.talk.speech import say

ROOMS = "/me/memberships/table/groups"


def test_room_says_what_is_announced_and_what_was_said_last(cast: Cast) -> None:
    news = say(cast, "dan", "Tea at nine.")
    pin_message(message=news.pk, actor=cast.actor("alice"), now=NOW)
    say(cast, "carol", "I am coming.")

    [room] = call("GET", ROOMS, token_of(cast, "dan")).json()["items"]

    assert (room["key"], room["members"], room["seated"]) == (cast.group.key, 5, True)
    assert (room["announcement"]["key"], room["announcement"]["text"]) == (news.key, "Tea at nine.")
    assert (room["latest"]["name"], room["latest"]["text"]) == ("Carol", "I am coming.")


def test_staff_see_all_rooms_and_sit_down_in_one(cast: Cast) -> None:
    secret = token_of(cast, "alice")
    before = {room["name"]: room["seated"] for room in call("GET", ROOMS, secret).json()["items"]}

    seats = [call("PUT", f"{ROOMS}/{cast.vip.key}", secret) for _each in range(2)]

    after = {room["name"]: room["seated"] for room in call("GET", ROOMS, secret).json()["items"]}
    member = Member.objects.get(account=cast.accounts["alice"], community=cast.table)
    assert [(seat.status_code, seat.json()["name"], seat.json()["number"]) for seat in seats] == [(200, "Alice", 6)] * 2
    assert (before["VIP"], after["VIP"], after["Basic"]) == (False, True, False)
    assert Membership.objects.filter(group=cast.vip, member=member, left_at=None).exists()


def test_member_cannot_sit_down_where_nobody_led_them(cast: Cast) -> None:
    assert call("PUT", f"{ROOMS}/{cast.vip.key}", token_of(cast, "dan")).status_code == 404


def test_neighbours_are_found_by_name(cast: Cast) -> None:
    path, secret = f"{ROOMS}/{cast.group.key}/members", token_of(cast, "dan")

    everybody = [one["name"] for one in call("GET", path, secret).json()["items"]]
    found = call("GET", f"{path}?words=aro", secret).json()["items"]

    assert sorted(everybody) == ["Carol", "Dan", "Nina", "Paul"]
    assert [(one["name"], one["member"]) for one in found] == [("Carol", cast.members["carol"].key)]


def test_token_says_what_it_may(cast: Cast) -> None:
    secret = token_of(cast, "dan", ["read_member"])

    token = call("GET", "/me/token", secret).json()

    assert (token["name"], token["scopes"], token["expires_at"]) == ("program", ["read_member"], None)
    assert token["prefix"] in secret
