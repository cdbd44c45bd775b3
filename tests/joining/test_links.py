"""Tags of links: handed out, kept with the visitor, and never with anything personal in them."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.joining.domain.sight import Look, see_page
from coterie.joining.models import Touch
from coterie.joining.queries.links import Tagged, link_path, tags_seen, utm_for
from coterie.joining.rules import NO_UTM, PERSONAL, Utm, utm_in
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.joining.test_channel import channel_of, placement_of

MAY, JUNE = Utm("weibo", "social", "May"), Utm("weibo", "social", "June", "", "tea")


def test_links_carry_code_and_tags(cast: Cast) -> None:
    place = placement_of(cast, channel_of(cast, "小红书", platform="xiaohongshu"), "5 月 2 日的文章 & more")

    path = link_path("table", place, "landing", utm_for(place, term="a b"))

    query = parse_qs(urlsplit(path).query)
    assert (urlsplit(path).path, query.pop("code")) == ("/c/table", [place.code.slug])
    assert query == {
        "utm_source": ["xiaohongshu"],
        "utm_medium": ["social"],
        "utm_campaign": ["小红书"],
        "utm_content": ["5 月 2 日的文章 & more"],
        "utm_term": ["a b"],
    }
    assert link_path("table", place, "live", NO_UTM) == f"/g/{place.code.slug}"


def test_what_goes_out_comes_back(cast: Cast) -> None:
    place = placement_of(cast, channel_of(cast))
    path = link_path("table", place, "join", utm_for(place))

    found = utm_in({name: values[0] for name, values in parse_qs(urlsplit(path).query).items()})

    assert found == utm_for(place)


def test_the_first_tags_stay_and_the_last_are_replaced(cast: Cast) -> None:
    place = placement_of(cast, channel_of(cast))
    for day, utm in enumerate((MAY, JUNE, NO_UTM)):
        facts = {"visitor": 7, "code": place.code, "utm": utm, "now": NOW + timedelta(days=day)}
        see_page(look=Look(community=cast.table.pk), **facts)

    kept = {row.turn: row for row in Touch.objects.all()}
    assert (kept["first"].campaign, kept["last"].campaign, kept["last"].term) == ("May", "June", "tea")
    assert tags_seen(channel=place.channel_id) == [
        Tagged("weibo", "social", "June", "", first=0, last=1),
        Tagged("weibo", "social", "May", "", first=1, last=0),
    ]
    looks = LoggedEvent.objects.filter(kind="page_seen").order_by("id")
    told = {"utm": {"source": "weibo", "medium": "social", "campaign": "May"}}
    assert [look.data for look in looks] == [told, {"utm": JUNE.told()}, {}]
    assert {(look.code, look.channel) for look in looks} == {(place.code_id, place.channel_id)}


@pytest.mark.parametrize(
    "text", ["nina@example.org", "call 138 0013 8000", "+49 (30) 1234567", "a\x00b" + "@", "x" * 400 + "@"]
)
def test_nothing_personal_is_kept(text: str) -> None:
    assert utm_in({"utm_source": text}) == NO_UTM


@given(st.text(max_size=600))
def test_tags_are_short_plain_and_stable(text: str) -> None:
    [value] = {utm_in({"utm_campaign": text}).campaign}

    assert len(value) <= 60
    assert not PERSONAL.search(value)
    assert utm_in({"utm_campaign": value}).campaign == value
