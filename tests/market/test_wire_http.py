"""The whole way through the doors: pages of the buyer and the seller, the provider's notices over HTTP, the API."""

from typing import Any

import pytest
from django.test import Client

from coterie.market.models import Order, ProviderNotice, Refund
from coterie.market.queries.providers import notify_address
from tests.api.token import call, token_of
from tests.cast import Cast, call_cast
from tests.market.counter import STANDINS, open_counter, settle
from tests.market.provider_scenes import SECRETS
from tests.market.scenes import for_sale
from tests.market.stall import balances, on_sale
from tests.market.standin.alipay import AlipayStandIn
from tests.market.standin.server import StandIn
from tests.web.visit import visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PHONE = "Mozilla/5.0 (Linux; Android 14) Mobile"


@pytest.fixture
def place(live_server: Any, settings: Any) -> str:
    """A server that providers reach."""
    settings.BASE_URL = str(live_server.url)
    return str(live_server.url)


def checked_out(client: Client, name: str, **more: str) -> Any:
    """Order a pen by the page, and choose how to pay."""
    page = client.get("/o/pen/checkout", **more)
    assert "form-action 'self' https:" in page["Content-Security-Policy"]
    facts = {"variant": page.context["form"].fields["variant"].initial, "quantity": "1", "way": name}
    return client.post("/o/pen/checkout", facts, **more)


def come(peer: StandIn, url: str) -> None:
    """Let the buyer's browser open the provider's page."""
    if isinstance(peer, AlipayStandIn):
        peer.visit(url)


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("name", "phone"), [*((name, False) for name in STANDINS), ("wechatpay", True), ("alipay", True)]
)
def test_bought_by_page_and_given_back_by_page(name: str, phone: bool) -> None:
    cast = call_cast()
    on_sale(cast, left=9)
    dan, alice, more = visitor(cast, "dan"), visitor(cast, "alice"), {"HTTP_USER_AGENT": PHONE} if phone else {}
    with open_counter(cast, name, quiet=False) as (peer, account):
        answer = checked_out(dan, name, **more)
        order = Order.objects.get()
        asked, own = order.payments.get(), f"/m/table/orders/{order.key}"
        assert (answer.status_code, answer["Location"]) == ((303, asked.url) if asked.url else (302, own))
        page = dan.get(own).content.decode()
        assert 'hx-trigger="every 5s"' in page
        assert ("qr-picture" in page) == bool(asked.code)
        assert bool(asked.code) == (name == "wechatpay" and not phone)
        come(peer, asked.url)

        told = peer.pay(asked.key)
        assert (told.status, told.notice.url) == (200, notify_address(account))
        assert peer.deliver(peer.forged(told.notice)).status == 401
        page = dan.get(own).content.decode()
        assert 'http-equiv="refresh"' not in page
        assert f"{own}/receipt" in page

        alice.post(f"/console/table/orders/{order.key}/refunds", {"whole": "1", "reason": "A scratch"})
        settle()
        assert Refund.objects.get().state == "done"
        assert "given back" in alice.get(f"/console/table/orders/{order.key}").content.decode()
        page = alice.get("/console/table/earn/notices").content.decode()
        assert order.number in page
        assert balances(cast) == {}
        assert set(ProviderNotice.objects.values_list("outcome", flat=True)) == {"done", "refused"}


@pytest.mark.usefixtures("place")
def test_bought_by_the_api() -> None:
    cast = call_cast()
    row, dan = for_sale(cast), token_of(cast, "dan")
    with open_counter(cast, "stripe", quiet=False) as (peer, _account):
        own = "/me/memberships/table/orders"
        made = call("POST", own, dan, {"lines": [{"variant": row.key}], "way": "stripe"}).json()
        said = call("PUT", f"{own}/{made['key']}/payment", dan, {"way": "stripe"}).json()
        assert said["to_pay"]["url"].startswith(peer.base)
        peer.trouble = 500
        other = call("POST", own, dan, {"lines": [{"variant": row.key}], "way": "stripe"}).json()
        refused = call("PUT", f"{own}/{other['key']}/payment", dan, {"way": "stripe"})
        assert (refused.status_code, refused.json()["code"]) == (502, "provider_failed")
        peer.trouble = ""
        [key] = peer.payments
        assert peer.pay(key).status == 200
        read = call("GET", f"{own}/{made['key']}", dan).json()
        assert (read["state"], read["to_pay"]) == ("paid", None)


def test_set_up_by_the_api_says_no_secret(cast: Cast) -> None:
    alice, path = token_of(cast, "alice"), "/communities/table/providers"
    said = call("PUT", f"{path}/stripe", alice, {"secrets": SECRETS})

    assert (said.status_code, said.json()["kept"], said.json()["said"]) == (200, list(SECRETS), {})
    assert SECRETS["webhook_secret"] not in call("GET", path, alice).content.decode()
    assert call("PUT", f"{path}/nobody", alice, {"secrets": {}}).status_code == 404
    assert call("PUT", f"{path}/alipay", alice, {"secrets": {"app_id": "1"}}).status_code == 422
