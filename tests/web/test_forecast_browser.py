"""On a phone, with script and without, in both languages: another number gives another forecast, and a wrong one a word."""

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
cast = call_cast(now=now())
print(json.dumps(make_one_time_link(account=cast.accounts["alice"].pk, lifetime=timedelta(hours=1), now=now())))
"""
SAID = {
    "en": {
        "joins": "Invitations that bring a member, in percent",
        "go": "Forecast it",
        "pays": "It pays",
        "100": "100",
    },
    "zh-CN": {"joins": "带来成员的邀请（百分比）", "go": "预测", "pays": "划算", "100": "100"},
}


@pytest.mark.parametrize(("language", "script"), [("en", True), ("en", False), ("zh-CN", True)])
def test_another_number_gives_another_forecast(tmp_path: Path, browser: Browser, language: str, script: bool) -> None:
    install, said = new_install(tmp_path / "data"), SAID[language]
    link = install.python(STAGE)
    with install.serving():
        alice = phone(browser, language, script=script)
        alice.goto(f"{install.address}/enter/{link}?next=/console/table/spread/forecast")
        first = alice.locator(".stat dd").first.inner_text()
        joins = alice.get_by_label(said["joins"])

        joins.fill("40")
        joins.press("Tab") if script else alice.get_by_role("button", name=said["go"]).click()
        alice.wait_for_url("**joins=40**")
        expect(alice.locator(".stat dd").first).not_to_have_text(first)
        expect(alice.locator(".tag", has_text=said["pays"]).first).to_be_visible()
        assert alice.locator("html").evaluate("page => page.scrollWidth <= screen.width")
        if script:
            assert alice.evaluate("document.activeElement.name") == "cycle_days"

        joins.fill("140")
        joins.press("Tab") if script else alice.get_by_role("button", name=said["go"]).click()
        expect(alice.locator(".field-error")).to_contain_text(said["100"])
        expect(joins).to_have_value("140")
