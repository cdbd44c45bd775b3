"""In what links were passed on: by its address, the first look for good, on page and in the API."""

import re

import pytest
from django.test import Client

from coterie.growth.domain.participation import follow_link
from coterie.growth.domain.terms import Step
from coterie.growth.enums import Medium
from coterie.growth.models import ReferralRecord
from coterie.growth.queries.ledger import friends_in
from coterie.growth.queries.media import media_of
from coterie.web.sign_in.session import BACKEND
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.growth.drive import DAY, HOUR, after, inviting, joins, running

pytestmark = pytest.mark.django_db
PEN = Step(at=1, kind="thing", thing="A pen")


@pytest.mark.parametrize(
    ("asked", "medium"),
    [("", "link"), ("?by=chat", "chat"), ("?by=letter", "letter"), ("?by=poster", "poster"), ("?by=code", "code"),
     ("?by=nonsense", "link"), ("?by=", "link"), ("?by=chat&by=code", "code")],
)  # fmt: skip
def test_address_says_in_what_it_was_passed_on(cast: Cast, asked: str, medium: str) -> None:
    dan = inviting(cast, running(cast, PEN, starts_at=NOW - DAY, ends_at=NOW + 900 * DAY))

    page = Client(HTTP_USER_AGENT="Mozilla/5.0 Firefox/140.0").get(f"/c/table/with/{dan.key}{asked}")

    assert page.status_code == 200
    assert [row.medium for row in ReferralRecord.objects.filter(kind="scanned")] == [medium]


def test_first_look_says_it_for_good(cast: Cast) -> None:
    row = running(cast, PEN, stay_hours=0)
    dan, nina = inviting(cast, row), inviting(cast, row, "nina")
    passes = [(dan, Medium.POSTER), (dan, Medium.CHAT), (nina, Medium.CODE)]
    for number, (who, medium) in enumerate(passes):
        follow_link(participant=who.pk, visitor=1, medium=medium, now=NOW + number * HOUR)
    follow_link(participant=dan.pk, visitor=2, medium=Medium.CHAT, now=NOW)
    joins(cast, 1, NOW + DAY)
    after(dan, NOW + 2 * DAY)

    found = media_of(row, friends_in(row, NOW + 2 * DAY))

    assert [(one.medium, one.looked, one.joined, one.counting) for one in found] == [
        (Medium.POSTER, 1, 1, 1), (Medium.CHAT, 1, 0, 0),
    ]  # fmt: skip


def test_page_and_api_say_the_same(cast: Cast) -> None:
    row = running(cast, PEN, stay_hours=0)
    dan = inviting(cast, row)
    follow_link(participant=dan.pk, visitor=1, medium=Medium.POSTER, now=NOW)
    joins(cast, 1, NOW + HOUR)
    after(dan, NOW + 2 * DAY)
    client = Client()
    client.force_login(cast.accounts["ann"], backend=BACKEND)

    page = client.get(f"/console/table/spread/campaigns/{row.key}/measures").content.decode()
    found = call("GET", f"/communities/table/campaigns/{row.key}/measures", token_of(cast, "ann")).json()

    cells = re.search(r'<th scope="row">the poster</th>((?:<td class="number">\d+</td>)+)', page)
    assert cells is not None
    assert re.findall(r"\d+", cells[1]) == ["1", "1", "1"]
    assert found["media"] == [{"medium": "poster", "looked": 1, "joined": 1, "counting": 1}]
    assert sum(one["people"] for one in found["cohorts"]["rows"]) == 2


def test_words_and_pictures_of_a_link_name_themselves(cast: Cast) -> None:
    row = running(cast, PEN, starts_at=NOW - DAY, ends_at=NOW + 900 * DAY)
    dan = inviting(cast, row)
    client = Client()
    client.force_login(cast.accounts["dan"], backend=BACKEND)

    page = client.get(f"/m/table/campaigns/{row.key}").content.decode()
    poster = client.get(f"/m/table/campaigns/{row.key}/link/poster.pdf")

    assert {"chat", "letter"} <= set(re.findall(rf"/with/{dan.key}\?by=(\w+)", page))
    assert re.search(rf'value="[^"]*/with/{dan.key}"', page)
    assert poster.status_code == 200
