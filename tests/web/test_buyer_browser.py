"""On a phone, with script and without, in both languages: an offer, an order, its receipt, and money given back."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.install import Install, new_install
from tests.web.test_rituals_browser import phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

STAGE = """
import json
from datetime import timedelta
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.market.stall import on_sale
cast = call_cast(now=now())
on_sale(cast, title="A pen", story="Writes for years.", price=1250, left=3)
facts = {"lifetime": timedelta(hours=1), "now": now()}
who = ("stranger", "alice")
print(json.dumps({one: make_one_time_link(account=cast.accounts[one].pk, **facts) for one in who}))
"""
SAID = {
    "en": {
        "left": "3 are left", "buy": "Buy", "rules": "I have read the rules", "order": "Order now",
        "way": "By transfer or in cash", "receipt": "Receipt", "sum": "Sum", "back": "Given back", "orders": "My orders",
        "seen": "What you saw", "there": "The money is there", "why": "Why", "whole": "Give all of it back",
        "count": "How many", "pay": "To pay", "more": "Coupon, receipt and more", "coupon": "Coupon",
        "none": "There is no such coupon.",
    },
    "zh-CN": {
        "left": "还剩 3", "buy": "购买", "rules": "我已阅读", "order": "提交订单", "way": "转账或现金", "receipt": "收据",
        "sum": "合计", "back": "已退款", "orders": "我的订单", "seen": "你看到了什么", "there": "钱已到账", "why": "理由", "whole": "全部退款",
        "count": "数量", "pay": "应付", "more": "优惠码、收据等", "coupon": "优惠码", "none": "没有这个优惠码。",
    },
}  # fmt: skip


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


@pytest.mark.parametrize(("language", "script"), [("en", True), ("en", False), ("zh-CN", True)])
def test_stranger_buys_in_three_taps(install: Install, browser: Browser, language: str, script: bool) -> None:
    tokens, said = install.python(STAGE), SAID[language]
    with install.serving():
        zoe, alice = phone(browser, language, script=script), phone(browser, language, script=script)
        zoe.goto(f"{install.address}/enter/{tokens['stranger']}?next=/o/pen")
        expect(zoe.get_by_text(re.compile(said["left"]))).to_be_visible()
        expect(zoe.get_by_text("Writes for years.")).to_be_visible()
        fits(zoe)

        zoe.get_by_role("button", name=said["buy"]).click()
        zoe.get_by_label(said["count"]).fill("2")
        zoe.get_by_label(re.compile(said["rules"])).check()
        if script:
            expect(zoe.locator("#sum")).to_contain_text(re.compile(f"{said['pay']}.*25.00"))
            types_faster_than_the_network(zoe, said)
        fits(zoe)
        zoe.get_by_role("button", name=said["order"]).click()
        expect(zoe.get_by_text(said["way"])).to_be_visible()
        place = zoe.url
        key = place.rpartition("/")[2]
        assert "/m/table/orders/" in place

        alice.goto(f"{install.address}/enter/{tokens['alice']}?next=/console/table/orders/{key}")
        alice.get_by_label(said["seen"]).fill("Transfer 7")
        alice.get_by_role("button", name=said["there"]).click()
        expect(alice.get_by_text(re.compile("Transfer 7"))).to_be_visible()

        zoe.goto(f"{install.address}/m/table/me")
        zoe.get_by_role("link", name=said["orders"]).click()
        zoe.get_by_role("link", name="A pen").click()
        zoe.get_by_role("link", name=said["receipt"], exact=True).click()
        expect(zoe.get_by_text(said["sum"], exact=True)).to_be_visible()
        fits(zoe)

        alice.get_by_label(said["why"]).fill("A scratch")
        alice.get_by_role("button", name=said["whole"]).click()
        fits(alice)
        zoe.goto(place)
        expect(zoe.get_by_role("heading", name=said["back"])).to_be_visible()
        expect(zoe.get_by_text(re.compile("A scratch"))).to_be_visible()
        fits(zoe)


def types_faster_than_the_network(page: Page, said: dict[str, str]) -> None:
    """Change twice while the first answer travels: what is shown belongs to what stands in the fields."""
    page.route("**/checkout/sum", slowed)
    page.get_by_label(said["count"]).fill("3")
    page.get_by_label(said["count"]).blur()
    page.get_by_text(said["more"]).click()
    page.get_by_label(said["coupon"]).fill("NOPE")
    page.get_by_label(said["coupon"]).blur()
    expect(page.locator("#sum")).to_contain_text(said["none"])
    page.get_by_label(said["coupon"]).fill("")
    page.get_by_label(said["count"]).fill("2")
    page.get_by_label(said["count"]).blur()
    expect(page.locator("#sum")).to_contain_text("25.00")
    page.unroute("**/checkout/sum")


def slowed(route: Route) -> None:
    time.sleep(0.5)
    route.continue_()


def fits(page: Page) -> None:
    assert page.locator("html").evaluate("page => page.scrollWidth <= screen.width")
