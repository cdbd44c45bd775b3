"""Paying inside of WeChat, against a stand-in that checks what the app is told as WeChat does."""

import html
import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.db import connection
from django.test import Client
from wechatpayv3.utils import rsa_sign

from coterie.kit.clock import now, shifted
from coterie.kit.errors import Invalid
from coterie.market.domain.inside import GOOD_FOR, is_ours, start_inside, state_of
from coterie.market.models import Order, Payment, ProviderAccount
from coterie.market.providers.port import provider_called
from coterie.market.providers.wechatpay.official import OfficialAccount
from tests.api.token import call, token_of
from tests.cast import Cast, call_cast
from tests.market.counter import open_counter, set_up
from tests.market.stall import on_sale
from tests.market.standin.wechatpay import WechatPayStandIn
from tests.web.visit import visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
INSIDE = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 14) Mobile MicroMessenger/8.0.49"}


class Shop:
    """The table's till with WeChat Pay, and dan with his phone."""

    def __init__(self, cast: Cast, peer: WechatPayStandIn) -> None:
        self.cast, self.peer, self.dan = cast, peer, visitor(cast, "dan")

    @property
    def order(self) -> Order:
        return Order.objects.get()

    @property
    def page(self) -> str:
        return f"/m/table/orders/{self.order.key}"

    def checked_out(self) -> str:
        """Order a pen; return where dan's phone is sent."""
        page = self.dan.get("/o/pen/checkout", **INSIDE)
        facts = {"variant": page.context["form"].fields["variant"].initial, "quantity": "1", "way": "wechatpay"}
        return str(self.dan.post("/o/pen/checkout", facts, **INSIDE)["Location"])

    def sent(self, **said: str) -> Any:
        return self.dan.post(f"{self.page}/payment", {"way": "wechatpay", **said}, **INSIDE)

    def back(self, url: str) -> str:
        """Ask WeChat who dan is; return the path on which he comes back."""
        return path_of(came_back(url))

    def told(self) -> dict[str, str]:
        """Return what the order's page has WeChat told."""
        return call_on(self.dan.get(self.page, **INSIDE).content.decode())


class Stays(urllib.request.HTTPRedirectHandler):
    """A browser that does not follow."""

    def redirect_request(self, *_words: object) -> None:
        return None


def came_back(url: str) -> str:
    """Return where WeChat sends a browser."""
    try:
        urllib.request.build_opener(Stays).open(url.partition("#")[0])
    except urllib.error.HTTPError as error:
        with error:
            return str(error.headers["Location"])
    raise AssertionError(url)


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def call_on(page: str) -> dict[str, str]:
    """Return what a page has WeChat told; nothing where the payment is not begun inside of it."""
    found = re.search(r'data-wechat-pay="([^"]*)"', page)
    assert found
    return dict(json.loads(html.unescape(found[1]) or "{}"))


@pytest.fixture
def shop(live_server: Any, settings: Any) -> Iterator[Shop]:
    settings.BASE_URL = str(live_server.url)
    cast = call_cast()
    on_sale(cast, left=9)
    with open_counter(cast, "wechatpay", quiet=False) as (peer, _account):
        assert isinstance(peer, WechatPayStandIn)
        yield Shop(cast, peer)


def test_order_is_paid_inside_of_wechat(shop: Shop) -> None:
    url = shop.checked_out()
    assert url.startswith(f"{shop.peer.base}/connect/oauth2/authorize?")
    assert url.endswith("#wechat_redirect")
    assert shop.told() == {}

    answer = shop.dan.get(shop.back(url), **INSIDE)
    assert (answer.status_code, answer["Location"]) == (302, f"{shop.page}#pay")
    key = shop.peer.opened(shop.told())
    assert (key, shop.peer.payments[key].more["way"]) == (shop.order.payments.get().key, "jsapi")
    assert shop.peer.pay(key).status == 200

    assert shop.order.state == "paid"
    assert shop.order.payments.get().external == shop.peer.payments[key].external
    assert "data-wechat-pay" not in shop.dan.get(shop.page, **INSIDE).content.decode()


def test_library_signs_the_same_words(shop: Shop) -> None:
    secrets = shop.peer.secrets
    told = provider_called("wechatpay", secrets).call("prepay_id=wx201410272009395522657a690389285100")  # type: ignore[attr-defined]
    lines = [told[name] for name in ("appId", "timeStamp", "nonceStr", "package")]

    assert told["paySign"] == rsa_sign(
        load_pem_private_key(secrets["private_key"].encode(), None), "\n".join(lines) + "\n"
    )
    assert abs(int(told["timeStamp"]) - now().timestamp()) < 60


def test_nobody_keeps_who_the_buyer_is(shop: Shop) -> None:
    shop.dan.get(shop.back(shop.checked_out()), **INSIDE)
    shop.peer.pay(shop.order.payments.get().key)

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert shop.peer.openid not in repr(cursor.fetchall()), table


def test_coming_back_twice_is_one_payment(shop: Shop) -> None:
    back = shop.back(shop.checked_out())
    first, second = (shop.dan.get(back, **INSIDE)["Location"] for _ in range(2))

    assert first == second == f"{shop.page}#pay"
    assert (Payment.objects.count(), len(shop.peer.payments)) == (1, 1)


