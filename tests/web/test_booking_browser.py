"""On a phone, with script and without, in both languages: a time is chosen, booked, moved, and paid."""

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
from tests.market.hours import a_service, a_time
cast = call_cast(now=now())
row = a_service(cast)
start = now().replace(hour=2, minute=0, second=0, microsecond=0)
for days in (3, 4, 5):
    a_time(cast, row, start + timedelta(days=days), now=now())
facts = {"lifetime": timedelta(hours=1), "now": now()}
print(json.dumps({who: make_one_time_link(account=cast.accounts[who].pk, **facts) for who in ("dan", "alice")}))
"""
SAID = {
    "en": {
        "order": "Order now", "booked": "What you booked", "other": "Choose another time", "moved": "It is moved.",
        "clock": "Times by the clock of Asia/Shanghai.",
    },
    "zh-CN": {
        "order": "提交订单", "booked": "你的预约", "other": "另选时间", "moved": "时间改好了。",
        "clock": "按 Asia/Shanghai 的时间显示。",
    },
}  # fmt: skip


@pytest.mark.parametrize(("language", "script"), [("en", True), ("en", False), ("zh-CN", True)])
def test_member_books_a_time_and_moves_it(tmp_path: Path, browser: Browser, language: str, script: bool) -> None:
    install, said = new_install(tmp_path / "data"), SAID[language]
    facts = install.python(STAGE)
    with install.serving():
        dan = phone(browser, language, script=script)
        dan.goto(f"{install.address}/enter/{facts['dan']}?next=/o/talk")
        expect(dan.get_by_text(said["clock"]).first).to_be_visible()
        assert dan.locator("html").evaluate("page => page.scrollWidth <= screen.width")

        dan.locator("button[name=time]").nth(1).click()
        dan.get_by_role("button", name=said["order"]).click()
        expect(dan.get_by_text(said["booked"]).first).to_be_visible()
        dan.get_by_role("link", name=said["other"]).click()
        dan.locator("button[name=time]").first.click()
        expect(dan.get_by_text(re.compile(said["moved"])).first).to_be_visible()
        assert dan.locator("html").evaluate("page => page.scrollWidth <= screen.width")

        dan.goto(f"{install.address}/o/talk")
        expect(dan.locator("button[name=time]")).to_have_count(2)
