"""On a phone, with script and without, in both languages: a plan is cancelled, and kept after all."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

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
CLUB = """
import json
from datetime import timedelta
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.market import clubs
clubs.NOW = now()
cast = call_cast(now=now())
clubs.buy(cast, clubs.a_club(cast), now())
link = make_one_time_link(account=cast.accounts["dan"].pk, lifetime=timedelta(hours=1), now=now())
print(json.dumps({"dan": link, "group": cast.vip.key}))
"""
TWO_MONTHS_LATER = """
from datetime import timedelta
from coterie.kit.clock import now
from tests.market.clubs import tick
tick(now() + timedelta(days=62))
print("1")
"""
SAID = {
    "en": {
        "mine": "My plans", "try": "Try it for 7 days", "open": "It is open to you", "cancel": "Cancel my plan",
        "cancelled": "Cancelled. It stays yours", "keep": "Keep my plan after all", "kept": "Good: it goes on.",
        "ended": "ended",
    },
    "zh-CN": {
        "mine": "我的会员", "try": "试用 7 天", "open": "已经为你开通", "cancel": "取消会员",
        "cancelled": "已取消。付过的时间里", "keep": "还是保留会员", "kept": "好的，会员继续。", "ended": "结束",
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
        assert dan.locator("html").evaluate("page => page.scrollWidth <= screen.width")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_vip_group_shuts_when_its_plan_is_over(tmp_path: Path, browser: Browser, language: str) -> None:
    install, said = new_install(tmp_path / "data"), SAID[language]
    facts = install.python(CLUB)
    with install.serving():
        dan = phone(browser, language)
        group = f"{install.address}/m/table/g/{facts['group']}"
        dan.goto(f"{install.address}/enter/{facts['dan']}?next=/m/table/me")
        expect_soon(dan, group, 200)

        install.python(TWO_MONTHS_LATER)

        expect_soon(dan, group, 404)
        dan.goto(f"{install.address}/m/table/plans")
        expect(dan.get_by_text(re.compile(said["ended"])).first).to_be_visible()


def expect_soon(page: Page, address: str, status: int) -> None:
    """Come back until a page answers so: the server's worker opens and shuts groups."""
    for _ in range(40):
        answer = page.goto(address)
        if answer and answer.status == status:
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{address} never answered {status}")
