"""Phones in both languages: a partner copies a ready text, hands in work with a picture, and earns when it is accepted."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.install import Install, new_install
from tests.talk.speech import PNG
from tests.web.test_partner_browser import fits
from tests.web.test_rituals_browser import phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(420)]

STAGE = """
import json
from datetime import timedelta
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.market.stall import on_sale
from tests.partners.kit_rows import a_bounty, a_text
from tests.partners.partner_scenes import a_partner
cast = call_cast(now=now())
paul = a_partner(cast, "paul")
a_text(cast)
bounty = a_bounty(cast)
link = lambda who: make_one_time_link(account=cast.accounts[who].pk, lifetime=timedelta(hours=1), now=now())
print(json.dumps({"paul": link("paul"), "alice": link("alice"), "code": paul.code, "bounty": bounty.key}))
"""
SAID: dict[str, dict[str, Any]] = {
    "en": {
        "copy": re.compile("^Copy: (?!Your link)"), "bounties": "Bounties", "words": "What you did", "hand": "Hand it in",
        "waits": "waits for an answer", "accept": re.compile("Accept ?: Paul"), "accepted": "accepted",
    },
    "zh-CN": {
        "copy": re.compile("^复制: (?!你的链接)"), "bounties": "悬赏", "words": "你做了什么", "hand": "提交", "waits": "等待答复",
        "accept": re.compile("接受 ?: Paul"), "accepted": "已接受",
    },
}  # fmt: skip


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


@pytest.mark.parametrize(("language", "script"), [("en", True), ("zh-CN", True), ("en", False)])
def test_partner_passes_a_text_on_and_earns_by_work(
    install: Install, browser: Browser, language: str, script: bool
) -> None:
    facts, said = install.python(STAGE), SAID[language]
    with install.serving():
        paul = phone(browser, language, script=script)
        paul.goto(f"{install.address}/enter/{facts['paul']}?next=/m/table/partner")
        if script:
            assert copied_text(install, paul, said).startswith("Look here: http")
        assert facts["code"] in paul.locator("textarea").first.input_value()
        paul.get_by_role("link", name=said["bounties"]).first.click()
        paul.get_by_label(said["words"]).fill("A film of one minute")
        paul.locator("input[type=file]").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": PNG})
        paul.get_by_role("button", name=said["hand"]).click()
        expect(paul.get_by_text(said["waits"], exact=True)).to_be_visible()
        assert fits(paul)

        alice = phone(browser, language, script=script)
        bounty = f"/console/table/spread/partners/bounties/one/{facts['bounty']}"
        alice.goto(f"{install.address}/enter/{facts['alice']}?next={bounty}")
        assert seen(alice)
        assert fits(alice)
        alice.get_by_role("button", name=said["accept"]).click()
        expect(alice.get_by_text(said["accepted"], exact=True)).to_be_visible()

        paul.reload()
        expect(paul.get_by_text(said["accepted"], exact=True)).to_be_visible()
        paul.goto(f"{install.address}/m/table/partner")
        expect(paul.locator("main")).to_contain_text("50.00")


def copied_text(install: Install, paul: Page, said: dict[str, Any]) -> str:
    """Return what the button beside a ready text puts onto the clipboard."""
    paul.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=install.address)
    paul.get_by_role("button", name=said["copy"]).last.click()
    paul.wait_for_selector("[data-copied]")
    return str(paul.evaluate("navigator.clipboard.readText()"))


def seen(page: Page) -> bool:
    """Tell whether the picture of the work is there."""
    picture = page.locator("main img").last
    return bool(picture.evaluate("async picture => { await picture.decode(); return picture.naturalWidth > 0; }"))
