"""On a phone, in both languages: a project is opened, backed, confirmed, missed, and the money is back."""

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
from coterie.market.domain.project import make_project
from coterie.market.domain.tier import add_tier
from tests.cast import call_cast
cast = call_cast(now=now())
facts = {"actor": cast.actor("alice"), "now": now()}
words = {"slug": "book", "title": "The book", "teaser": "A book for all"}
rules = {"kind": "all_or_nothing", "goal": 300000, "ends_at": now() + timedelta(days=7)}
row = make_project(community=cast.table.pk, **words, **rules, **facts)
add_tier(project=row.pk, name="One copy", price=5900, left=9, **facts)
made = {"lifetime": timedelta(hours=1), "now": now()}
tokens = {who: make_one_time_link(account=cast.accounts[who].pk, **made) for who in ("dan", "alice")}
print(json.dumps({"key": row.offer.key, **tokens}))
"""
END = """
import json
from datetime import timedelta
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.market.domain.decision import decide_due, give_back_due
later = now() + timedelta(days=8)
decide_due(actor=Actor.of_system(), now=later)
print(json.dumps(give_back_due(actor=Actor.of_system(), now=later)))
"""
SAID = {
    "en": {
        "rule": "All or nothing", "pledge": "Pledge", "pay": "How to pay", "mine": "My pledges", "escrow": "escrow",
        "back": "went back to you", "missed": "Everybody has their money back.",
    },
    "zh-CN": {
        "rule": "不达标全额退款", "pledge": "支持", "pay": "如何付款", "mine": "我的支持", "escrow": "托管",
        "back": "原路退还", "missed": "所有人都已拿回自己的钱",
    },
}  # fmt: skip


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_backed_confirmed_missed_and_given_back(install: Install, browser: Browser, language: str) -> None:
    facts, said = install.python(STAGE), SAID[language]
    with install.serving():
        alice = browser.new_context(locale="en", viewport={"width": 1280, "height": 900}).new_page()
        console = f"/console/table/earn/projects/{facts['key']}"
        alice.goto(f"{install.address}/enter/{facts['alice']}?next={console}")
        alice.get_by_role("button", name="Let people pledge").click()
        expect(alice.get_by_text("running")).to_be_visible()

        dan = phone(browser, language)
        dan.goto(f"{install.address}/enter/{facts['dan']}?next=/c/table/fund/book")
        expect(dan.get_by_text(re.compile(said["rule"])).first).to_be_visible()
        dan.get_by_role("link", name=re.compile(said["pledge"])).first.click()
        expect(dan.get_by_text(re.compile(said["rule"])).first).to_be_visible()
        assert dan.locator("html").evaluate("page => page.scrollWidth <= screen.width")
        dan.get_by_role("button", name=said["pledge"]).click()
        expect(dan.get_by_text(said["pay"])).to_be_visible()

        alice.goto(f"{install.address}{console}/backers")
        alice.get_by_label("What you saw").fill("Transfer 7")
        alice.get_by_role("button", name=re.compile("The money is here")).click()
        expect(alice.get_by_role("button", name=re.compile("Give it back"))).to_be_visible()
        dan.reload()
        expect(dan.get_by_text(re.compile(said["escrow"]))).to_be_visible()

        assert install.python(END) == 1
        dan.reload()
        expect(dan.get_by_text(re.compile(said["back"]))).to_be_visible()
        dan.goto(f"{install.address}/c/table/fund/book")
        expect(dan.get_by_text(re.compile(said["missed"]))).to_be_visible()
        assert install.run("check")["projects"] == {"faults": []}
