"""Statements: what agrees, what is missing where, fees booked once, the same file twice changes nothing."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coterie.kit.clock import now
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.market.domain.refund import refund_order
from coterie.market.domain.statement import add_statement, book_fees
from coterie.market.models import Payment, ProviderNotice, Statement
from coterie.market.providers.port import Unreadable
from coterie.market.queries.statements import report_of
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.market.counter import STANDINS, bought, heard, open_counter, settle, visited
from tests.market.provider_scenes import FILE, HEAD, an_account
from tests.market.stall import balances, on_sale, pay
from tests.market.stall import order as buying
from tests.web.visit import visitor

each_provider = pytest.mark.parametrize("name", list(STANDINS))
FEES = {"stripe": 59, "wechatpay": 6, "alipay": 6}


def handed(cast: Cast, file: bytes, provider: str = "stripe", who: str = "alice") -> Statement:
    """Hand a file in."""
    facts = {"community": cast.table.pk, "actor": cast.actor(who), "now": now()}
    return add_statement(provider=provider, name="march.csv", file=file, **facts)


@each_provider
def test_what_the_provider_says_is_held_against_the_books(cast: Cast, name: str) -> None:
    pen = on_sale(cast, left=9)
    with open_counter(cast, name) as (peer, _account):
        good, back, lost, other = [visited(peer, bought(cast, name, pen)) for _ in range(4)]
        for asked in (good, back, other):
            heard(peer.pay(asked.key), name)
        peer.pay(lost.key)
        refund_order(order=back.order_id, actor=cast.actor("alice"), now=now())
        settle()
        peer.payments[other.key].amount += 1
        ghost = bought(cast, name, pen)
        Payment.objects.filter(pk=ghost.pk).update(state="paid", paid_at=now() - timedelta(seconds=1))
        Payment.objects.filter(pk=good.pk).update(paid_at=now() - timedelta(days=9))
        file = peer.statement()
        row = handed(cast, file, name)
        Statement.objects.filter(pk=row.pk).update(until=now() + timedelta(minutes=1), since=now() - timedelta(hours=1))
        row.refresh_from_db()
        assert handed(cast, file, name).pk == row.pk
        assert Statement.objects.count() == 1

        report = report_of(row)
        verdicts = {(one.payment.pk if one.payment else 0, one.row.kind): one.verdict.value for one in report.rows}
        assert verdicts == {
            (good.pk, "paid"): "matched", (back.pk, "paid"): "matched", (back.pk, "refunded"): "matched",
            (lost.pk, "paid"): "not_here", (other.pk, "paid"): "different",
        }  # fmt: skip
        assert [one.pk for one in report.missing] == [ghost.pk]
        before = balances(cast).get("fees", 0)
        assert (before, report.fees_open > 0) == (0, True)

        facts = {"statement": row.pk, "actor": cast.actor("alice"), "now": now()}
        first = book_fees(**facts)
        assert (first >= 2, book_fees(**facts)) == (True, 0)
        assert balances(cast)["fees"] == report.fees_open
        good.refresh_from_db()
        assert good.fee == FEES[name]


def test_fees_of_their_own_are_booked_once_whatever_file_they_stand_in(cast: Cast) -> None:
    an_account(cast)
    fee = "2026-03-05 00:00:00,cny,-2.00,0.00,fee,,\n"
    march = handed(cast, FILE + fee.encode() * 2)
    quarter = handed(cast, f"{HEAD}\n{fee}{fee}2026-04-01 00:00:00,cny,-1.00,0.00,fee,,\n".encode())

    facts = {"actor": cast.actor("alice"), "now": now()}
    assert [book_fees(statement=row.pk, **facts) for row in (march, quarter, march)] == [2, 1, 0]

    assert balances(cast) == {"cash:stripe": -500, "fees": 500}


def test_lines_are_told_by_pages_and_what_is_missing_comes_last(cast: Cast) -> None:
    an_account(cast)
    rows = [f"2026-03-0{day} 09:30:00,cny,10.00,0.59,charge,pi_{day},none" for day in (1, 2, 3)]
    fee = "2026-03-04 00:00:00,cny,-2.00,0.00,fee,,"
    key = handed(cast, "\n".join([HEAD, *rows, fee]).encode()).key
    ours = pay(cast, buying(cast, on_sale(cast, left=9)))
    Payment.objects.filter(pk=ours.pk).update(provider="stripe", state="paid", paid_at=datetime(2026, 3, 2, tzinfo=UTC))
    secret, place = token_of(cast, "alice"), f"/communities/table/statements/{key}"

    report = call("GET", place, secret).json()
    first = call("GET", f"{place}/lines?limit=3", secret).json()
    last = call("GET", f"{place}/lines?limit=3&cursor={first['next']}", secret).json()
    fees = call("GET", f"{place}/lines?verdict=fee", secret).json()

    assert (report["counts"], report["fees_open"], report["lines"]) == (
        {"not_here": 3, "fee": 1, "not_there": 1},
        200,
        4,
    )
    assert [(one["number"], one["verdict"]) for one in first["items"]] == [
        (1, "not_here"),
        (2, "not_here"),
        (3, "not_here"),
    ]
    assert [(one["number"], one["verdict"], one["ours"]) for one in last["items"]] == [
        (4, "fee", None), (None, "not_there", ours.amount),
    ]  # fmt: skip
    assert (last["next"], [one["number"] for one in fees["items"]]) == (None, [4])
    assert call("GET", f"{place}/lines?verdict=lost", secret).status_code == 422


def test_what_is_no_statement_and_who_hands_one_in(cast: Cast) -> None:
    with pytest.raises(Conflict):
        handed(cast, FILE)
    an_account(cast)
    for file in (b"", b"\xff\x00", b"a,b\n1,2\n", f"{HEAD}\n2026,cny,x,y,charge,,\n".encode()):
        with pytest.raises(Unreadable):
            handed(cast, file)
    with pytest.raises(Invalid):
        handed(cast, f"{HEAD}\n".encode())
    for who, refused in (("bob", Forbidden), ("ann", Forbidden), ("dan", NotFound), ("mallory", NotFound)):
        with pytest.raises(refused):
            handed(cast, FILE, who=who)
    assert Statement.objects.count() == 0


def test_pages_of_statements(cast: Cast) -> None:
    an_account(cast)
    alice = visitor(cast, "alice")
    place = "/console/table/earn/statements"
    assert "No statements yet" in alice.get(place).content.decode()
    wrong = alice.post(place, {"provider": "stripe", "file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")})
    assert (wrong.status_code, "a header was not found" in wrong.content.decode()) == (422, True)

    answer = alice.post(place, {"provider": "stripe", "file": SimpleUploadedFile("march.csv", FILE)}, follow=True)
    page = answer.content.decode()
    assert "march.csv" in page
    assert "missing with us" in page
    key = Statement.objects.get().key
    rows = list(csv.reader(io.StringIO(b"".join(alice.get(f"{place}/{key}.csv")).decode("utf-8-sig"))))
    assert [row[8] for row in rows] == ["verdict", "not_here"]
    assert "booked already" in alice.post(f"{place}/{key}/fees", follow=True).content.decode()
    assert "Nothing here" in alice.get(f"{place}/{key}?verdict=matched").content.decode()


def test_pages_of_providers_show_no_secret(cast: Cast) -> None:
    alice, place = visitor(cast, "alice"), "/console/table/earn/providers"
    assert "not set up" in alice.get(place).content.decode()
    wrong = alice.post(f"{place}/stripe", {"secret_key": "sk_test_7", "on": "on"})
    assert (wrong.status_code, "This is needed" in wrong.content.decode()) == (422, True)
    given = {"secret_key": "sk_test_7", "webhook_secret": "whsec_8", "on": "on"}
    page = alice.post(f"{place}/stripe", given, follow=True).content.decode()

    assert "/webhooks/stripe/" in page
    assert "Kept. Leave it empty" in page
    assert "sk_test_7" not in page
    assert "whsec_8" not in page
    assert alice.get(f"{place}/nobody").status_code == 404
    key = page.split("/webhooks/stripe/")[1][:12]
    assert visitor(cast, "dan").post(f"/webhooks/stripe/{key}", b"{}", content_type="text/plain").status_code == 401
    big = alice.post(f"/webhooks/stripe/{key}", b"x" * 200_000, content_type="text/plain")
    assert (big.status_code, ProviderNotice.objects.count()) == (413, 1)
    page = alice.get("/console/table/earn/notices?outcome=refused").content.decode()
    assert "The provider did not sign it." in page
