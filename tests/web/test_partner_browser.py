"""Phones in both languages: a member becomes a partner, a friend comes by the partner's page and buys, and it earns."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.install import Install, new_install
from tests.web.test_rituals_browser import phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(420)]
PATIENCE_S = 60

STAGE = """
import json
from datetime import timedelta
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.joining.domain.front_door import open_front_door
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.market.stall import on_sale
from coterie.partners.domain.programme import Promise, turn_programme, write_terms
cast = call_cast(now=now())
by = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": now()}
open_front_door(community=cast.table.pk, actor=Actor.of_system(), now=now())
on_sale(cast, title="A pen", price=5000)
write_terms(promise=Promise(agreement="Be honest.", rate=1500), **by)
turn_programme(is_open=True, **by)
link = lambda who: make_one_time_link(account=cast.accounts[who].pk, lifetime=timedelta(hours=1), now=now())
print(json.dumps({who: link(who) for who in ("paul", "alice", "dan")}))
"""
PAID = """
import json
from coterie.accounts.models import Account
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.market.domain.paying import confirm_payment
from coterie.market.models import Payment
alice = Actor(account=Account.objects.get(email="alice@example.org").pk)
confirm_payment(payment=Payment.objects.get().pk, evidence="Transfer 7", actor=alice, now=now())
print(json.dumps("paid"))
"""
SAID: dict[str, dict[str, Any]] = {
    "en": {
        "become": "Partner", "tell": "Whom will you tell of it?", "read": "I have read what partners agree to",
        "apply": "Ask to become a partner", "waits": "You have applied.", "approve": re.compile("Approve ?: Paul"), "copy": "Copy: Your link",
        "recommends": "Paul recommends", "buy": "Buy", "order": "Order now",
    },
    "zh-CN": {
        "become": "伙伴", "tell": "你会告诉谁？", "read": "我已阅读并接受伙伴协议", "apply": "申请成为伙伴", "waits": "你已申请。",
        "approve": re.compile("通过 ?: Paul"), "copy": "复制: 你的链接", "recommends": "Paul 推荐", "buy": "购买",
        "order": "提交订单",
    },
}  # fmt: skip


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_member_becomes_a_partner_and_earns_by_who_comes(install: Install, browser: Browser, language: str) -> None:
    facts, said = install.python(STAGE), SAID[language]
    with install.serving():
        paul = phone(browser, language)
        paul.goto(f"{install.address}/enter/{facts['paul']}?next=/m/table/me")
        paul.get_by_role("link", name=said["become"], exact=True).click()
        paul.get_by_label(said["tell"]).fill("Everybody I know")
        paul.get_by_label(said["read"]).check()
        paul.get_by_role("button", name=said["apply"]).click()
        expect(paul.get_by_text(said["waits"])).to_be_visible()

        alice = phone(browser, language)
        alice.goto(f"{install.address}/enter/{facts['alice']}?next=/console/table/spread/partners")
        alice.get_by_role("button", name=said["approve"]).click()
        alice.wait_for_url(re.compile("/partners/person/"))

        dan = phone(browser, language)
        dan.goto(copied_link(install, paul, said))
        expect(dan.get_by_text(said["recommends"])).to_be_visible()
        assert fits(dan)
        dan.goto(f"{install.address}/enter/{facts['dan']}?next=/o/pen")
        dan.get_by_role("button", name=said["buy"]).click()
        dan.get_by_role("button", name=said["order"]).click()
        dan.wait_for_url(re.compile("/m/table/"))
        install.python(PAID)

        until_earned(paul)
        assert fits(paul)


def copied_link(install: Install, paul: Page, said: dict[str, Any]) -> str:
    """Return what the button beside the link puts onto the clipboard."""
    paul.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=install.address)
    paul.reload()
    paul.get_by_role("button", name=said["copy"]).click()
    paul.wait_for_selector("[data-copied]")
    return str(paul.evaluate("navigator.clipboard.readText()"))


def until_earned(paul: Page) -> None:
    """Look again until the order was heard: 15 % of 50.00."""
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends and "7.50" not in (paul.locator("main").text_content() or ""):
        paul.reload()
    expect(paul.locator("main")).to_contain_text("7.50")


def fits(page: Page) -> bool:
    """Tell whether a page is no wider than the phone."""
    return bool(page.locator("html").evaluate("page => page.scrollWidth <= screen.width"))
