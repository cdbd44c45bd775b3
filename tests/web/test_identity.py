"""Choosing a community's looks, and seeing them where people see them."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coterie.communities.models import Community
from coterie.joining.domain.landing import create_landing, publish_landing
from coterie.rituals.models import Gathering
from tests.cast import NOW, Cast
from tests.talk.speech import PNG
from tests.web.visit import visitor

IDENTITY = "/console/table/position/identity"


def test_operator_gives_the_community_its_looks(cast: Cast, client: Client) -> None:
    alice, dan = visitor(cast, "alice"), visitor(cast, "dan")
    number = cast.members["dan"].number
    facts = {"name": "The Table", "slogan": "Write & sell", "accent": "pine", "number_pattern": "T-####"}
    assert alice.post(IDENTITY, facts).status_code == 302
    picture = SimpleUploadedFile("a.png", PNG, "image/png")
    assert alice.post(f"{IDENTITY}/logo", {"picture": picture}).status_code == 302
    address = f"/c/table/logo/{Community.objects.get(slug='table').logo}"

    me, people, public = dan.get("/m/table/me"), dan.get(f"/m/table/g/{cast.group.key}/members"), client.get("/c/table")
    shown = client.get(address)

    assert f"T-{number:04}" in me.content.decode()
    assert f"T-{number:04}" in people.content.decode()
    for page in (me, people, public, alice.get("/console/table/")):
        assert 'data-accent="pine"' in page.content.decode()
        assert address in page.content.decode()
    assert "Write &amp; sell" in public.content.decode()
    assert shown["Content-Type"] == "image/webp"
    assert "immutable" in shown["Cache-Control"]

    alice.post(f"{IDENTITY}/logo", {"remove": "1"})
    assert client.get(address).status_code == 404
    assert address not in client.get("/c/table").content.decode()


def test_wrong_looks_are_said_and_kept_as_written(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    facts = {"name": "The Table", "slogan": "", "accent": "pine", "number_pattern": "none"}

    answer = alice.post(IDENTITY, facts)
    file = alice.post(f"{IDENTITY}/logo", {"picture": SimpleUploadedFile("a.png", b"none", "image/png")})

    assert (answer.status_code, file.status_code) == (422, 422)
    assert 'value="none"' in answer.content.decode()
    assert Community.objects.get(slug="table").number_pattern == "No.#"


def test_card_of_a_landing_page_is_another_one_under_another_name(cast: Cast, client: Client) -> None:
    alice = cast.actor("alice")
    row = create_landing(community=cast.table.pk, title="Bread", slug="bread", actor=alice, now=NOW)
    publish_landing(page=row.pk, actor=alice, now=NOW)
    address = "/c/table/l/bread/card.png"
    before = client.get(address)

    visitor(cast, "alice").post(IDENTITY, {"name": "桌子", "accent": "red", "number_pattern": "No.#"})
    after = client.get(address, headers={"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


def test_console_reads_and_writes_times_by_the_clock_of_the_community(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    facts = {
        "title": "Supper",
        "starts_at": "2999-01-02T19:00",
        "ends_at": "2999-01-02T22:00",
        "places": "2",
        "offer_minutes": "60",
    }
    alice.post("/console/table/engage/gatherings/new", facts)
    row = Gathering.objects.get()

    form = alice.get(f"/console/table/engage/gatherings/{row.key}/facts").content.decode()

    assert row.starts_at.hour == 11  # nineteen in Shanghai
    assert 'value="2999-01-02T19:00"' in form
