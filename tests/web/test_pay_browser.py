"""On a phone, with script and without, in both languages: to a provider's page and back, and a code to be scanned."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.edge.server import House, serving
from tests.install import Install, new_install
from tests.market.standin.server import StandIn
from tests.market.standin.stripe import StripeStandIn
from tests.market.standin.wechatpay import WechatPayStandIn
from tests.web.test_rituals_browser import phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

STAGE = """
import json, os
from datetime import timedelta
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.kit.clock import now
from coterie.market.domain.provider_account import set_up_provider
from coterie.market.queries.providers import notify_address
from tests.cast import call_cast
from tests.market.stall import on_sale
cast = call_cast(now=now())
on_sale(cast, title="A pen", story="Writes for years.", price=1250, left=3)
facts = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": now()}
secrets = json.loads('''SECRETS''')
rows = {name: set_up_provider(provider=name, secrets=said, on=True, **facts) for name, said in secrets.items()}
link = {"account": cast.accounts["dan"].pk, "lifetime": timedelta(hours=1), "now": now()}
print(json.dumps({"token": make_one_time_link(**link), **{name: row.key for name, row in rows.items()}}))
"""
SAID = {
    "en": {
        "card": "By card", "wechat": "WeChat Pay", "order": "Order now", "receipt": "Receipt", "scan": "Scan this code",
        "now": "Pay now", "again": "look again", "hand": "By transfer or in cash", "down": "did not answer|refused",
    },
    "zh-CN": {
        "card": "银行卡", "wechat": "微信支付", "order": "提交订单", "receipt": "收据", "scan": "请用微信扫这个码",
        "now": "立即支付", "again": "刷新看看", "hand": "转账或现金", "down": "没有回答|拒绝",
    },
}  # fmt: skip


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


@contextmanager
def open_shop(install: Install, **peers: StandIn) -> Iterator[tuple[str, dict[str, str]]]:
    """Run a server that is paid through stand-ins; yield its address and what the stage says."""
    secrets = json.dumps({name: peer.secrets for name, peer in peers.items()})
    facts = install.python(STAGE.replace("SECRETS", secrets.replace("\\", "\\\\")))
    bases = json.dumps({name: peer.base for name, peer in peers.items()})
    environment = {**install.environment, "DJANGO_SETTINGS_MODULE": "coterie.settings", "STANDINS": bases}
    with serving(House(environment, ""), "tests.market.beside:application") as (port, _process):
        yield f"http://127.0.0.1:{port}", facts


def ordered(page: Page, address: str, token: str, said: dict[str, str], way: str) -> None:
    """Order a pen, to be paid in some way."""
    page.goto(f"{address}/enter/{token}?next=/o/pen/checkout")
    page.get_by_label(re.compile(said[way])).check()
    assert page.locator("html").evaluate("page => page.scrollWidth <= screen.width")
    page.get_by_role("button", name=said["order"]).click()


@pytest.mark.parametrize(("language", "script"), [("en", True), ("en", False), ("zh-CN", True)])
def test_dan_pays_by_card(install: Install, browser: Browser, language: str, script: bool) -> None:
    said = SAID[language]
    with StripeStandIn() as stripe, open_shop(install, stripe=stripe) as (address, facts):
        stripe.notify = f"{address}/webhooks/stripe/{facts['stripe']}"
        dan = phone(browser, language, script=script)
        ordered(dan, address, facts["token"], said, "card")

        expect(dan.get_by_role("heading", name=re.compile("Table"))).to_be_visible()
        assert dan.url.startswith(stripe.base)
        [payment] = stripe.payments.values()
        payment.back = payment.back.replace(install.address, address)
        dan.get_by_role("button", name="Pay").click()

        expect(dan.get_by_role("link", name=said["receipt"], exact=True)).to_be_visible()
        assert dan.url.startswith(f"{address}/m/table/orders/")
        assert dan.locator("html").evaluate("page => page.scrollWidth <= screen.width")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_dan_scans_a_code_after_the_provider_was_down(install: Install, browser: Browser, language: str) -> None:
    said = SAID[language]
    with WechatPayStandIn() as wechat, open_shop(install, wechatpay=wechat) as (address, facts):
        wechat.trouble = 500
        dan = browser.new_context(locale=language, viewport={"width": 1280, "height": 900}).new_page()
        ordered(dan, address, facts["token"], said, "wechat")
        expect(dan.get_by_text(re.compile(said["down"]))).to_be_visible()
        expect(dan.get_by_role("button", name=said["hand"])).to_be_visible()

        wechat.trouble = ""
        dan.get_by_role("button", name=said["now"]).click()
        expect(dan.get_by_text(re.compile(said["scan"]))).to_be_visible()
        expect(dan.locator(".qr-picture svg")).to_be_visible()

        [payment] = wechat.payments.values()
        payment.notify = f"{address}/webhooks/wechatpay"
        assert wechat.pay(payment.key).status == 200
        dan.get_by_role("link", name=re.compile(said["again"])).click()
        expect(dan.get_by_role("link", name=said["receipt"], exact=True)).to_be_visible()
