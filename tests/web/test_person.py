"""A member's card: written by its owner, seen by whoever has its address."""

from io import BytesIO

from django.test import Client
from PIL import Image

from coterie.members.models import Badge, Member
from tests.cast import Cast
from tests.web.visit import visitor


def test_member_shares_a_card_and_stops(cast: Cast, client: Client) -> None:
    alice, dan = visitor(cast, "alice"), visitor(cast, "dan")
    alice.post("/console/table/badges", {"name": "Kind", "symbol": "heart", "text": "Answers"})
    key, badge = cast.members["dan"].key, Badge.objects.get().key
    alice.post(f"/console/table/members/{key}/badges", {"badge": badge, "reason": "Answers at night"})
    hostile = "A <b>baker</b>."

    dan.post("/m/table/me/card", {"line": hostile, "shared": "on"})
    address = f"/p/{Member.objects.get(key=key).card_key}"
    page, picture = client.get(address), client.get(f"{address}/card.png")
    dan.post("/m/table/me/card", {"line": hostile})

    words = page.content.decode()
    assert "A &lt;b&gt;baker&lt;/b&gt;." in words
    assert "Answers at night" in words
    assert page["X-Robots-Tag"] == picture["X-Robots-Tag"] == "noindex"
    assert Image.open(BytesIO(picture.content)).size == (1200, 630)
    assert [client.get(path).status_code for path in (address, f"{address}/card.png")] == [404, 404]
    assert "Answers at night" in dan.get("/m/table/me").content.decode()
    assert address not in client.get("/sitemap.xml").content.decode()
