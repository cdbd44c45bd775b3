"""A notice and an answer that Alipay really signed, and its community's library on the other side."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from alipay import AliPay

from coterie.kit.errors import Invalid
from coterie.kit.money import Money
from coterie.market.providers.alipay import letter
from coterie.market.providers.port import Forged, ProviderFailed, Unreadable, Wanted, provider_called
from coterie.market.providers.rsa_key import public_keys
from tests.market.standin.alipay import APP, PLAIN, AlipayStandIn, bare, beijing, signature
from tests.market.standin.keys import key_of, private_pem, public_pem

KEY = "kQ3xPz9LmN2a"

# From the tests of Alipay's own library for Node.
REAL_KEY = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqObrdC7hrgAVM98tK0nv3hSQRGGKT4lBsQjHiGjeYZjOPIPHR5knm2jnnz/YGIXIofVHkA/tAlBAd5DrY7YpvI4tP5EONLtZKC2ghBMx7McI2wRD0xiqzxOQr1FuhZGJ8/AUokBzJrzY+aGX2xcOrxFYRlFilvVLTXg4LWjR1tdPkO6+i7wQZAIVMClPkwVRZEbaERRHlKqTzv2gGv5rDU8gRoe1LeaN+6BlbTqHWkQcNCUNrA8C6l17XAXGKDsm/9TFWwO8EPHHHCaQdjtV5/FdcWIt+L8SR1ss7EXTjYDFtxcKVv9rEoY1lX8T4mX+GbXfZHraG5NCF1+XioL5JwIDAQAB"
REAL_NOTICE = {
    "gmt_create": "2019-08-15 15:37:55", "charset": "utf-8", "seller_email": "z97-yuquerevenue@service.aliyun.com",
    "subject": "语雀空间 500人规模",
    "sign": "QUxj7MQ0NQT++AyDbykzTw6iWflrgfY7EIssTaNfJaDkOHqZAFv3hbr97h+z/LCkmnqkBq+V81uHtb3q+i19W1B7FlMNfJB8XPSFD3xdHXEzvj9ccFTE9gxCEG+3oub4TeNe+rrOCt+3cfOFRh5jZzAiZbEZQem3ZMdhIHz/I6TVGNWuPOL4Wr56/Vjq57BLZUPKYpDo7DVfNEYeu0dZ76irMhE4a5FJ26c6qQu9gnG6NmKhtn+tSI6859RKF9bzptbM49klrliVnjBI4m6y7f329Ur9lecC/UlbIo3vKDFmcsLlADKu64FT5jjyRVaVQcP64khZdJwRdzrJ5QxxxQ==",
    "buyer_id": "2088102534368455", "invoice_amount": "0.10", "notify_id": "2019081500222153759068450559621257",
    "fund_bill_list": '[{"amount":"0.10","fundChannel":"ALIPAYACCOUNT"}]', "notify_type": "trade_status_sync",
    "trade_status": "TRADE_SUCCESS", "receipt_amount": "0.10", "buyer_pay_amount": "0.10", "app_id": "2019073166072302",
    "sign_type": "RSA2", "seller_id": "2088531891668739", "gmt_payment": "2019-08-15 15:37:58",
    "notify_time": "2019-08-15 15:37:59", "version": "1.0", "out_trade_no": "20190815153750722-564-55",
    "total_amount": "0.10", "trade_no": "2019081522001468450509133591", "auth_app_id": "2019073166072302",
    "buyer_logon_id": "xud***@126.com", "point_amount": "0.00",
}  # fmt: skip
REAL_ANSWER_KEY = """-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA6kdjvWNCT+K3qQQgAyv+
8k0+lkrL6+dA+cb9OAX5sZgIxP2ycK51VYxwZgZgHCIWCkB/l/Zqqhye/E6x/nNM
SqRkW3FGpP4/hKWByG3Ah8DXRcUaAvd8aCWHcBpgZqjBp3ADPTcHViI10cGe0mn1
3wGaIZQl6G74CtnY6YQJ/1NkoE+C9Z0VD4xor4oJOZW1/rbc85InBmjU87BWtxmk
IQWWVw+Vwd0EL8oDU9GWNZ1Se9sZf4UHxs+goHh3/JhQly3iKqlt/hgFsip78kvd
eDwoL8gS6RCUi+Bp6j9Ee5Thd+CC61Ilk7iKiUQMMVn6+kdTGcV2XwUBezH2Go4d
lwIDAQAB
-----END PUBLIC KEY-----"""
REAL_ANSWER = r'{"alipay_offline_material_image_upload_response":{"code":"10000","msg":"Success","image_id":"akGwYYaFTai3r1uB0ww-1QAAACMAAQQD","image_url":"https:\/\/oalipay-dl-django.alicdn.com\/rest\/1.0\/image?fileIds=akGwYYaFTai3r1uB0ww-1QAAACMAAQQD&zoom=original"},"sign":"PAb3IueJzGe/pU/fRAPjwIs543Kc/A6D0rz03AMejwr8h8rDc6FhDJDnz3fGLDdQP7ctjtQwwJW3pmdZZcGmp4lb/5YYgtoK6McjnRr4ER/raJLYn1IbpzkowhGow2esA/XeDblIAYUbZjU6ts0IqNncrZrCknDWHpaZXwGuaU7CUBk74xBeMeja7rEEkFlm9MRtiQNYnum/cGVtcDv/aQ8KkPyAD58oJiAzoXv0R6jFhlZtAWv+M0SaOlhTpZh1K6wlP+1Umiqdvqbc1oWdfpv75a+lGTkGHMy8K7/bnAGm20IRsisSv1B5rpJyeGfrVf6tb4MZ7vG4w0rS0c2hfA=="}'
ACCOUNT_BILL = (
    "#支付宝账务明细查询\n账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注\n"
    "1\t,2026A\t,kQ3xPz9LmN2a\t,课,2026-03-01 09:30:00,d@x.example\t,19.90,0.00,100.00,,在线支付,\n"
    "2\t,2026A\t,kQ3xPz9LmN2a\t,课,2026-03-01 09:30:01,\t,0.00,-0.12,99.88,,收费,服务费\n"
    "3\t,2026A\t,kQ3xPz9LmN2a\t,课,2026-03-02 09:30:01,\t,0.00,-5.00,94.88,,交易退款,\n"
    "4\t,2026B\t,\t,,2026-03-03 09:30:01,\t,0.00,-90.00,4.88,,提现,\n"
)  # fmt: skip


def of_2019(**more):
    with AlipayStandIn() as peer:
        given = {"app_id": "2019073166072302", "seller_id": "2088531891668739", "alipay_key": REAL_KEY, **more}
        return provider_called("alipay", {**peer.secrets, **given})


def at(text):
    return datetime.strptime(f"{text} +0800", f"{PLAIN} %z").astimezone(UTC)


def real(**more):
    return urlencode({**REAL_NOTICE, **more}).encode()


def test_notice_that_alipay_signed_is_believed():
    notice = of_2019().notice({}, real(), now=at("2019-08-15 15:38:00"))

    assert (notice.kind, notice.payment, notice.external) == (
        "paid",
        "20190815153750722-564-55",
        REAL_NOTICE["trade_no"],
    )
    assert (notice.event, notice.amount, notice.currency) == (REAL_NOTICE["notify_id"], 10, "CNY")
    assert notice.at == at("2019-08-15 15:37:58")


@pytest.mark.parametrize("name", sorted(set(REAL_NOTICE) - {"sign_type", "sign"}))
def test_notice_that_alipay_signed_is_refused_with_any_word_changed(name):
    with pytest.raises(Forged):
        of_2019().notice({}, real(**{name: REAL_NOTICE[name] + "1"}), now=at("2019-08-15 15:38:00"))


@pytest.mark.parametrize("now", ["2019-08-17 16:00:00", "2019-08-15 15:30:00"])
def test_notice_that_alipay_signed_at_another_time_is_refused(now):
    with pytest.raises(Forged, match="too old"):
        of_2019().notice({}, real(), now=at(now))


@pytest.mark.parametrize("other", [{"app_id": "2014072300007148"}, {"seller_id": "2088102146225135"}])
def test_notice_that_alipay_signed_for_somebody_else_is_refused(other):
    with pytest.raises(Forged, match="somebody else"):
        of_2019(**other).notice({}, real(), now=at("2019-08-15 15:38:00"))


def test_answer_that_alipay_signed_is_believed():
    (key,) = public_keys(REAL_ANSWER_KEY, field="").values()
    name, sign = "alipay_offline_material_image_upload_response", json.loads(REAL_ANSWER)["sign"]

    assert json.loads(letter.signed_part(REAL_ANSWER, name, sign, key=key))["code"] == "10000"
    assert letter.signed_part(REAL_ANSWER.replace("Success", "success"), name, sign, key=key) is None


# The library as it signs and reads, with the same keys.


def library():
    return AliPay(
        appid=APP, app_private_key_string=private_pem(key_of("merchant")),
        alipay_public_key_string=public_pem(key_of("alipay")), sign_type="RSA2",
    )  # fmt: skip


def asked(**more):
    given = {
        "key": KEY, "amount": Money(1990, "CNY"), "title": "十节课", "back": "https://shop.example/back?a=1&b=2",
        "notify": "https://shop.example/webhooks/alipay", "ends": datetime.now(tz=UTC) + timedelta(hours=1), **more,
    }  # fmt: skip
    return Wanted(**given)


def test_library_verifies_the_address_that_we_sign():
    with AlipayStandIn() as peer:
        url = provider_called("alipay", peer.secrets, base=peer.base).start(asked()).url
    values = dict(parse_qsl(urlsplit(url).query))
    ours = AliPay(
        appid=APP, app_private_key_string=private_pem(key_of("merchant")),
        alipay_public_key_string=public_pem(key_of("merchant")), sign_type="RSA2",
    )  # fmt: skip
    sign = values.pop("sign")
    message = "&".join(f"{name}={values[name]}" for name in sorted(values))

    assert ours._verify(message, sign)
    assert library()._sign(message) == sign


def test_library_verifies_the_notices_of_the_stand_in_as_we_do():
    with AlipayStandIn() as peer:
        peer.quiet = True
        provider = provider_called("alipay", peer.secrets, base=peer.base)
        peer.visit(provider.start(asked()).url)
        peer.pay(KEY)
        (notice,) = peer.notices
        sent = dict(parse_qsl(notice.body.decode(), keep_blank_values=True))
        sign = sent.pop("sign")
        believed = library().verify(dict(sent), sign)
        ours = provider.notice(notice.headers, notice.body, now=datetime.now(tz=UTC))

    assert believed
    assert ours.amount == 1990


def test_library_is_understood_by_the_stand_in():
    with AlipayStandIn() as peer:
        client = library()
        client._gateway = f"{peer.base}/gateway.do"
        peer.visit(provider_called("alipay", peer.secrets, base=peer.base).start(asked()).url)
        peer.quiet = True
        peer.pay(KEY)

        # It writes the machine's own time of day, which Alipay takes for Beijing's.
        moment = beijing(datetime.now(tz=UTC))
        said = client.server_api("alipay.trade.query", {"out_trade_no": KEY}, timestamp=moment)

    assert said["trade_status"] == "TRADE_SUCCESS"


@pytest.mark.parametrize(
    ("address", "method", "product"),
    [
        ("", "alipay.trade.page.pay", "FAST_INSTANT_TRADE_PAY"),
        ("93.184.216.34", "alipay.trade.wap.pay", "QUICK_WAP_WAY"),
    ],
)
def test_page_for_a_desktop_and_the_app_for_a_phone(address, method, product):
    with AlipayStandIn() as peer:
        url = provider_called("alipay", peer.secrets).start(asked(address=address, title='A/B=C&D,"E"')).url
    values = dict(parse_qsl(urlsplit(url).query))
    order = json.loads(values["biz_content"])

    assert url.startswith("https://openapi.alipay.com/gateway.do?")
    assert (values["method"], order["product_code"], order["total_amount"]) == (method, product, "19.90")
    assert order["subject"] == "A B C D  E "
    assert (values["return_url"], values["charset"]) == ("https://shop.example/back?a=1&b=2", "utf-8")


def test_refunds_are_told_as_a_sum():
    with AlipayStandIn() as peer:
        peer.quiet = True
        provider = provider_called("alipay", peer.secrets, base=peer.base)
        peer.visit(provider.start(asked()).url)
        peer.pay(KEY)
        peer.give_back(KEY, 500)
        peer.give_back(KEY, 1490)
        first, second = (
            provider.notice(each.headers, each.body, now=datetime.now(tz=UTC)) for each in peer.notices[1:]
        )

    assert [(each.kind, each.amount, each.total) for each in (first, second)] == [
        ("refunded", 0, 500),
        ("refunded", 0, 1990),
    ]
    assert first.refund != second.refund


def test_answer_that_is_not_signed_is_not_believed():
    with AlipayStandIn() as peer:
        provider = provider_called("alipay", peer.secrets, base=peer.base)
        peer.visit(provider.start(asked()).url)
        peer.unsigned = True
        with pytest.raises(ProviderFailed):
            provider.look(KEY, "")


def test_answer_about_another_payment_is_not_believed(monkeypatch):
    with AlipayStandIn() as peer:
        provider = provider_called("alipay", peer.secrets, base=peer.base)
        for key in (KEY, "another12345"):
            peer.visit(provider.start(asked(key=key)).url)
        monkeypatch.setattr(peer, "_query", lambda order, query=peer._query: query({"out_trade_no": "another12345"}))
        with pytest.raises(ProviderFailed, match="cannot be used"):
            provider.look(KEY, "")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig"])
def test_bill_of_the_account_has_fees_as_lines(encoding):
    with AlipayStandIn() as peer:
        found = list(provider_called("alipay", peer.secrets).statement(ACCOUNT_BILL.encode(encoding)))

    assert [(line.kind, line.payment, line.amount, line.fee) for line in found] == [
        ("paid", KEY, 1990, 0), ("fee", KEY, 0, 12), ("refunded", KEY, 500, 0), ("other", "", 9000, 0),
    ]  # fmt: skip


def test_signed_form_with_a_word_twice_is_unreadable():
    said = {"app_id": APP, "notify_id": "1", "notify_time": beijing(datetime.now(tz=UTC))}
    sign = signature("&".join(f"{name}={said[name]}" for name in sorted(said)))
    body = urlencode([*said.items(), ("sign_type", "RSA2"), ("sign", sign), ("notify_id", "2")]).encode()
    with AlipayStandIn() as peer, pytest.raises(Unreadable):
        provider_called("alipay", peer.secrets).notice({}, body, now=datetime.now(tz=UTC))


@pytest.mark.parametrize("sign_type", ["RSA", "", "MD5"])
def test_weaker_signature_is_refused(sign_type):
    with pytest.raises(Forged):
        of_2019().notice({}, real(sign_type=sign_type), now=at("2019-08-15 15:38:00"))


def test_key_is_read_bare_and_with_its_frame():
    pem = public_pem(key_of("alipay"))
    numbers = [
        next(iter(public_keys(text, field="").values())).public_numbers()
        for text in (pem, bare(pem), f" {bare(pem)}\n")
    ]

    assert numbers[0] == numbers[1] == numbers[2]


def test_other_currencies_are_not_taken():
    with AlipayStandIn() as peer, pytest.raises(Invalid):
        provider_called("alipay", peer.secrets).start(asked(amount=Money(100, "USD")))
