"""Lists by pages: nothing twice, nothing left out, though rows come meanwhile."""

from datetime import timedelta

import pytest

from coterie.api.paging import cursor_at, place_in
from coterie.kit.errors import Invalid
from coterie.members.domain.member import admit_member
from coterie.talk.domain.message import post_message
from tests.api.token import call, token_of
from tests.cast import NOW, Cast

PATH = "/communities/table/members?limit=2"


def admit(cast: Cast, name: str) -> None:
    facts = {"community": cast.table.pk, "account": cast.accounts[name].pk, "name": name.title()}
    admit_member(**facts, actor=cast.actor(name), now=NOW)


def test_pages_follow_each_other_while_members_join(cast: Cast) -> None:
    secret, names, cursor = token_of(cast, "alice"), [], ""

    for newcomer in ("stranger", "mallory", "bob"):
        page = call("GET", f"{PATH}&cursor={cursor}", secret).json()
        names.append([one["name"] for one in page["items"]])
        cursor = page["next"]
        admit(cast, newcomer)

    assert names == [["Eve", "Paul"], ["Nina", "Dan"], ["Carol"]]
    assert cursor is None


def test_last_full_page_has_no_next(cast: Cast) -> None:
    page = call("GET", "/communities/table/members?limit=5", token_of(cast, "alice")).json()

    assert (len(page["items"]), page["next"]) == (5, None)


@pytest.mark.parametrize("cursor", ["x", "djE6", "djI6NQ", "ü", "djE6LTU", "djE6MA", "A" * 40])
def test_cursor_that_we_did_not_give_is_refused(cast: Cast, cursor: str) -> None:
    answer = call("GET", f"{PATH}&cursor={cursor}", token_of(cast, "alice"))

    assert (answer.status_code, answer.json()["field"]) == (422, "cursor")


@pytest.mark.parametrize("limit", ["0", "201", "-1", "many"])
def test_limit_has_bounds(cast: Cast, limit: str) -> None:
    assert call("GET", f"/communities/table/members?limit={limit}", token_of(cast, "alice")).status_code == 422


@pytest.mark.parametrize("place", [[1], [255], [2**63 - 1], [-1, 5], [1_772_000_000_000_000, 7], [0, 1]])
def test_cursor_is_read_as_it_was_written(place: list[int]) -> None:
    assert place_in(cursor_at(*place), len(place)) == place


def test_cursor_past_the_end_of_numbers_is_refused() -> None:
    for place in ([2**63], [2**63, 1]):
        with pytest.raises(Invalid):
            place_in(cursor_at(*place), len(place))


def test_cursor_of_another_list_is_refused(cast: Cast) -> None:
    path = f"/communities/table/groups/{cast.group.key}/messages?cursor="

    for cursor in (cursor_at(5), cursor_at(2**62, 5), cursor_at(-(2**62), 5)):
        assert call("GET", path + cursor, token_of(cast, "dan")).status_code in {422, 200}
    assert call("GET", path + cursor_at(5), token_of(cast, "dan")).json()["field"] == "cursor"


def test_messages_follow_their_own_time(cast: Cast) -> None:
    secret, path = token_of(cast, "dan"), f"/communities/table/groups/{cast.group.key}/messages?limit=2"
    facts = {"group": cast.group.pk, "member": cast.members["dan"].pk, "actor": cast.actor("dan")}
    for text, minute in (("c", 3), ("a", 1), ("d", 3), ("b", 2)):
        post_message(**facts, text=text, now=NOW + timedelta(minutes=minute))

    first = call("GET", path, secret).json()
    second = call("GET", f"{path}&cursor={first['next']}", secret).json()

    assert [[one["text"] for one in page["items"]] for page in (first, second)] == [["d", "c"], ["b", "a"]]
    assert second["next"] is None
