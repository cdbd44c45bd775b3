"""The pages of partners: what is typed stays, what is wrong is said, and the path from a link to a statement."""

import pytest
from django.test import Client

from coterie.market.models import Variant
from coterie.partners.models import Binding, Earning, Partner, Payout, Terms
from coterie.web.sign_in.session import BACKEND
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.market.stall import on_sale
from tests.partners.partner_scenes import a_partner, a_payout, a_sale, applied, to_write
from tests.partners.sales import partner, programme

pytestmark = pytest.mark.django_db
HERE = "/console/table/spread/partners"


def client(cast: Cast, who: str = "alice") -> Client:
    """Sign somebody in."""
    one = Client()
    one.force_login(cast.accounts[who], backend=BACKEND)
    return one


def test_terms_are_written_read_again_and_refused_with_what_was_typed(cast: Cast) -> None:
    alice = client(cast)

    assert alice.post(f"{HERE}/terms", to_write(None)).status_code == 302
    again = alice.get(f"{HERE}/terms").content.decode()
    wrong = alice.post(f"{HERE}/terms", {**to_write(None), "rate": "29", "second_rate": "2"})

    row = Terms.objects.get()
    assert (row.rate, row.cap, list(row.rates.values_list("buyer", "rate"))) == (1000, 3000, [("new", 1500)])
    assert 'value="15.0"' in again
    assert wrong.status_code == 422
    assert "Both levels together may not have more of an order than the cap." in wrong.content.decode()
    assert 'value="29"' in wrong.content.decode()


def test_terms_that_changed_while_they_were_read_are_not_accepted(cast: Cast) -> None:
    programme(cast)
    dan, facts = client(cast, "dan"), {"accepted": "on", "text": "I know many."}
    read = dan.get("/m/table/partner").content.decode()
    programme(cast, rate=500)

    late = dan.post("/m/table/partner/application", {**facts, "terms": "1"})
    none = dan.post("/m/table/partner/application", facts)

    assert 'name="terms" value="1"' in read
    assert (late.status_code, none.status_code, Partner.objects.count()) == (422, 422, 0)
    assert "What partners agree to has changed. Please read it again." in late.content.decode()
    assert 'name="terms" value="2"' in late.content.decode()
    assert dan.post("/m/table/partner/application", {**facts, "terms": "2"}).status_code == 302
    assert Partner.objects.get().terms.number == 2


def test_who_comes_by_the_page_and_orders_is_the_partners_customer(cast: Cast) -> None:
    programme(cast)
    row, friend = partner(cast), client(cast, "dan")
    on_sale(cast)
    Partner.objects.filter(pk=row.pk).update(code="paul")
    visitor = Client()

    shown = visitor.get("/s/paul")
    friend.cookies.update(visitor.cookies)
    friend.post("/o/pen/checkout", {"variant": row_key(), "quantity": "1", "way": "manual"})

    assert "Paul recommends" in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    bound = Binding.objects.get()
    assert (bound.partner_id, bound.member_id, bound.how) == (row.pk, cast.members["dan"].pk, "link")


def row_key() -> str:
    """Return the key of the one way to buy."""
    return Variant.objects.get().key


def test_previews_are_nobodys_looks_and_partners_are_led_to_their_desk(cast: Cast) -> None:
    programme(cast)
    row = partner(cast)
    bot = Client(headers={"user-agent": "WhatsApp/2.19 A"})

    assert bot.get(f"/s/{row.code}").status_code == 200
    own = client(cast, "paul").get(f"/s/{row.code}")

    assert (own.status_code, own.headers["Location"]) == (302, "/m/table/partner")
    assert not row.looks.exists()


def test_a_page_of_who_is_no_partner_is_not_there(cast: Cast) -> None:
    programme(cast)
    row = partner(cast)
    Partner.objects.filter(pk=row.pk).update(state="suspended")

    assert Client().get(f"/s/{row.code}").status_code == 404
    assert Client().get("/s/nobody").status_code == 404


