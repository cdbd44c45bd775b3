"""Acting on a segment: the count said before, the tag, the file, and the same through the API."""

import csv
import io

from django.db import connection
from django.test.utils import CaptureQueriesContext

from coterie.members.models import MemberTag
from coterie.platform.events.models import LoggedEvent
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.market.stall import on_sale, order, pay
from tests.web.visit import visitor

PAGE = "/console/table/earn/value"
BUYERS = ("carol", "dan", "nina", "paul")


def sold(cast: Cast, *names: str) -> None:
    pen = on_sale(cast, left=None)
    for name in names:
        pay(cast, order(cast, pen, who=name))


def segment_of(cast: Cast) -> str:
    [name] = {row["segment"] for row in rows_of(cast, f"{PAGE}.csv")}
    return name


def rows_of(cast: Cast, address: str) -> list[dict[str, str]]:
    text = b"".join(visitor(cast, "alice").get(address).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def tagged() -> list[str]:
    return sorted(row.member.name for row in MemberTag.objects.select_related("member"))


def test_owner_tags_a_segment_in_one_click_and_reads_before_how_many(cast: Cast) -> None:
    sold(cast, *BUYERS)
    alice, segment = visitor(cast, "alice"), segment_of(cast)

    page = alice.get(PAGE).text
    answer = alice.post(f"{PAGE}/{segment}/tag", follow=True)

    assert "Tag 4 members" in page
    assert f"“value:{segment}” now: 4. Came to it: 4. Lost a tag of value: 0." in answer.text
    assert tagged() == ["Carol", "Dan", "Nina", "Paul"]
    assert LoggedEvent.objects.filter(kind="member_tagged").count() == 4
    assert f"value:{segment}" in alice.get(f"/console/table/members?tag=value:{segment}").text


def test_file_has_the_segment_with_its_members(cast: Cast) -> None:
    sold(cast, *BUYERS)
    segment = segment_of(cast)

    rows = rows_of(cast, f"{PAGE}/{segment}.csv")

    assert sorted(row["member"] for row in rows) == ["Carol", "Dan", "Nina", "Paul"]
    assert rows_of(cast, f"{PAGE}/lost.csv" if segment != "lost" else f"{PAGE}/loyal.csv") == []
    assert visitor(cast, "alice").get(f"{PAGE}/rich.csv").status_code == 404


def test_analyst_reads_and_does_not_tag(cast: Cast) -> None:
    sold(cast, *BUYERS)
    ann = visitor(cast, "ann")

    assert "Tag 4 members" not in ann.get(PAGE).text
    assert ann.post(f"{PAGE}/loyal/tag").status_code == 403
    assert tagged() == []


def test_api_does_the_same(cast: Cast) -> None:
    sold(cast, *BUYERS)
    segment = segment_of(cast)
    token = token_of(cast, "alice")

    answer = call("put", f"/communities/table/value/{segment}/tag", token)

    assert answer.json() == {"tag": f"value:{segment}", "members": 4, "on": 4, "off": 0}
    assert call("put", "/communities/table/value/rich/tag", token).status_code == 422


def test_page_and_tag_ask_as_often_for_many_members_as_for_one(cast: Cast) -> None:
    alice = visitor(cast, "alice")

    def asked() -> tuple[int, int]:
        segment = segment_of(cast)
        MemberTag.objects.all().delete()
        with CaptureQueriesContext(connection) as page:
            alice.get(PAGE)
        with CaptureQueriesContext(connection) as tag:
            alice.post(f"{PAGE}/{segment}/tag")
        return len(page), len(tag)

    sold(cast, "dan")
    asked()
    one = asked()
    sold(cast, "carol", "nina", "paul")

    assert asked() == one
