"""Channels in the console: made, hung up, paid for, compared."""

import csv
import html
import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from django.conf import settings
from django.test import Client
from PIL import Image

from coterie.joining.domain.channel import create_channel
from coterie.joining.domain.channel_cost import record_cost
from coterie.joining.domain.placement import create_placement
from coterie.joining.models import Channel, ChannelCost, Placement
from coterie.kit.clock import now
from coterie.platform.events.models import LoggedEvent
from tests.cast import Cast, today
from tests.joining.doors import scan
from tests.joining.test_join import enter
from tests.web.visit import visitor

CONSOLE = "/console/table/draw-in"


def hung(cast: Cast, name: str, *, joins: int, amount: int = 0) -> Placement:
    """Open a channel with one placement by which some people join, at a cost."""
    facts = {"actor": cast.actor("alice"), "now": now()}
    channel = create_channel(community=cast.table.pk, name=name, **facts)
    place = create_placement(channel=channel.pk, name=f"{name} door", **facts)
    moment = now() - timedelta(hours=1)
    for person in range(joins):
        guest = place.code.pk * 1000 + person
        scan(place.code, guest, now=moment)
        enter(cast, place.code, visitor=guest, name=f"Guest {person}", now=moment + timedelta(seconds=1))
    if amount:
        days = {"first_day": today(), "last_day": today()}
        record_cost(channel=channel.pk, placement=place.pk, amount=amount, currency="CNY", **days, **facts)
    return place