def test_coming_back_twice_at_once_is_one_payment(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    back, buyer, first = shop.back(shop.checked_out()), OfficialAccount.buyer, list[str]()

    def overtaken(official: OfficialAccount, code: str) -> str:
        """Let the other request be done with the code just before this one asks."""
        if not first:
            first.append("")
            first.append(shop.dan.get(back, **INSIDE)["Location"])
        return buyer(official, code)

    monkeypatch.setattr(OfficialAccount, "buyer", overtaken)

    second = shop.dan.get(back, **INSIDE)["Location"]

    assert first[-1] == second == f"{shop.page}#pay"
    assert (Payment.objects.count(), len(shop.peer.payments), ProviderAccount.objects.get().trouble) == (1, 1, "")


@pytest.mark.parametrize("how", ["altered", "late"])
def test_state_that_is_not_for_this_way_is_refused(shop: Shop, how: str) -> None:
    back = shop.back(shop.checked_out())
    if how == "altered":
        back = back.replace("state=", "state=0")
    with shifted(timedelta(minutes=11 if how == "late" else 0)):
        answer = shop.dan.get(back, **INSIDE)

    assert (answer.status_code, answer.get("Location")) == (302, shop.page)
    assert not any(row.external for row in Payment.objects.all())
    assert not any(asked.path.startswith("/sns") for asked in shop.peer.asked)


def test_state_made_for_somebody_else_is_refused(shop: Shop) -> None:
    shop.checked_out()
    asked, dan, at = shop.order.payments.get(), shop.cast.actor("dan"), now()
    theirs, own = (state_of(asked.key, who, at + GOOD_FOR) for who in (shop.cast.actor("eve"), dan))

    with pytest.raises(Invalid):
        start_inside(payment=asked.pk, code="any", state=theirs, actor=dan, now=at)

    assert (is_ours(theirs, asked.key, dan, at), is_ours(own, asked.key, dan, at)) == (False, True)
    assert not any(one.path.startswith("/sns") for one in shop.peer.asked)


def test_state_of_an_earlier_payment_is_refused(shop: Shop) -> None:
    back = shop.back(shop.checked_out())
    shop.dan.get(back, **INSIDE)
    shop.sent()
    answer = shop.dan.get(back, **INSIDE)

    assert answer["Location"] == shop.page
    assert [row.is_begun for row in Payment.objects.order_by("pk")] == [True, False]


def test_code_that_wechat_does_not_know_is_said(shop: Shop) -> None:
    back = re.sub("code=[0-9a-f]+", "code=made-up", shop.back(shop.checked_out()))
    shop.dan.get(back, **INSIDE)

    assert "WeChat refused: invalid code" in shop.dan.get(shop.page, **INSIDE).content.decode()
    assert ProviderAccount.objects.get().trouble == ""
    assert not Payment.objects.get().is_begun


def test_official_account_whose_secret_is_wrong_is_in_trouble(shop: Shop) -> None:
    back, shop.peer.app_secret = shop.back(shop.checked_out()), "another"

    shop.dan.get(back, **INSIDE)

    assert ProviderAccount.objects.get().trouble == "WeChat refused: invalid appsecret"


def test_code_to_scan_can_be_had_instead_and_given_up_again(shop: Shop) -> None:
    shop.dan.get(shop.back(shop.checked_out()), **INSIDE)
    first = shop.order.payments.get()
    assert shop.sent(scan="1")["Location"] == shop.page
    page = shop.dan.get(shop.page, **INSIDE).content.decode()
    assert "qr-picture" in page
    assert call_on(page) == {}

    shop.dan.get(shop.back(shop.sent()["Location"]), **INSIDE)
    last = shop.order.payments.order_by("-pk")[0]

    assert shop.peer.opened(shop.told()) == last.key
    assert [row.state for row in shop.order.payments.order_by("pk")] == ["failed", "failed", "asked"]
    shop.peer.pay(first.key)
    assert shop.order.state == "paid"


def test_somebody_elses_wechat_asks_anew(shop: Shop) -> None:
    shop.dan.get(shop.back(shop.checked_out()), **INSIDE)
    shop.peer.openid = "oAnother"
    shop.dan.get(shop.back(shop.sent()["Location"]), **INSIDE)

    assert shop.peer.payments[shop.peer.opened(shop.told())].more["payer"] == "oAnother"


def test_without_the_official_account_there_is_a_code_as_before(shop: Shop) -> None:
    shop.peer.secrets["app_secret"] = ""
    ProviderAccount.objects.all().delete()
    set_up(shop.cast, shop.peer, "wechatpay")

    assert path_of("http://x" + shop.checked_out()) == shop.page
    assert "qr-picture" in shop.dan.get(shop.page, **INSIDE).content.decode()


def test_api_has_a_code_for_what_was_begun_inside(shop: Shop) -> None:
    shop.dan.get(shop.back(shop.checked_out()), **INSIDE)
    own = f"/me/memberships/table/orders/{shop.order.key}/payment"
    said = call("PUT", own, token_of(shop.cast, "dan"), {"way": "wechatpay"}).json()

    assert said["to_pay"]["code"].startswith("weixin://")


def test_other_browsers_go_the_other_ways(shop: Shop) -> None:
    shop.dan.get(shop.back(shop.checked_out()), **INSIDE)

    page = Client.get(shop.dan, shop.page).content.decode()
    assert "data-wechat-pay" not in page
    assert shop.dan.post(f"{shop.page}/payment", {"way": "wechatpay"})["Location"] == shop.page
    assert "qr-picture" in shop.dan.get(shop.page).content.decode()
