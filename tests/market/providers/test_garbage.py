"""Whatever is sent to a notify address, signed or not, is read, or refused with one of two errors."""

import base64
import json
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.market.providers.port import Forged, Notice, Unreadable, provider_called
from tests.market.standin.alipay import APP, SELLER, AlipayStandIn, beijing, signature
from tests.market.standin.stripe import StripeStandIn
from tests.market.standin.wechatpay import APPID, MCHID, WechatPayStandIn

NOW = datetime.now(tz=UTC)
MORE = settings(max_examples=60, deadline=None)
HEADERS = st.dictionaries(
    st.sampled_from(["Stripe-Signature", "Wechatpay-Signature", "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Serial", "X"]),
    st.text(max_size=40) | st.sampled_from(["t=1,v1=", "PUB_KEY_ID_0119000091912026032900", "1772357400"]),
)  # fmt: skip
LEAF = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("x" * 300)
    | st.sampled_from(["eur", "jpy", "SUCCESS", "succeeded", "paid", "2026-03-01T09:30:00+08:00", "2026-03-01T09:30:00", "0001-01-01T00:00:00+23:00", 10**400])
)  # fmt: skip
JSON = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=4,
)
WORDS = [
    "id", "type", "created", "object", "data", "payment_intent", "currency", "amount", "amount_total", "metadata",
    "payment", "status", "charge", "refunds", "client_reference_id", "payment_status", "amount_refunded",
    "out_trade_no", "transaction_id", "trade_state", "success_time", "total", "refund", "out_refund_no", "refund_status",
]  # fmt: skip
INNER = LEAF | st.dictionaries(st.sampled_from(WORDS), LEAF, max_size=4) | st.just([{"id": "re_1", "amount": 5}, 7])
SHAPED = LEAF | st.dictionaries(st.sampled_from(WORDS), INNER, max_size=8)
STRIPES = [
    "checkout.session.completed",
    "checkout.session.expired",
    "refund.updated",
    "charge.refunded",
    "charge.dispute.created",
    "x",
]
FORM = {
    name: st.sampled_from(["", "0.10", "-1", "1e5", "9" * 30, "TRADE_SUCCESS", "2026-03-01 09:30:00", "0001-01-01 00:00:00", "é\x00"]) | st.text(max_size=8)
    for name in ("trade_status", "total_amount", "refund_fee", "gmt_refund", "gmt_payment", "out_trade_no", "trade_no", "out_biz_no")
}  # fmt: skip


@pytest.fixture(scope="module")
def peers():
    with StripeStandIn() as stripe, WechatPayStandIn() as wechatpay, AlipayStandIn() as alipay:
        yield {"stripe": stripe, "wechatpay": wechatpay, "alipay": alipay}


@pytest.fixture(scope="module")
def made(peers):
    return {name: provider_called(name, peer.secrets) for name, peer in peers.items()}


def read(provider, headers, body):
    """Return the notice, or None when it was refused in one of the two ways; a notice is good to be stored."""
    try:
        notice = provider.notice(headers, body, now=NOW)
    except (Forged, Unreadable):
        return None
    assert isinstance(notice, Notice)
    for text in (notice.event, notice.payment, notice.external, notice.refund, notice.currency):
        assert text.encode().decode() == text
        assert "\0" not in text
        assert len(text) <= 255
    assert notice.currency == "" or (notice.currency.isascii() and len(notice.currency) == 3)
    assert 0 <= notice.amount <= 10**18
    assert notice.at.utcoffset() is not None
    return notice


@pytest.mark.parametrize("name", ["stripe", "wechatpay", "alipay"])
@MORE
@given(headers=HEADERS, body=st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_unsigned_garbage_is_never_believed(made, name, headers, body):
    assert read(made[name], headers, body) is None


@MORE
@given(kind=st.sampled_from(STRIPES), of=SHAPED, more=SHAPED)
def test_signed_garbage_of_stripe(peers, made, kind, of, more):
    content = (
        {"id": "evt_1", "type": kind, "created": 1, "data": {"object": of}}
        if more is None
        else {"type": kind, "data": more}
    )
    notice = peers["stripe"].sealed("", content, at=NOW)
    read(made["stripe"], notice.headers, notice.body)


@MORE
@given(
    kind=st.sampled_from(["TRANSACTION.SUCCESS", "REFUND.SUCCESS", "REFUND.CLOSED", "x", ""]),
    inside=SHAPED,
    created=LEAF,
)
def test_signed_garbage_of_wechatpay(peers, made, kind, inside, created):
    peer, nonce = peers["wechatpay"], "123456789012"
    inside = {**inside, "mchid": MCHID, "appid": APPID} if isinstance(inside, dict) else inside
    box = AESGCM(peer.secrets["v3_key"].encode()).encrypt(nonce.encode(), json.dumps(inside).encode(), b"")
    resource = {"algorithm": "AEAD_AES_256_GCM", "nonce": nonce, "ciphertext": base64.b64encode(box).decode()}
    body = json.dumps({"id": "1", "event_type": kind, "create_time": created, "resource": resource}).encode()
    read(made["wechatpay"], peer._seal(body, NOW), body)


@MORE
@given(
    resource=JSON | st.fixed_dictionaries({"algorithm": st.just("AEAD_AES_256_GCM"), "nonce": LEAF, "ciphertext": LEAF})
)
def test_signed_envelope_that_is_none(peers, made, resource):
    body = json.dumps({"id": "1", "resource": resource}).encode()

    assert read(made["wechatpay"], peers["wechatpay"]._seal(body, NOW), body) is None


@MORE
@given(said=st.fixed_dictionaries({}, optional=FORM))
def test_signed_garbage_of_alipay(made, said):
    said = {**said, "app_id": APP, "seller_id": SELLER, "notify_id": "1", "notify_time": beijing(NOW)}
    try:
        sign = signature("&".join(f"{name}={said[name]}" for name in sorted(said)))
        body = urlencode({**said, "sign_type": "RSA2", "sign": sign}).encode()
    except UnicodeEncodeError:
        return
    read(made["alipay"], {}, body)


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"a":' * 100_000, b'{"id": ' + b"9" * 5000 + b"}", b"\xef\xbb\xbf{}", b"null"]
)
def test_json_that_breaks_readers_is_unreadable(peers, made, body):
    for name, headers in (
        ("wechatpay", peers["wechatpay"]._seal(body, NOW)),
        ("stripe", {"stripe-signature": stripe_header(peers["stripe"], body)}),
    ):
        with pytest.raises(Unreadable):
            made[name].notice(headers, body, now=NOW)


def stripe_header(peer, body):
    from coterie.market.providers.stripe.signature import signature as signed

    moment = str(int(NOW.timestamp()))
    return f"t={moment},v1={signed(moment, body, secret=peer.secrets['webhook_secret'])}"