def page(client: Client, path: str, **query: str) -> str:
    answer = client.get(f"{CONSOLE}/{path}", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_operator_opens_a_channel_hangs_a_code_up_and_records_its_cost(cast: Cast) -> None:
    bob = visitor(cast, "bob")

    bob.post(f"{CONSOLE}/channels/new", {"name": "Shops", "platform": "store", "owner": cast.accounts["bob"].pk})
    channel = Channel.objects.get()
    made = bob.post(f"{CONSOLE}/channels/{channel.key}/placements", {"name": "Shop 3", "code": ""}, follow=True)
    cost = {"amount": "1,200.50", "currency": "cny", "first_day": "2026-05-01", "last_day": "2026-05-31"}
    bob.post(f"{CONSOLE}/channels/{channel.key}/costs", cost)

    place = Placement.objects.get()
    assert f"/g/{place.code.slug}" in made.content.decode()
    assert ChannelCost.objects.get().amount == 120_050
    shown = page(bob, f"channels/{channel.key}")
    assert ("1,200.50 CNY" in shown, "Shop 3" in shown, "minded by Bob" in shown) == (True, True, True)
    assert "ISO/IEC 18004" in shown


def test_wrong_costs_keep_what_was_typed(cast: Cast) -> None:
    bob, place = visitor(cast, "bob"), hung(cast, "Shops", joins=0)
    cost = {"amount": "12,5", "currency": "CNY", "first_day": "2026-05-02", "last_day": "2026-05-01", "note": "Glue"}

    answer = bob.post(f"{CONSOLE}/channels/{place.channel.key}/costs", cost)

    text = answer.content.decode()
    assert ("Write an amount like" in text, "Glue" in text, ChannelCost.objects.count()) == (True, True, 0)
    again = bob.post(f"{CONSOLE}/channels/{place.channel.key}/costs", cost | {"amount": "12.50"})
    assert "The first day is after the last." in again.content.decode()


def test_a_cost_is_withdrawn_and_a_channel_put_away(cast: Cast) -> None:
    alice, place = visitor(cast, "alice"), hung(cast, "Shops", joins=0, amount=900)
    key = place.channel.key

    alice.post(f"{CONSOLE}/costs/{ChannelCost.objects.get().key}/withdrawal")
    alice.post(f"{CONSOLE}/channels/{key}/archive")
    alice.post(f"{CONSOLE}/placements/{place.key}/archive")

    assert "Nothing is recorded." in page(alice, f"channels/{key}")
    assert "put away" in page(alice, f"placements/{place.key}")
    assert "Shops" not in alice.get("/console/table/codes/new").content.decode()
    alice.post(f"{CONSOLE}/channels/{key}/archive", {"restore": "1"})
    assert Channel.objects.get().archived_at is None


def test_the_comparison_names_the_best_and_the_worst(cast: Cast) -> None:
    hung(cast, "Cheap", joins=12, amount=1200)
    hung(cast, "Dear", joins=1, amount=90_000)
    ann = visitor(cast, "ann")

    text = page(ann, "comparison")

    assert "Best: Cheap, where a join costs 1.00 CNY. Worst: Dear, where it costs 900.00 CNY." in text
    assert "few people" not in text
    assert text.index("Cheap door") < text.index(">Dear<") < text.index("Dear door")
    dear_first = page(ann, "comparison", sort="-cost_per_join")
    assert dear_first.index(">Dear<") < dear_first.index(">Cheap<")
    assert "Cheap" not in page(ann, "comparison", platform="print")


def test_every_figure_leads_to_its_rows(cast: Cast) -> None:
    place = hung(cast, "Shops", joins=3, amount=900)
    ann, way = visitor(cast, "ann"), {"channel": place.channel.key, "placement": place.key, "days": "28"}

    told = {name: page(ann, f"comparison/{name}", **way) for name in ("joins", "visitors", "views", "cost", "revenue")}

    assert "Joined: 3" in told["joins"]
    assert ("Guest 0" in told["joins"], "Guest 2" in told["joins"]) == (True, True)
    assert "Visitors: 3" in told["visitors"]
    assert "Views: 3" in told["views"]
    assert "Cost: 9.00 CNY" in told["cost"]
    assert "This figure is zero." in told["revenue"]
    assert ann.get(f"{CONSOLE}/comparison/joins", {"channel": "unknown"}).status_code == 404
    assert ann.get(f"{CONSOLE}/comparison/moons", way).status_code == 404


def test_the_comparison_as_csv(cast: Cast) -> None:
    hung(cast, "Shops", joins=3, amount=1000)

    answer = visitor(cast, "ann").get(f"{CONSOLE}/comparison.csv")

    lines = list(csv.DictReader(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()))
    assert [(line["channel"], line["placement"], line["joins"]) for line in lines] == [
        ("Shops", "", "3"),
        ("Shops", "Shops door", "3"),
    ]
    assert (lines[0]["cost"], lines[0]["cost_per_join"], lines[0]["joins_before"]) == ("10.00", "3.33", "0")


def test_hosts_see_no_way_to_the_comparison(cast: Cast) -> None:
    assert f"{CONSOLE}/comparison" not in visitor(cast, "bob").get(CONSOLE).content.decode()
    assert f"{CONSOLE}/comparison" in visitor(cast, "ann").get(CONSOLE).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_questions(cast: Cast, count: int, django_assert_num_queries) -> None:
    for number in range(count):
        hung(cast, f"Shop {number}", joins=1, amount=100)
    ann = visitor(cast, "ann")
    page(ann, "comparison")

    with django_assert_num_queries(10):
        page(ann, "comparison")


def test_a_tagged_link_is_counted_and_leads_to_the_door_with_its_code(cast: Cast) -> None:
    place = hung(cast, "Shops", joins=0)
    shown = page(visitor(cast, "bob"), f"placements/{place.key}", campaign="Autumn")
    link = html.unescape(re.search(r'value="(http[^"]+/c/table\?[^"]+)"', shown)[1])
    guest = Client()

    landing = guest.get(link.removeprefix(settings.BASE_URL))
    preview = Client(headers={"User-Agent": "WhatsApp/2.23"}).get(link.removeprefix(settings.BASE_URL))

    assert f"/c/table/join?code={place.code.slug}" in landing.content.decode()
    assert preview.status_code == 200
    [look] = LoggedEvent.objects.filter(kind="page_seen", code=place.code_id)
    assert look.data["utm"]["campaign"] == "Autumn"
    assert "Autumn" in page(visitor(cast, "bob"), f"channels/{place.channel.key}")


def test_a_tagged_link_to_the_door_is_counted_and_a_scan_is_not_counted_twice(cast: Cast) -> None:
    place = hung(cast, "Shops", joins=0)

    Client().get(f"/c/table/join?code={place.code.slug}")
    Client().get(f"/c/table/join?code={place.code.slug}&utm_source=weibo")

    [look] = LoggedEvent.objects.filter(kind="page_seen")
    assert (look.code, look.data) == (place.code_id, {"utm": {"source": "weibo"}})


def test_the_picture_of_a_link_says_the_link(cast: Cast) -> None:
    place = hung(cast, "Shops", joins=0)

    picture = visitor(cast, "bob").get(f"{CONSOLE}/placements/{place.key}/link.png", {"to": "join", "term": "茶"})

    [found] = zxingcpp.read_barcodes(Image.open(BytesIO(picture.content)).convert("L"))
    assert found.text.startswith(f"{settings.BASE_URL}/c/table/join?code={place.code.slug}&utm_source=Shops")
    assert parse_qs(urlsplit(found.text).query)["utm_term"] == ["茶"]
