"""The pages of who buys: found, read, ordered, paid, receipted; by members, newcomers and guests."""

import json
import re
from urllib.parse import quote

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from coterie.communities.queries.communities import rules_in_force
from coterie.kit.clock import now
from coterie.market.designs.receipt import receipt_pdf
from coterie.market.domain.buying import cancel_order
from coterie.market.domain.offer import close_offer, edit_offer, make_offer
from coterie.market.domain.refund import refund_order
from coterie.market.domain.variant import add_variant, edit_variant, set_benefit
from coterie.market.models import CouponUse, Order, Variant
from coterie.market.queries.receipt import receipt_of
from coterie.members.queries.members import member_of
from tests.cast import NOW, Cast
from tests.market.scenes import bought, paid
from tests.market.stall import on_sale
from tests.market.test_coupon import coupon
from tests.web.visit import visitor


def structured(page: str) -> dict[str, object]:
    """Return what the page says to search engines."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def text_of(document: bytes) -> str:
    """Return the words on the first page of a document."""
    return str(pypdfium2.PdfDocument(document)[0].get_textpage().get_text_range())


def test_guest_reads_an_offer(cast: Cast) -> None:
    row = on_sale(cast, title="A pen", story="Writes.\n\nFor years.", price=1250, left=3)
    edit_offer(offer=row.offer_id, teaser="Writes for years", scene="letters", actor=cast.actor("alice"), now=NOW)
    set_benefit(offer=row.offer_id, kind="group", target=cast.vip.pk, days=30, actor=cast.actor("alice"), now=NOW)

    answer = Client().get("/o/pen")

    page = answer.content.decode()
    for words in ("A pen", "Writes for years", "For years.", "12.50", "3 are left", "VIP", "for 30 days"):
        assert words in page
    facts = structured(page)
    [offer] = facts["offers"]
    assert (facts["@type"], facts["name"]) == ("Product", "A pen")
    assert (offer["price"], offer["priceCurrency"]) == ("12.50", cast.table.currency)
    assert offer["availability"] == "https://schema.org/InStock"
    assert '<meta property="og:title" content="A pen">' in page
    assert "/o/pen</loc>" in Client().get("/sitemap.xml").content.decode()
    assert 'href="/o/pen"' in Client().get("/c/table").content.decode()


def test_draft_is_for_its_staff_alone_and_what_is_over_says_so(cast: Cast) -> None:
    alice = cast.actor("alice")
    make_offer(community=cast.table.pk, kind="product", slug="later", title="Later", actor=alice, now=NOW)
    row = on_sale(cast, left=0)
    closed = on_sale(cast, "old")
    close_offer(offer=closed.offer_id, actor=alice, now=NOW)

    seen = {who: visitor(cast, who).get("/o/later").status_code for who in ("alice", "dan", "mallory")}

    assert (seen, Client().get("/o/later").status_code) == ({"alice": 200, "dan": 404, "mallory": 404}, 404)
    assert "the draft" in visitor(cast, "alice").get("/o/later").content.decode()
    assert "Sold out" in Client().get("/o/pen").content.decode()
    assert structured(Client().get("/o/pen").content.decode())["offers"][0]["availability"].endswith("SoldOut")
    assert "no longer for sale" in Client().get("/o/old").content.decode()
    for slug in ("pen", "old", "later"):
        assert visitor(cast, "alice").get(f"/o/{slug}/checkout")["Location"] == f"/o/{slug}"
    assert row.left == 0


@pytest.mark.parametrize("count", [1, 5])
def test_offer_asks_the_same_whatever_there_is(cast: Cast, count: int) -> None:
    row, alice = on_sale(cast), cast.actor("alice")
    set_benefit(offer=row.offer_id, kind="group", target=cast.vip.pk, days=30, actor=alice, now=NOW)
    for place in range(1, count):
        add_variant(offer=row.offer_id, name=f"Size {place}", price=place, left=9, actor=alice, now=NOW)
        set_benefit(offer=row.offer_id, kind="offer", target=on_sale(cast, f"o{place}").offer_id, actor=alice, now=NOW)
    client = Client()
    client.get("/o/pen?code=none")

    with CaptureQueriesContext(connection) as asked:
        assert client.get("/o/pen?code=none").status_code == 200

    print(f"GET /o/SLUG: {len(asked)} queries")
    assert len(asked) == 9


def test_signed_out_signs_in_and_comes_back(cast: Cast) -> None:
    row = on_sale(cast)

    answer = Client().get(f"/o/pen/checkout?variant={row.key}")

    assert answer["Location"] == f"/account/login/?next={quote(f'/o/pen/checkout?variant={row.key}', safe='/')}"


def test_stranger_reads_the_rules_and_orders_in_one_step(cast: Cast) -> None:
    row, client = on_sale(cast), visitor(cast, "stranger")
    rules = rules_in_force(cast.table.pk)
    assert rules
    page = client.get("/o/pen/checkout").content.decode()
    assert rules.text.splitlines()[0] in page
    given = {"variant": row.key, "quantity": 1, "name": "Zoe", "invoice": "Zoe Ltd"}

    refused = client.post("/o/pen/checkout", given)
    answer = client.post("/o/pen/checkout", {**given, "rules": "on"})

    assert (refused.status_code, answer.status_code) == (422, 302)
    assert "Zoe Ltd" in refused.content.decode()
    order = Order.objects.get()
    assert answer["Location"] == f"/m/table/orders/{order.key}"
    member = member_of(cast.actor("stranger"), cast.table.pk)
    assert member is not None
    assert (member.name, order.invoice) == ("Zoe", "Zoe Ltd")
    shown = client.get(answer["Location"]).content.decode()
    assert "By transfer or in cash" in shown
    assert order.number in shown


def test_removed_person_and_too_many_are_refused_with_what_was_typed(cast: Cast) -> None:
    row = on_sale(cast, left=2)
    given = {"variant": row.key, "quantity": 3, "invoice": "Dan Ltd"}

    many = visitor(cast, "dan").post("/o/pen/checkout", given)
    removed = visitor(cast, "eve").post("/o/pen/checkout", {**given, "quantity": 1, "name": "Eve", "rules": "on"})
    edit_variant(variant=row.pk, more=-2, actor=cast.actor("alice"), now=NOW)
    late = visitor(cast, "dan").post("/o/pen/checkout", {**given, "quantity": 1})

    assert [one.status_code for one in (many, removed, late)] == [422, 422, 422]
    assert "Dan Ltd" in many.content.decode()
    assert "You were removed" in removed.content.decode()
    assert "So many are not left." in late.content.decode()
    assert not Order.objects.exists()


def test_order_is_seen_paid_receipted_and_given_back(cast: Cast) -> None:
    client, row = visitor(cast, "dan"), bought(cast, invoice="墨水有限公司")
    place = f"/m/table/orders/{row.key}"
    assert client.get(f"{place}/receipt").status_code == 404
    assert "Pay it, or wait" in client.get("/m/table/orders").content.decode()
    assert client.get("/m/table/orders?state=paid").content.decode().count("No orders here") == 1

    paid(cast, row)
    page = client.get(place).content.decode()
    assert 'href="/o/pen"' in page
    assert "What it opened" in page
    receipt = client.get(f"{place}/receipt").content.decode()
    assert "墨水有限公司" in receipt
    refund_order(order=row.pk, parts={row.lines.get().pk: 400}, reason="A scratch", actor=cast.actor("alice"), now=NOW)

    page = client.get(place).content.decode()
    assert "A scratch" in page
    assert "Given back" in client.get(f"{place}/receipt").content.decode()
    assert 'href="/m/table/orders"' in client.get("/m/table/me").content.decode()


def test_receipt_as_a_document_shows_chinese(cast: Cast) -> None:
    row = paid(cast, bought(cast, invoice="墨水有限公司", address="长安街一号"))
    client = visitor(cast, "dan")
    answer = client.get(f"/m/table/orders/{row.key}/receipt.pdf")
    receipt = receipt_of(row)
    assert receipt

    with override("zh-hans"):
        chinese = text_of(receipt_pdf(receipt))

    english = text_of(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    for words in ("墨水有限公司", "长安街一号", row.number, "10.00"):
        assert words in english
        assert words in chinese
    assert "收据" in chinese


def test_cancelled_by_its_buyer(cast: Cast) -> None:
    client, row = visitor(cast, "dan"), bought(cast)
    place = f"/m/table/orders/{row.key}"

    client.post(f"{place}/cancellation")

    assert "nothing is to be paid" in client.get(place).content.decode()
    refused = client.post(f"{place}/payment", {"way": "manual"})
    assert refused.status_code == 422
    assert client.post(f"{place}/payment", {"way": "gold"}).status_code == 404


def test_gift_is_given_and_redeemed(cast: Cast) -> None:
    row = paid(cast, bought(cast, is_gift=True))
    page = visitor(cast, "dan").get(f"/m/table/orders/{row.key}").content.decode()
    found = re.search(r"/o/pen/gift\?code=([a-z0-9-]+)", page)
    assert found
    carol = visitor(cast, "carol")

    wrong = carol.post("/o/pen/gift", {"code": "abcd"})
    right = carol.post("/o/pen/gift", {"code": found[1]})
    again = visitor(cast, "nina").post("/o/pen/gift", {"code": found[1]})

    assert [one.status_code for one in (wrong, right, again)] == [422, 302, 422]
    assert "redeemed" in visitor(cast, "dan").get(f"/m/table/orders/{row.key}").content.decode()
    assert found[1] not in carol.get(f"/m/table/orders/{row.key}").content.decode()


def test_what_it_comes_to_is_said_before(cast: Cast) -> None:
    row = on_sale(cast, price=1250, left=9)
    coupon(cast, most_uses=1)
    given = {"variant": row.key, "quantity": 2, "coupon": "spring", "once": "abc"}
    dan, nina = visitor(cast, "dan"), visitor(cast, "nina")

    pages = [dan.post("/o/pen/checkout/sum", given).content.decode() for _ in range(2)]
    wrong = dan.post("/o/pen/checkout/sum", {**given, "coupon": "x"}, headers={"HX-Request": "true"}).content.decode()

    for page in pages:
        assert all(words in page for words in ("¥25.00", "−CN¥2.50", "¥22.50")), page
    assert "There is no such coupon." in wrong
    assert (Order.objects.count(), CouponUse.objects.count(), Variant.objects.get().left) == (0, 0, 9)
    stranger = visitor(cast, "stranger").post("/o/pen/checkout/sum", {**given, "coupon": ""}).content.decode()
    assert "25.00" in stranger
    assert member_of(cast.actor("stranger"), cast.table.pk) is None

    sent = [who.post("/o/pen/checkout", {**given, "coupon": ""})["Location"] for who in (dan, dan, nina)]

    assert (sent[0] == sent[1], sent[1] == sent[2], Order.objects.count()) == (True, False, 2)
    other = dan.post("/o/pen/checkout", {**given, "coupon": "", "quantity": 1})["Location"]
    assert (other == sent[0], Order.objects.count()) == (False, 3), "who goes back and wants another number orders anew"
    cancel_order(order=Order.objects.get(key=sent[0].split("/")[-1]).pk, actor=cast.actor("dan"), now=now())
    assert dan.post("/o/pen/checkout", {**given, "coupon": ""})["Location"] not in sent


def test_who_has_worked_out_the_sum_without_script_can_order(cast: Cast) -> None:
    row = on_sale(cast, price=1250, left=3)
    dan = visitor(cast, "dan")

    page = dan.post("/o/pen/checkout/sum?code=abc", {"variant": row.key, "quantity": 2}).content.decode()

    assert '<form class="form" method="post" action="/o/pen/checkout?code=abc">' in page
    assert page.index(">Order now<") < page.index('formaction="/o/pen/checkout/sum?code=abc"'), "Enter orders"
    assert dan.get("/o/pen/checkout/sum")["Location"] == "/o/pen/checkout"
