"""On a phone, with script and without, in both languages: an offer, an order, its receipt, and money given back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

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
print(json.dumps(make_one_time_link(account=cast.accounts["stranger"].pk, lifetime=timedelta(hours=1), now=now())))
"""
DEED = """
import json
from coterie.communities.models import StaffMember
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.market.domain.paying import confirm_payment
from coterie.market.domain.refund import refund_order
from coterie.market.models import Order
order, owner = Order.objects.get(), StaffMember.objects.get(role="owner", community__slug="table")
alice = {"actor": Actor(account=owner.account_id), "now": now()}
"""
CONFIRM = f'{DEED}confirm_payment(payment=order.payments.get().pk, evidence="Transfer 7", **alice)\nprint("1")'
REFUND = f'{DEED}refund_order(order=order.pk, reason="A scratch", **alice)\nprint("1")'
SAID = {
    "en": {
        "left": "3 are left", "buy": "Buy", "rules": "I have read the rules", "order": "Order now",
        "way": "By transfer or in cash", "receipt": "Receipt", "sum": "Sum", "back": "Given back", "orders": "My orders",
    },
    "zh-CN": {
        "left": "还剩 3", "buy": "购买", "rules": "我已阅读", "order": "提交订单", "way": "转账或现金", "receipt": "收据",
        "sum": "合计", "back": "已退款", "orders": "我的订单",
    },
}  # fmt: skip


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


@pytest.mark.parametrize(("language", "script"), [("en", True), ("en", False), ("zh-CN", True)])
def test_stranger_buys_in_three_taps(install: Install, browser: Browser, language: str, script: bool) -> None:
    token, said = install.python(STAGE), SAID[language]
    with install.serving():
        zoe = phone(browser, language, script=script)
        zoe.goto(f"{install.address}/enter/{token}?next=/o/pen")
        expect(zoe.get_by_text(re.compile(said["left"]))).to_be_visible()
        expect(zoe.get_by_text("Writes for years.")).to_be_visible()
        assert zoe.evaluate("document.documentElement.scrollWidth <= innerWidth")

        zoe.get_by_role("button", name=said["buy"]).click()
        zoe.get_by_label(re.compile(said["rules"])).check()
        assert zoe.evaluate("document.documentElement.scrollWidth <= innerWidth")
        zoe.get_by_role("button", name=said["order"]).click()
        expect(zoe.get_by_text(said["way"])).to_be_visible()
        place = zoe.url
        assert "/m/table/orders/" in place

        install.python(CONFIRM)
        zoe.goto(f"{install.address}/m/table/me")
        zoe.get_by_role("link", name=said["orders"]).click()
        zoe.get_by_role("link", name="A pen").click()
        zoe.get_by_role("link", name=said["receipt"], exact=True).click()
        expect(zoe.get_by_text(said["sum"], exact=True)).to_be_visible()
        assert zoe.evaluate("document.documentElement.scrollWidth <= innerWidth")

        install.python(REFUND)
        zoe.goto(place)
        expect(zoe.get_by_role("heading", name=said["back"])).to_be_visible()
        expect(zoe.get_by_text(re.compile("A scratch"))).to_be_visible()
        assert zoe.evaluate("document.documentElement.scrollWidth <= innerWidth")
