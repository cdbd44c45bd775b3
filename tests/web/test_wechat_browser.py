"""Inside of WeChat, in Chinese: the payment opens in the app; WeChat's bridge is a stand-in in the page."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.install import Install, new_install
from tests.market.standin.wechatpay import WechatPayStandIn
from tests.web.test_main_path import PHONE
from tests.web.test_pay_browser import SAID, open_shop, ordered

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]
AGENT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36 MicroMessenger/8.0.49"
BRIDGE = """
addEventListener("load", () => setTimeout(() => {
  window.WeixinJSBridge = {
    invoke: async (name, call, told) => told({ err_msg: `get_brand_wcpay_request:${await wechat(name, call)}` }),
  };
  document.dispatchEvent(new Event("WeixinJSBridgeReady"));
}, 50));
"""
"""WeChat brings its bridge some time after the page."""


class Bridge:
    """What the app does with what it is told: is cancelled, fails, then pays."""

    def __init__(self, peer: WechatPayStandIn) -> None:
        self.peer, self.answers, self.calls = peer, ["cancel", "fail", "ok"], list[str]()
        self.notify = ""

    def __call__(self, name: str, call: dict[str, Any]) -> str:
        key, answer = self.peer.opened(call), self.answers[len(self.calls)]
        self.calls.append(f"{name} {key}")
        if answer == "ok":
            self.peer.payments[key].notify = self.notify
            assert self.peer.pay(key).status == 200
        return answer


def inside(browser: Browser, bridge: Bridge) -> Page:
    """Open WeChat's own browser."""
    context = browser.new_context(**{**PHONE, "locale": "zh-CN", "user_agent": AGENT})
    context.add_init_script(BRIDGE)
    context.expose_function("wechat", bridge)
    return context.new_page()


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


def test_dan_pays_inside_of_wechat(install: Install, browser: Browser) -> None:
    said = SAID["zh-CN"]
    with WechatPayStandIn() as wechat, open_shop(install, wechatpay=wechat) as (address, facts):
        wechat.moved, bridge = (install.address, address), Bridge(wechat)
        bridge.notify = f"{address}/webhooks/wechatpay/{facts['wechatpay']}"
        dan = inside(browser, bridge)
        ordered(dan, address, facts["token"], said, "wechat")

        expect(dan).to_have_url(re.compile(f"{address}/m/table/orders/[a-z0-9]+$"))
        pay, failed = dan.get_by_role("button", name=said["now"]), dan.get_by_text("微信没能打开支付")
        expect(dan.get_by_role("button", name="显示付款码")).to_be_visible()
        pay.click()
        expect(failed).to_be_visible()
        assert dan.locator("html").evaluate("page => page.scrollWidth <= screen.width")
        pay.click()
        expect(dan.get_by_role("link", name=said["receipt"], exact=True)).to_be_visible(timeout=15_000)

        keys = [call.removeprefix("getBrandWCPayRequest ") for call in bridge.calls]
        assert keys[0] == keys[1] != keys[2]
        assert set(keys) == set(wechat.payments)
