"""Stripe: its library signs what we read and reads what we sign; amounts of every kind of currency."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

import pytest
import stripe

from coterie.kit.errors import Invalid
from coterie.kit.money import Money
from coterie.market.providers.port import Forged, ProviderFailed, Wanted, provider_called
from coterie.market.providers.stripe import signature
from coterie.market.providers.stripe.amounts import THREE, WITHOUT, from_stripe, to_stripe
from tests.market.standin.stripe import StripeStandIn

KEY = "kQ3xPz9LmN2a"
SECRET = "whsec_test_secret"
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
EXPORT = (
    "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),payment (metadata)\n"
    "txn_1,charge,ch_1,19.90,0.88,19.02,eur,2026-03-01 09:30,kQ3xPz9LmN2a\n"
    "txn_2,refund,re_1,-5.00,0.00,-5.00,eur,2026-03-02 09:30,kQ3xPz9LmN2a\n"
    "txn_3,stripe_fee,,-2.00,0.00,-2.00,eur,2026-03-02 09:31,\n"
    "txn_4,payout,po_1,-12.02,0.00,-12.02,eur,2026-03-03 09:30,\n"
    "txn_5,charge,ch_2,500,18,482,jpy,2026-03-03 09:31,another12345\n"
)


def of(peer):
    return provider_called("stripe", peer.secrets, base=peer.base)


def asked(**more):
    given = {
        "key": KEY, "amount": Money(1990, "EUR"), "title": "Ten lessons", "back": "https://shop.example/back",
        "notify": "", "ends": datetime.now(tz=UTC) + timedelta(hours=2), **more,
    }  # fmt: skip
    return Wanted(**given)


def event(**more):
    given = {"id": "evt_1", "object": "event", "type": "ping", "created": 1, "data": {"object": {}}, **more}
    return json.dumps(given, ensure_ascii=False)


# The library as it signs and reads.


def test_librarys_signature_is_believed():
    body = event(title="十节课")
    header = stripe.WebhookSignature.generate_signature_header(body, SECRET, timestamp=int(NOW.timestamp()))

    signature.check(header, body.encode(), secret=SECRET, now=NOW)


def test_our_signature_is_believed_by_the_library():
    body = event(title="十节课")
    moment = str(int(datetime.now(tz=UTC).timestamp()))
    header = f"t={moment},v1={signature.signature(moment, body.encode(), secret=SECRET)}"

    assert stripe.Webhook.construct_event(body, header, SECRET).id == "evt_1"


def test_library_reads_the_notices_of_the_stand_in_as_we_do():
    with StripeStandIn(notify="http://127.0.0.1:9/") as peer:
        peer.quiet = True
        of(peer).start(asked())
        peer.pay(KEY)
        (notice,) = peer.notices
        theirs = stripe.Webhook.construct_event(
            notice.body, notice.headers["Stripe-Signature"], peer.secrets["webhook_secret"]
        )
        ours = of(peer).notice(notice.headers, notice.body, now=datetime.now(tz=UTC))

    assert (ours.event, ours.amount) == (theirs.id, theirs.data.object.amount_total)
    assert ours.external == theirs.data.object.payment_intent


def sealed(body, secret=SECRET, at=NOW):
    return stripe.WebhookSignature.generate_signature_header(body.decode(), secret, timestamp=int(at.timestamp()))


@pytest.mark.parametrize(
    "header",
    [
        "",
        "t=,v1=",
        "v1=abc",
        "t=1772357400",
        "t=x,v1=y",
        f"t={'9' * 5000},v1=é",
        "t=١٢,v1=a",
        "t=1772357400,v0=abc",
        ",",
    ],
)
def test_header_without_a_signature_is_forged(header):
    with pytest.raises(Forged):
        signature.check(header, b"{}", secret=SECRET, now=NOW)


def test_older_scheme_is_not_believed():
    header = sealed(b"{}").replace("v1=", "v0=")

    with pytest.raises(Forged):
        signature.check(header, b"{}", secret=SECRET, now=NOW)


def test_one_of_two_signatures_is_enough_while_a_secret_is_replaced():
    header = f"{sealed(b'{}', 'whsec_old')},{sealed(b'{}').partition(',')[2]}"

    signature.check(header, b"{}", secret=SECRET, now=NOW)


@pytest.mark.parametrize(("seconds", "believed"), [(299, True), (301, False), (-299, True), (-301, False)])
def test_moment_of_a_notice_is_near(seconds, believed):
    header = sealed(b"{}", at=NOW - timedelta(seconds=seconds))
    try:
        signature.check(header, b"{}", secret=SECRET, now=NOW)
        found = True
    except Forged:
        found = False

    assert found == believed


# Amounts.


@pytest.mark.parametrize(
    ("amount", "count"),
    [
        (Money(1990, "EUR"), 1990), (Money(500, "JPY"), 500), (Money(50000, "KRW"), 50000),
        (Money(50000, "XOF"), 500), (Money(1230, "KWD"), 1230), (Money(123, "OMR"), 1230),
    ],
)  # fmt: skip
def test_amount_as_stripe_counts_it(amount, count):
    assert to_stripe(amount) == count
    assert from_stripe(count, amount.currency) == amount.minor


@pytest.mark.parametrize("amount", [Money(50001, "XOF"), Money(1234, "KWD")])
def test_amount_that_stripe_cannot_say(amount):
    with pytest.raises(Invalid):
        to_stripe(amount)


def test_no_currency_is_of_two_kinds():
    assert not WITHOUT & THREE


def test_yen_are_asked_for_told_and_given_back_whole():
    with StripeStandIn(notify="http://127.0.0.1:9/") as peer:
        peer.quiet = True
        started = of(peer).start(asked(amount=Money(500, "JPY")))
        peer.pay(KEY)
        notice = of(peer).notice(peer.notices[0].headers, peer.notices[0].body, now=datetime.now(tz=UTC))
        found = of(peer).look(KEY, started.external)
        of(peer).refund(
            refund="r1",
            payment=KEY,
            external=started.external,
            amount=Money(200, "JPY"),
            total=Money(500, "JPY"),
            why="",
        )
        paid, refunded = of(peer).statement(peer.statement())

    assert peer.payments[KEY].amount == 500
    assert (notice.amount, notice.currency) == (500, "JPY")
    assert (found.amount, found.fee) == (500, 500 * 29 // 1000 + 30)
    assert (paid.amount, refunded.amount) == (500, 200)


def test_fee_in_another_currency_is_not_told(monkeypatch):
    with StripeStandIn(notify="http://127.0.0.1:9/") as peer:
        peer.quiet = True
        started = of(peer).start(asked())
        peer.pay(KEY)
        real = peer.intent

        def intent(payment):
            return json.loads(
                json.dumps(real(payment)).replace('"fee": 87, "currency": "eur"', '"fee": 99, "currency": "usd"')
            )

        monkeypatch.setattr(peer, "intent", intent)

        assert of(peer).look(KEY, started.external).fee == 0


# What is asked.


def test_request_names_version_key_and_number():
    with StripeStandIn() as peer:
        of(peer).start(asked())
        (request,) = peer.asked
    form = dict(parse_qsl(request.body.decode()))

    assert request.headers["authorization"] == f"Bearer {peer.secrets['secret_key']}"
    assert request.headers["idempotency-key"].startswith(f"start-{KEY}-")
    assert request.headers["stripe-version"] == stripe.api_version
    assert (form["mode"], form["line_items[0][price_data][currency]"]) == ("payment", "eur")
    assert form["payment_intent_data[metadata][payment]"] == KEY


@pytest.mark.parametrize("hours", [-1, 0.1, 2, 23.9, 300])
def test_checkout_closes_when_stripe_allows(hours):
    with StripeStandIn() as peer:
        of(peer).start(asked(ends=datetime.now(tz=UTC) + timedelta(hours=hours)))
        left = peer.payments[KEY].ends - datetime.now(tz=UTC)

    assert timedelta(minutes=29) < left <= timedelta(hours=24)


def test_wrong_secret_key_is_named():
    with StripeStandIn() as peer, pytest.raises(ProviderFailed, match="secret key"):
        provider_called("stripe", {**peer.secrets, "secret_key": "sk_test_x"}, base=peer.base).start(asked())


def test_refund_is_made_once_though_stripe_forgot_its_keys():
    with StripeStandIn(notify="http://127.0.0.1:9/") as peer:
        peer.quiet = True
        started = of(peer).start(asked())
        peer.pay(KEY)
        given = {
            "payment": KEY,
            "external": started.external,
            "amount": Money(500, "EUR"),
            "total": Money(1990, "EUR"),
            "why": "x",
        }
        first = of(peer).refund(refund="r1", **given)
        peer._once.clear()
        again = of(peer).refund(refund="r1", **given)

    assert first == again
    assert peer.payments[KEY].given_back == 500


# Events.


def told(peer, kind, **of_what):
    peer.quiet = True
    peer.tell(kind, of_what)
    return of(peer).notice(peer.notices[-1].headers, peer.notices[-1].body, now=datetime.now(tz=UTC))


@pytest.mark.parametrize(
    ("kind", "state", "told_as"),
    [
        ("checkout.session.completed", "paid", "paid"), ("checkout.session.completed", "unpaid", "other"),
        ("checkout.session.completed", "no_payment_required", "paid"),
        ("checkout.session.async_payment_succeeded", "paid", "paid"),
        ("checkout.session.async_payment_failed", "unpaid", "failed"), ("checkout.session.expired", "unpaid", "failed"),
    ],
)  # fmt: skip
def test_session_is_told_as(kind, state, told_as):
    with StripeStandIn(notify="http://127.0.0.1:9/") as peer:
        notice = told(
            peer, kind, id="cs_1", client_reference_id=KEY, amount_total=1990, currency="eur", payment_status=state
        )

    assert (notice.kind, notice.payment, notice.external, notice.amount) == (told_as, KEY, "cs_1", 1990)


@pytest.mark.parametrize(
    ("state", "told_as"),
    [("succeeded", "refunded"), ("pending", "other"), ("failed", "failed"), ("canceled", "failed")],
)
def test_refund_is_told_as(state, told_as):
    with StripeStandIn(notify="http://127.0.0.1:9/") as peer:
        notice = told(peer, "refund.updated", id="re_1", status=state, amount=500, currency="eur", payment_intent="pi_1",
                      metadata={"payment": KEY, "refund": "r1"})  # fmt: skip

    assert (notice.kind, notice.payment, notice.external, notice.amount, notice.refund) == (
        told_as,
        KEY,
        "pi_1",
        500,
        "r1",
    )


def test_refunded_charge_does_not_count_again_what_its_refund_tells():
    with StripeStandIn(notify="http://127.0.0.1:9/") as peer:
        charge = {
            "id": "ch_1",
            "payment_intent": "pi_1",
            "amount_refunded": 700,
            "currency": "eur",
            "metadata": {"payment": KEY},
        }
        new = told(peer, "charge.refunded", **charge)
        old = told(
            peer,
            "charge.refunded",
            **charge,
            refunds={"data": [{"id": "re_2", "amount": 200}, {"id": "re_1", "amount": 500}]},
        )

    assert (new.kind, new.total) == ("other", 700)
    assert (old.kind, old.amount, old.refund, old.total) == ("refunded", 200, "re_2", 700)


def test_dispute_names_the_payment_by_stripes_number():
    with StripeStandIn(notify="http://127.0.0.1:9/") as peer:
        peer.quiet = True
        of(peer).start(asked())
        peer.pay(KEY)
        peer.dispute(KEY)
        paid, disputed = (of(peer).notice(each.headers, each.body, now=datetime.now(tz=UTC)) for each in peer.notices)

    assert (disputed.kind, disputed.amount, disputed.external) == ("disputed", 1990, paid.external)


def test_event_that_is_about_nothing_of_ours_is_other():
    with StripeStandIn(notify="http://127.0.0.1:9/") as peer:
        notice = told(peer, "customer.created", id="cus_1", amount="strange", metadata=7)

    assert (notice.kind, notice.payment, notice.external, notice.amount) == ("other", "", "", 0)


def test_export_of_balance_transactions_is_read():
    with StripeStandIn() as peer:
        found = list(of(peer).statement(EXPORT))

    assert [(line.kind, line.payment, line.external, line.amount, line.fee, line.currency) for line in found] == [
        ("paid", KEY, "ch_1", 1990, 88, "EUR"), ("refunded", KEY, "re_1", 500, 0, "EUR"), ("fee", "", "", 0, 200, "EUR"),
        ("other", "", "po_1", 1202, 0, "EUR"), ("paid", "another12345", "ch_2", 500, 18, "JPY"),
    ]  # fmt: skip
