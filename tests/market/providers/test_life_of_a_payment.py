"""Each provider from the asking to the statement, against a stand-in that checks as the provider does."""

import urllib.request
from datetime import timedelta

import pytest

from coterie.kit.clock import now, shifted
from coterie.kit.errors import Invalid
from coterie.kit.money import Money
from coterie.market.providers.port import Forged, ProviderFailed, Unreadable, Wanted, provider_called
from tests.market.standin.alipay import AlipayStandIn
from tests.market.standin.shop import open_shop
from tests.market.standin.stripe import StripeStandIn
from tests.market.standin.wechatpay import WechatPayStandIn

KEY = "kQ3xPz9LmN2a"
PEERS = {
    "stripe": StripeStandIn, "wechatpay": WechatPayStandIn,
    "wechatpay-certificates": lambda: WechatPayStandIn(certificates=True), "alipay": AlipayStandIn,
}  # fmt: skip
TAKEN = {"stripe": b"ok", "wechatpay": b'{"code":"SUCCESS","message":"OK"}', "alipay": b"success"}
KEEPS = {"stripe": 1990 * 29 // 1000 + 30, "wechatpay": 12, "alipay": 12}


@pytest.fixture(params=PEERS)
def name(request):
    return request.param.partition("-")[0]


@pytest.fixture
def peer(request, name):
    with PEERS[request.node.callspec.params["name"]]() as standing:
        yield standing


@pytest.fixture
def shop(peer, name):
    with open_shop() as opened:
        opened.provider = provider_called(name, peer.secrets, base=peer.base)
        if name == "stripe":
            peer.notify = opened.url
        yield opened


def wanted(shop, **more):
    given = {
        "key": KEY, "amount": Money(1990, "CNY"), "title": "十节课：开始", "back": "https://shop.example/orders/1?a=1&b=2",
        "notify": shop.url, "ends": now() + timedelta(hours=2), **more,
    }  # fmt: skip
    return Wanted(**given)


def begin(peer, shop, **more):
    """Ask for a payment; with Alipay the buyer must come before it is known."""
    started = shop.provider.start(wanted(shop, **more))
    if isinstance(peer, AlipayStandIn):
        peer.visit(started.url)
    return started


def test_payment_is_asked_for_paid_and_told(peer, shop, name):
    started = begin(peer, shop)
    sent = peer.pay(KEY)

    (notice,) = shop.taken
    assert (notice.kind, notice.payment, notice.amount, notice.currency) == ("paid", KEY, 1990, "CNY")
    assert (sent.status, sent.body) == (200, TAKEN[name])
    assert abs(notice.at - now()) < timedelta(minutes=1)
    assert notice.external
    assert started.url or started.code.startswith("weixin://")


def test_asking_twice_for_a_key_is_one_payment(peer, shop):
    first, second = begin(peer, shop), begin(peer, shop)

    assert (first.external, first.code) == (second.external, second.code)
    assert len(peer.payments) == 1


def test_notice_that_comes_twice_is_the_same_event(peer, shop):
    begin(peer, shop)
    peer.pay(KEY)
    peer.deliver(peer.again(peer.notices[0]))
    peer.deliver(peer.notices[0])

    first, second, third = shop.taken
    assert first == second == third


@pytest.mark.parametrize("spoilt", ["forged", "altered"])
def test_notice_that_is_not_the_providers_is_refused(peer, shop, spoilt):
    begin(peer, shop)
    peer.quiet = True
    peer.pay(KEY)
    sent = peer.deliver(getattr(peer, spoilt)(peer.notices[0]))

    assert (sent.status, shop.taken, [type(error) for error in shop.refused]) == (401, [], [Forged])


def test_notice_that_is_too_old_is_refused(peer, shop):
    begin(peer, shop)
    peer.quiet = True
    peer.pay(KEY)
    sent = peer.deliver(peer.stale(peer.notices[0]))

    assert (sent.status, shop.taken) == (401, [])


def test_notice_that_is_replayed_days_later_is_refused(peer, shop):
    begin(peer, shop)
    peer.pay(KEY)
    with shifted(timedelta(days=2)):
        sent = peer.deliver(peer.notices[0])

    assert (sent.status, len(shop.taken)) == (401, 1)


def test_notice_for_another_account_is_refused(peer, shop, name):
    begin(peer, shop)
    peer.quiet = True
    peer.pay(KEY)
    other = {"stripe": "webhook_secret", "wechatpay": "mchid", "alipay": "app_id"}[name]
    stranger = provider_called(name, {**peer.secrets, other: "1234567890"}, base=peer.base)

    with pytest.raises(Forged):
        stranger.notice(peer.notices[0].headers, peer.notices[0].body, now=now())


def test_notices_out_of_order_say_what_they_are(peer, shop):
    begin(peer, shop)
    peer.quiet = True
    peer.pay(KEY)
    peer.give_back(KEY, 500)
    for notice in reversed(peer.notices):
        peer.deliver(notice)

    assert [notice.kind for notice in shop.taken if notice.kind != "other"] == ["refunded", "paid"]
    assert {notice.payment for notice in shop.taken} <= {KEY, ""}


def test_look_before_the_payment_and_after(peer, shop):
    started = begin(peer, shop)
    before = shop.provider.look(KEY, started.external)
    peer.quiet = True
    peer.pay(KEY)
    after = shop.provider.look(KEY, started.external)

    assert before is None
    assert (after.kind, after.payment, after.amount, after.currency) == ("paid", KEY, 1990, "CNY")


def test_look_at_what_the_provider_does_not_know(peer, shop):
    assert shop.provider.look("nobodyknows1", "cs_test_nobody" if isinstance(peer, StripeStandIn) else "") is None


def test_look_at_a_payment_that_was_not_made_in_time(peer, shop):
    started = begin(peer, shop)
    peer.quiet = True
    peer.fail(KEY)
    found = shop.provider.look(KEY, started.external)

    assert (found.kind, found.payment) == ("failed", KEY)


def test_refund_once_for_its_number(peer, shop):
    begin(peer, shop)
    peer.pay(KEY)
    asked = {
        "payment": KEY, "external": shop.taken[0].external, "amount": Money(500, "CNY"), "total": Money(1990, "CNY"),
        "why": "Lesson 3 fell out",
    }  # fmt: skip
    first = shop.provider.refund(refund="r1aaaaaaaaaa", **asked)
    again = shop.provider.refund(refund="r1aaaaaaaaaa", **asked)
    second = shop.provider.refund(refund="r2bbbbbbbbbb", **asked)

    assert first == again != second
    assert peer.payments[KEY].given_back == 1000


def test_refund_of_more_than_was_paid_fails_in_the_providers_words(peer, shop, name):
    begin(peer, shop)
    peer.pay(KEY)
    with pytest.raises(ProviderFailed, match=r"退款|greater"):
        shop.provider.refund(
            refund="r1aaaaaaaaaa", payment=KEY, external=shop.taken[0].external, amount=Money(1991, "CNY"),
            total=Money(1990, "CNY"), why="",
        )  # fmt: skip

    assert peer.payments[KEY].given_back == 0


def test_look_after_a_whole_refund_still_says_that_it_was_paid(peer, shop):
    begin(peer, shop)
    peer.pay(KEY)
    shop.provider.refund(
        refund="r1aaaaaaaaaa", payment=KEY, external=shop.taken[0].external, amount=Money(1990, "CNY"),
        total=Money(1990, "CNY"), why="x",
    )  # fmt: skip

    assert shop.provider.look(KEY, shop.taken[0].external).kind == "paid"


def test_statement_has_what_happened(peer, shop, name):
    begin(peer, shop)
    peer.pay(KEY)
    shop.provider.refund(
        refund="r1aaaaaaaaaa", payment=KEY, external=shop.taken[0].external, amount=Money(500, "CNY"),
        total=Money(1990, "CNY"), why="x",
    )  # fmt: skip
    paid, refunded = shop.provider.statement(peer.statement())

    assert (paid.kind, paid.payment, paid.external, paid.amount, paid.fee, paid.currency) == (
        "paid", KEY, shop.taken[0].external, 1990, KEEPS[name], "CNY",
    )  # fmt: skip
    assert (refunded.kind, refunded.payment, refunded.amount, refunded.refund) == ("refunded", KEY, 500, "r1aaaaaaaaaa")
    assert refunded.fee <= 0
    assert abs(paid.at - now()) < timedelta(minutes=1)


def test_statement_of_somebody_else_is_unreadable(shop):
    for text in ["", "a,b,c\n1,2,3\n", b"\xff\xfe\x00\x81", b"PK\x03\x04"]:
        with pytest.raises(Unreadable):
            list(shop.provider.statement(text))


def test_statement_with_a_broken_line_names_it(peer, shop, name):
    begin(peer, shop)
    peer.pay(KEY)
    spoilt = peer.statement().replace(b"19.90", b"19;90")

    with pytest.raises(Unreadable, match=r"Line \d"):
        list(shop.provider.statement(spoilt))


@pytest.mark.parametrize("trouble", ["refuse", "garbage", 500, 503, 302])
def test_provider_in_trouble_is_a_failure_that_can_be_told(peer, shop, trouble):
    started = begin(peer, shop)
    peer.trouble = trouble
    with pytest.raises(ProviderFailed) as failed:
        shop.provider.look(KEY, started.external)

    assert failed.value.status == 502
    assert str(failed.value)


def test_provider_that_hangs_is_left(peer, shop, monkeypatch):
    started = begin(peer, shop)
    monkeypatch.setattr("coterie.market.providers.peer.PATIENCE", 0.3)
    peer.trouble = "hang"

    with pytest.raises(ProviderFailed, match="did not answer"):
        shop.provider.look(KEY, started.external)


def test_private_key_of_somebody_else_is_refused_by_the_provider(peer, shop, name):
    wrong = {"stripe": {"secret_key": "sk_test_wrong"}, "alipay": {}, "wechatpay": {"serial": "00"}}[name]
    wrong = wrong or {"private_key": provider_key_of_mallory()}
    provider = provider_called(name, {**peer.secrets, **wrong}, base=peer.base)

    with pytest.raises(ProviderFailed):
        provider.look(KEY, "cs_test_1")


def provider_key_of_mallory():
    from tests.market.standin.keys import key_of, private_pem

    return private_pem(key_of("mallory"))


def test_button_of_the_buyers_page_pays(peer, shop):
    started = begin(peer, shop, address="93.184.216.34", back=f"{shop.url.rpartition('/')[0]}/back")
    assert "<button>" in urllib.request.urlopen(started.url).read().decode()
    with pytest.raises(urllib.error.HTTPError):  # the shop of the tests shows no pages
        urllib.request.urlopen(urllib.request.Request(started.url, b"", method="POST"))

    assert [notice.kind for notice in shop.taken] == ["paid"]


@pytest.mark.parametrize("peer_name", ["stripe", "wechatpay", "alipay"])
def test_missing_credential_is_named(peer_name):
    with pytest.raises(Invalid) as refused:
        provider_called(peer_name, {})

    assert refused.value.field in {"secret_key", "mchid", "app_id"}


def test_provider_that_does_not_exist():
    with pytest.raises(Invalid):
        provider_called("cash", {})
