"""On a phone, with script and without, in both languages: a plan is cancelled, and kept after all."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.install import new_install
from tests.web.test_rituals_browser import phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

STAGE = """
import json
from datetime import timedelta
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.market.plan_pages import a_way
cast = call_cast(now=now())
a_way(cast)
facts = {"lifetime": timedelta(hours=1), "now": now()}
print(json.dumps({who: make_one_time_link(account=cast.accounts[who].pk, **facts) for who in ("dan", "alice")}))
"""
SAID = {
    "en": {
        "mine": "My plans", "try": "Try it for 7 days", "open": "It is open to you", "cancel": "Cancel my plan",
        "cancelled": "Cancelled. It stays yours", "keep": "Keep my plan after all", "kept": "Good: it goes on.",
    },
    "zh-CN": {
        "mine": "我的会员", "try": "试用 7 天", "open": "已经为你开通", "cancel": "取消会员",
        "cancelled": "已取消。付过的时间里", "keep": "还是保留会员", "kept": "好的，会员继续。",
    },
}  # fmt: skip


@pytest.mark.parametrize(("language", "script"), [("en", True), ("en", False), ("zh-CN", True)])
def test_member_cancels_and_keeps_a_plan(tmp_path: Path, browser: Browser, language: str, script: bool) -> None:
    install, said = new_install(tmp_path / "data"), SAID[language]
    facts = install.python(STAGE)
    with install.serving():
        dan = phone(browser, language, script=script)
        dan.goto(f"{install.address}/enter/{facts['dan']}?next=/m/table/me")
        dan.get_by_role("link", name=said["mine"]).click()
        dan.get_by_role("button", name=re.compile(said["try"])).click()
        expect(dan.get_by_text(re.compile(said["open"])).first).to_be_visible()

        dan.get_by_role("button", name=said["cancel"]).click()
        expect(dan.get_by_text(re.compile(said["cancelled"])).first).to_be_visible()
        dan.get_by_role("button", name=said["keep"]).click()
        expect(dan.get_by_text(re.compile(said["kept"])).first).to_be_visible()
        assert dan.evaluate("document.documentElement.scrollWidth <= innerWidth")
