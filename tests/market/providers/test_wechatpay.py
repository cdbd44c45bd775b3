"""WeChat Pay's own vectors, and its community's library on the other side."""

import base64
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from wechatpayv3 import SignType, WeChatPay, WeChatPayType
from wechatpayv3.utils import aes_decrypt, build_authorization, rsa_verify

from coterie.kit.errors import Invalid
from coterie.kit.money import Money
from coterie.market.providers.port import Forged, Unreadable, Wanted, provider_called
from coterie.market.providers.rsa_key import private_key, signed
from coterie.market.providers.wechatpay import seal
from tests.market.standin.keys import certificate_pem, key_of, private_pem, public_pem
from tests.market.standin.wechatpay import MCHID, WechatPayStandIn

NOW = datetime.now(tz=UTC)
KEY = "kQ3xPz9LmN2a"

# From the tests of WeChat Pay's own library for Go (core/auth/signers, utils); the key is made for tests there.
PUBLISHED_KEY = """-----BEGIN TESTING KEY-----
MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDZUJN33V+dSfvd
fL0Mu+39XrZNXFFMQSy1V15FpncHeV47SmV0TzTqZc7hHB0ddqAdDi8Z5k3TKqb7
6sOwYr5TcAfuR6PIPaleyE0/0KrljBum2Isa2Nyq7Dgc3ElBQ6YN4l/a+DpvKaz1
FSKmKrhLNskqokWVSlu4g8OlKlbPXQ9ibII14MZRQrrkTmHYHzfi7GXXM0thAKuR
0HNvyhTHBh4/lrYM3GaMvmWwkwvsMavnOex6+eioZHBOb1/EIZ/LzC6zuHArPpyW
3daGaZ1rtQB1vVzTyERAVVFsXXgBHvfFud3w3ShsJYk8JvMwK2RpJ5/gV0QSARcm
LDRUAlPzAgMBAAECggEBAMc7rDeUaXiWv6bMGbZ3BTXpg1FhdddnWUnYE8HfX/km
OFI7XtBHXcgYFpcjYz4D5787pcsk7ezPidAj58zqenuclmjKnUmT3pfbI5eCA2v4
C9HnbYDrmUPK1ZcADtka4D6ScDccpNYNa1g2TFHzkIrEa6H+q7S3O2fqxY/DRVtN
0JIXalBb8daaqL5QVzSmM2BMVnHy+YITJWIkP2a3pKs9C0W65JGDsnG0wVrHinHF
+cnhFZIbaPEI//DAFMc9NkrWOKVRTEgcCUxCFaHOZVNxDWZD7A2ZfJB2rK6eg//y
gEiFDR2h6mTaDowMB4YF2n2dsIO4/dCG8vPHI20jn4ECgYEA/ZGu6lEMlO0XZnam
AZGtiNgLcCfM/C2ZERZE7QTRPZH1WdK92Al9ndldsswFw4baJrJLCmghjF/iG4zi
hhBvLnOLksnZUfjdumxoHDWXo2QBWbI5QsWIE7AuTiWgWj1I7X4fCXSQf6i+M/y2
6TogQ7d0ANpZFyOkTNMn/tiJvLECgYEA22XqlamG/yfAGWery5KNH2DGlTIyd6xJ
WtJ9j3jU99lZ0bCQ5xhiBbU9ImxCi3zgTsoqLWgA/p00HhNFNoUcTl9ofc0G3zwT
D1y0ZzcnVKxGJdZ6ohW52V0hJStAigtjYAsUgjm7//FH7PiQDBDP1Wa6xSRkDQU/
aSbQxvEE8+MCgYEA3bb8krW7opyM0XL9RHH0oqsFlVO30Oit5lrqebS0oHl3Zsr2
ZGgoBlWBsEzk3UqUhTFwm/DhJLTSJ/TQPRkxnhQ5/mewNhS9C7yua7wQkzVmWN+V
YeUGTvDGDF6qDz12/vJAgSwDDRym8x4NcXD5tTw7mmNRcwIfL22SkysThIECgYAV
BgccoEoXWS/HP2/u6fQr9ZIR6eV8Ij5FPbZacTG3LlS1Cz5XZra95UgebFFUHHtC
EY1JHJY7z8SWvTH8r3Su7eWNaIAoFBGffzqqSVazfm6aYZsOvRY6BfqPHT3p/H1h
Tq6AbBffxrcltgvXnCTORjHPglU0CjSxVs7awW3AEQKBgB5WtaC8VLROM7rkfVIq
+RXqE5vtJfa3e3N7W3RqxKp4zHFAPfr82FK5CX2bppEaxY7SEZVvVInKDc5gKdG/
jWNRBmvvftZhY59PILHO2X5vO4FXh7suEjy6VIh0gsnK36mmRboYIBGsNuDHjXLe
BDa+8mDLkWu5nHEhOxy2JJZl
-----END TESTING KEY-----"""
PUBLISHED_SIGNATURE = (
    "BKyAfU4iMCuvXMXS0Wzam3V/cnxZ+JaqigPM5OhljS2iOT95OO6Fsuml2JkFANJU9K6q9bLlDhPXuoVz+pp4hAm6pHU4ld815U4jsKu1RkyaII+1"
    "CYBUYC8TK0XtJ8FwUXXz8vZHh58rrAVN1XwNyvD1vfpxrMT4SL536GLwvpUHlCqIMzoZUguLli/K8V29QiOhuH6IEqLNJn8e9b3nwNcQ7be3CzYG"
    "pDAKBfDGPCqCv8Rw5zndhlffk2FEA70G4hvMwe51qMN/RAJbknXG23bSlObuTCN7Ndj1aJGH6/L+hdwfLpUtJm4QYVazzW7DFD27EpSQEqA8bX9+"
    "8m1rLg=="
)
PUBLISHED_BILL = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\n"
    "`2021-01-28 17:07:11,`wx81be3101902f7cb2,`1601959334,`0,`,`4200000925202101284997714292,`S20210128170702357723,`ofyak5qR_1wYsC99CsWA6R9MJazA,`NATIVE,`SUCCESS,`OTHERS,`CNY,`0.01,`0.00,`0,`0,`0.00,`0.00,`,`,`for testing,`cipher code,`0.00000,`1.00%,`0.01,`0.00,`\n"
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\n`1,`0.01,`0.00,`0.00,`0.00000,`0.01,`0.00\n"
)


def test_published_signature_is_ours():
    key = private_key(PUBLISHED_KEY.replace("TESTING KEY", "PRIVATE KEY"), field="private_key")

    assert signed(key, "source") == PUBLISHED_SIGNATURE


def test_published_sealed_words_are_opened():
    box, about = base64.b64decode("FsdXzxryWfKwvLJKf8LG/ToRPTRh8RN9wROC"), b"Dl56FrqWQJF1t9LtC3vEUsniZKvbqdR8"

    assert seal.unsealed(box, key=b"testAPIv3Key0000", nonce=b"wCq51qZv4Yfg", about=about) == b"Hello World"


def test_published_bill_is_read():
    with WechatPayStandIn() as peer:
        (line,) = provider_called("wechatpay", peer.secrets).statement(PUBLISHED_BILL)

    assert (line.kind, line.payment, line.external) == ("paid", "S20210128170702357723", "4200000925202101284997714292")
    assert (line.amount, line.fee, line.refund) == (1, 0, "")
    assert line.at == datetime(2021, 1, 28, 9, 7, 11, tzinfo=UTC)


def test_name_with_a_comma_does_not_shift_the_bill():
    with WechatPayStandIn() as peer:
        (line,) = provider_called("wechatpay", peer.secrets).statement(
            PUBLISHED_BILL.replace("for testing", "one, two")
        )

    assert line.amount == 1


# The library as it signs and reads, with the same keys.


def test_library_and_we_sign_the_same_header(monkeypatch):
    monkeypatch.setattr("wechatpayv3.utils.time.time", NOW.timestamp)
    key = load_pem_private_key(private_pem(key_of("merchant")).encode(), None)
    order = {"description": "十节课", "amount": {"total": 1}}
    body = json.dumps(order)
    who = {"mchid": "1900009191", "serial": "4F8B"}
    path = "/v3/pay/transactions/native"
    ours = seal.authorization(key, who=who, method="POST", path=path, body=body, now=NOW, nonce="593BEC0C930BF1AF")
    theirs = build_authorization(path, "POST", "1900009191", "4F8B", key, data=body, nonce_str="593BEC0C930BF1AF")

    assert parts(ours) == parts(theirs)


def parts(header):
    return re.match(r"\S+", header)[0], dict(re.findall(r'(\w+)="([^"]*)"', header))


def library(peer):
    return WeChatPay(
        wechatpay_type=WeChatPayType.NATIVE, mchid=MCHID, appid=peer.secrets["appid"],
        private_key=peer.secrets["private_key"], cert_serial_no=peer.secrets["serial"],
        apiv3_key=peer.secrets["v3_key"], public_key=peer.secrets["platform_key"],
        public_key_id=peer.secrets["platform_id"],
    )  # fmt: skip


def asked(notify="https://shop.example/webhooks/wechatpay", **more):
    given = {
        "key": KEY, "amount": Money(1990, "CNY"), "title": "Ten lessons", "back": "https://shop.example/back?a=1",
        "notify": notify, "ends": NOW + timedelta(hours=1), **more,
    }  # fmt: skip
    return Wanted(**given)


def test_library_reads_the_notices_of_the_stand_in_as_we_do():
    with WechatPayStandIn() as peer:
        peer.quiet = True
        provider = provider_called("wechatpay", peer.secrets, base=peer.base)
        provider.start(asked())
        peer.pay(KEY)
        (notice,) = peer.notices
        theirs = library(peer).callback(notice.headers, notice.body)
        ours = provider.notice(notice.headers, notice.body, now=datetime.now(tz=UTC))

    inside = theirs["resource"]
    assert (ours.event, ours.payment, ours.external) == (theirs["id"], inside["out_trade_no"], inside["transaction_id"])
    assert ours.amount == inside["amount"]["total"]


def test_library_is_understood_by_the_stand_in(monkeypatch):
    """The stand-in checks requests as somebody else's client sends them, not only as ours does."""
    with WechatPayStandIn() as peer:
        client = library(peer)
        monkeypatch.setattr(client._core, "_gate_way", peer.base)
        status, said = client.pay(
            description="x", out_trade_no=KEY, amount={"total": 1, "currency": "CNY"}, notify_url="https://shop.example/",
            time_expire="2036-01-01T00:00:00+08:00",
        )  # fmt: skip

    assert (status, json.loads(said)["code_url"][:9]) == (200, "weixin://")


def test_library_verifies_our_signature_and_opens_what_we_would():
    key = load_pem_private_key(private_pem(key_of("merchant")).encode(), None)

    assert rsa_verify("1554208460", "abc", "{}", signed(key, "1554208460\nabc\n{}\n"), key.public_key())
    sealed = "FsdXzxryWfKwvLJKf8LG/ToRPTRh8RN9wROC"
    assert aes_decrypt("wCq51qZv4Yfg", sealed, "Dl56FrqWQJF1t9LtC3vEUsniZKvbqdR8", "testAPIv3Key0000") == "Hello World"
    assert SignType.RSA_SHA256 is not None


def test_payment_on_a_phone_leads_back():
    with WechatPayStandIn() as peer:
        started = provider_called("wechatpay", peer.secrets, base=peer.base).start(asked(address="93.184.216.34"))
        order = json.loads(peer.asked[0].body)

    assert started.url.endswith("&redirect_url=https%3A%2F%2Fshop.example%2Fback%3Fa%3D1")
    assert order["scene_info"] == {"payer_client_ip": "93.184.216.34", "h5_info": {"type": "Wap"}}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", order["time_expire"])


def test_answer_that_is_not_signed_is_not_believed():
    with WechatPayStandIn() as peer:
        peer.unsigned = True
        provider = provider_called("wechatpay", peer.secrets, base=peer.base)
        with pytest.raises(Exception, match="cannot be used"):
            provider.start(asked())


def test_refund_is_told_with_our_number_and_where_it_was_asked():
    with WechatPayStandIn() as peer:
        peer.quiet = True
        provider = provider_called(
            "wechatpay", {**peer.secrets, "notify": "https://shop.example/refunds"}, base=peer.base
        )
        provider.start(asked())
        peer.pay(KEY)
        given = {"payment": KEY, "external": "", "amount": Money(500, "CNY"), "total": Money(1990, "CNY"), "why": "x"}
        provider.refund(refund="r1aaaaaaaaaa", **given)
        peer.tell_of_refund("r1aaaaaaaaaa")
        peer.tell_of_refund("r1aaaaaaaaaa", "ABNORMAL")
        done, lost = (provider.notice(each.headers, each.body, now=datetime.now(tz=UTC)) for each in peer.notices[1:])

    assert (done.kind, done.payment, done.amount, done.refund) == ("refunded", KEY, 500, "r1aaaaaaaaaa")
    assert (lost.kind, lost.refund) == ("failed", "r1aaaaaaaaaa")
    assert peer.notices[1].url == "https://shop.example/refunds"


def test_notice_of_another_scheme_or_signer_is_forged():
    with WechatPayStandIn() as peer, WechatPayStandIn() as other:
        peer.quiet = True
        provider = provider_called("wechatpay", peer.secrets, base=peer.base)
        provider.start(asked())
        peer.pay(KEY)
        (notice,) = peer.notices
        for name in ("Wechatpay-Serial", "Wechatpay-Signature", "Wechatpay-Timestamp", "Wechatpay-Nonce"):
            for value in ("", "x", "WECHATPAY/SIGNTEST/abc", "é"):
                with pytest.raises(Forged):
                    provider.notice({**notice.headers, name: value}, notice.body, now=datetime.now(tz=UTC))
        elsewhere = provider_called("wechatpay", {**peer.secrets, "v3_key": other.secrets["v3_key"]})
        with pytest.raises(Forged, match="another key"):
            elsewhere.notice(notice.headers, notice.body, now=datetime.now(tz=UTC))


def test_signed_words_without_sense_are_unreadable():
    with WechatPayStandIn() as peer:
        provider = provider_called("wechatpay", peer.secrets)
        for body in (b"[]", b"{}", b'{"resource": {"algorithm": "AEAD_AES_256_GCM", "ciphertext": "!"}}'):
            with pytest.raises(Unreadable):
                provider.notice(peer._seal(body), body, now=datetime.now(tz=UTC))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("private_key", "no key"),
        ("platform_key", "no key"),
        ("v3_key", "short"),
        ("private_key", public_pem(key_of("x"))),
    ],
)
def test_credential_that_cannot_be_read_is_named(field, value):
    with WechatPayStandIn() as peer, pytest.raises(Invalid) as refused:
        provider_called("wechatpay", {**peer.secrets, field: value})

    assert refused.value.field == field


def test_public_key_and_certificate_are_both_known_while_one_gives_way_to_the_other():
    with WechatPayStandIn() as new, WechatPayStandIn(certificates=True) as old:
        both = {**new.secrets, "platform_key": new.secrets["platform_key"] + certificate_pem("wechat")}
        provider = provider_called("wechatpay", both)
        body = b"{}"
        for peer in (new, old):
            with pytest.raises(Unreadable):
                provider.notice(peer._seal(body), body, now=datetime.now(tz=UTC))


def test_other_currencies_are_not_taken():
    with WechatPayStandIn() as peer, pytest.raises(Invalid):
        provider_called("wechatpay", peer.secrets).start(asked(amount=Money(100, "EUR")))
