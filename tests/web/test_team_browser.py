"""On phones, in both languages, without script too: a team is begun, shared, joined by a second phone, and complete."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.install import Install, new_install
from tests.web.test_buyer_browser import fits
from tests.web.test_rituals_browser import phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

STAGE = """
import json
from datetime import timedelta
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.market.stall import on_sale
from tests.market.teams import together
cast = call_cast(now=now())
together(cast, on_sale(cast, title="A pen", story="Writes for years.", left=9), people=2)
facts = {"lifetime": timedelta(hours=1), "now": now()}
who = ("dan", "carol", "alice")
print(json.dumps({one: make_one_time_link(account=cast.accounts[one].pk, **facts) for one in who}))
"""
SAID = {
    "en": {
        "begin": "Begin a team", "order": "Order now", "first": "Pay first.", "link": "Link to your team",
        "join": "Join for", "missing": "1 more has to pay", "done": "Your team is complete.", "seen": "What you saw",
        "there": "The money is there", "waits": "1 is missing",
    },
    "zh-CN": {
        "begin": "开团", "order": "提交订单", "first": "请先付款", "link": "你的团的链接", "join": "加入", "missing": "还需要 1 人付款",
        "done": "你的团已成团", "seen": "你看到了什么", "there": "钱已到账", "waits": "还差 1 人",
    },
}  # fmt: skip


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


@pytest.mark.parametrize(("language", "script"), [("en", True), ("en", False), ("zh-CN", True)])
def test_begun_on_one_phone_and_complete_on_another(
    install: Install, browser: Browser, language: str, script: bool
) -> None:
    tokens, said = install.python(STAGE), SAID[language]
    with install.serving():
        dan, carol, alice = (phone(browser, language, script=script) for _who in range(3))
        dan.goto(f"{install.address}/enter/{tokens['dan']}?next=/o/pen")
        fits(dan)
        dan.get_by_role("link", name=said["begin"]).click()
        fits(dan)
        dan.get_by_role("button", name=said["order"]).click()
        expect(dan.get_by_text(re.compile(said["first"]))).to_be_visible()
        alice.goto(f"{install.address}/enter/{tokens['alice']}?next=/console/table/earn")
        see_money(alice, install, dan, said)

        dan.reload()
        fits(dan)
        share = dan.get_by_label(said["link"], exact=True).input_value()
        carol.goto(f"{install.address}/enter/{tokens['carol']}?next=/o/pen")
        expect(carol.get_by_text(re.compile(said["waits"]))).to_be_visible()
        fits(carol)
        carol.goto(share)
        expect(carol.get_by_text(re.compile(said["missing"]))).to_be_visible()
        fits(carol)
        carol.get_by_role("link", name=re.compile(said["join"])).click()
        fits(carol)
        carol.get_by_role("button", name=said["order"]).click()
        see_money(alice, install, carol, said)

        for one in (dan, carol):
            one.reload()
            expect(one.get_by_text(re.compile(said["done"]))).to_be_visible()
            fits(one)


def see_money(alice: Page, install: Install, buyer: Page, said: dict[str, str]) -> None:
    """Let the owner see the transfer of the order that a buyer looks at."""
    expect(buyer).to_have_url(re.compile("/m/table/orders/"))
    alice.goto(f"{install.address}/console/table/orders/{buyer.url.rpartition('/')[2]}")
    alice.get_by_label(said["seen"]).fill("Transfer 7")
    alice.get_by_role("button", name=said["there"]).click()
    expect(alice.get_by_text(re.compile("Transfer 7"))).to_be_visible()
