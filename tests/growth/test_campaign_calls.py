"""The member side of campaigns through the API: all that the page shows."""

import pytest

from coterie.growth.domain.terms import Step
from coterie.kit.clock import now, shifted
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.growth.drive import DAY, HOUR, after, comes, looks, running

pytestmark = pytest.mark.django_db
PLACE = "/me/memberships/table"


def test_member_takes_part_and_reads_how_it_goes(cast: Cast) -> None:
    steps = Step(at=1, kind="coupon", percent=15), Step(at=3, kind="thing", thing="A cup")
    row = running(cast, *steps, starts_at=now() - DAY, ends_at=now() + 30 * DAY)
    secret, here = token_of(cast, "dan"), f"{PLACE}/campaigns/{row.key}"
    [listed] = call("GET", f"{PLACE}/campaigns", secret).json()["items"]
    before = call("GET", here, secret).json()
    taken = call("POST", f"{here}/participation", secret)
    mine = row.participants.get()
    comes(cast, mine, 1, now())
    looks(mine, 2, now())
    with shifted(73 * HOUR):
        after(mine, now())
        part = call("GET", here, secret).json()["part"]
        [reward] = call("GET", f"{PLACE}/campaign-rewards", secret).json()["items"]

    assert (listed["key"], before["part"], taken.status_code) == (row.key, None, 201)
    assert [one["at"] for one in before["terms"]["rewards"]] == [1, 3]
    assert part["link"].endswith(f"/c/table/with/{mine.key}")
    assert (part["counting"], part["next"], part["looked"]) == (1, 3, 1)
    assert [(one["name"], one["standing"], one["why"]) for one in part["friends"]] == [("Friend 1", "counts", None)]
    assert part["board"] == [{"place": 1, "name": "Dan", "friends": 1, "mine": True}]
    assert part["rewards"] == [reward]
    assert (reward["state"], reward["reward"]["percent"], len(reward["code"])) == ("delivered", 15, 12)


def test_nobody_takes_part_twice_or_reads_what_others_have(cast: Cast) -> None:
    row = running(cast, Step(at=1, kind="thing", thing="A cup"), starts_at=now() - DAY, ends_at=now() + DAY)
    here = f"{PLACE}/campaigns/{row.key}"
    first, again = (call("POST", f"{here}/participation", token_of(cast, "dan")).json() for _time in range(2))

    assert first["part"]["link"] == again["part"]["link"]
    assert row.participants.count() == 1
    assert call("GET", here, token_of(cast, "nina")).json()["part"] is None
    assert call("GET", f"{PLACE}/campaigns/nobody234567", token_of(cast, "dan")).status_code == 404