def test_holding_needs_a_reason_and_keeps_the_page(cast: Cast) -> None:
    row, alice = a_sale(cast), client(cast)
    earning = Earning.objects.get()
    address = f"{HERE}/person/{row.key}/earnings/{earning.key}"

    assert alice.post(address, {"to": "held"}).status_code == 422
    assert alice.post(address, {"to": "held", "word": "Odd"}).status_code == 302
    page = alice.get(f"{HERE}/person/{row.key}").content.decode()

    assert "Odd" in page
    assert "Alice" in page


def test_payouts_are_confirmed_with_a_reference_and_stand_as_statements(cast: Cast) -> None:
    row, alice = a_payout(cast), client(cast)
    address = f"{HERE}/payouts/{row.batch.key}/of/{row.key}"

    assert alice.post(address, {"state": "paid"}).status_code == 422
    assert alice.post(address, {"state": "paid", "word": "Transfer 9"}).status_code == 302
    table = b"".join(alice.get(f"{HERE}/payouts/{row.batch.key}.csv").streaming_content).decode()  # type: ignore[attr-defined]
    page = client(cast, "dan").get(f"/m/table/partner/statements/{row.number}").content.decode()

    assert Payout.objects.get().state == "paid"
    assert "Transfer 9" in table
    assert "self-billing" in page
    assert "Paul Partner" in page
    assert client(cast, "nina").get(f"/m/table/partner/statements/{row.number}").status_code == 404


def test_with_nothing_to_pay_the_list_of_payouts_says_so(cast: Cast) -> None:
    programme(cast)

    page = client(cast).post(f"{HERE}/payouts")

    assert page.status_code == 422
    assert "Nobody can be paid now" in page.content.decode()


def test_a_code_that_is_taken_or_no_word_is_refused(cast: Cast) -> None:
    programme(cast)
    carol = a_partner(cast, "carol")
    a_partner(cast)
    dan = client(cast, "dan")

    assert dan.post("/m/table/partner/page", {"code": "A B"}).status_code == 422
    assert dan.post("/m/table/partner/page", {"code": carol.code}).status_code == 422
    assert dan.post("/m/table/partner/page", {"code": "dan-sells"}).status_code == 302
    assert Partner.objects.get(member=cast.members["dan"]).code == "dan-sells"


def test_own_code_and_unknown_codes_bind_nobody(cast: Cast) -> None:
    programme(cast)
    row, nina = a_partner(cast), client(cast, "nina")

    assert client(cast, "dan").post("/m/table/partner/code", {"code": row.code}).status_code == 422
    assert nina.post("/m/table/partner/code", {"code": "none"}).status_code == 422
    assert nina.post("/m/table/partner/code", {"code": row.code.upper()}).status_code == 302
    assert Binding.objects.get().how == "code"


def test_today_tells_of_applications_that_wait(cast: Cast) -> None:
    applied(cast)
    secret = token_of(cast, "alice")

    assert "1 member would like to be a partner" in client(cast).get("/console/table/").content.decode()
    waiting = call("GET", "/communities/table/today", secret).json()["waiting"]
    assert [one["number"] for one in waiting if one["cause"] == "partners"] == [1]
    assert "would like to be a partner" not in client(cast, "bob").get("/console/table/").content.decode()


def test_accounts_of_partners_are_for_who_pays_them(cast: Cast) -> None:
    row = a_payout(cast)
    place = f"/console/table/spread/partners/payouts/{row.batch.key}"

    owner, analyst = client(cast).get(place).content.decode(), client(cast, "ann").get(place).content.decode()

    assert (row.account in owner, row.account in analyst) == (True, False)
    assert (row.name in owner, row.name in analyst) == (True, False)


def test_hosts_see_who_is_a_partner_and_no_way_to_their_money_and_companies(cast: Cast) -> None:
    row = a_sale(cast)

    host, admin = client(cast, "bob").get(HERE).content.decode(), client(cast, "amy").get(HERE).content.decode()

    assert row.member.name in host
    for place in (f"{HERE}/person/{row.key}", f"{HERE}.csv", "/console/table/spread/deals"):
        assert (place in host, place in admin) == (False, True)
        assert client(cast, "bob").get(place).status_code == 403
