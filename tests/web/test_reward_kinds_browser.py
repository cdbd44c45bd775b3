"""In both languages: a host reads the rules while writing them; a member's phone asks where a reward is to be sent."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.install import Install, new_install
from tests.web.test_rituals_browser import phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(420)]
HOME = "Lindenweg 7, Bern"
STAGE = """
import json
from datetime import timedelta
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.growth.models import RewardGrant
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.growth.drive import DAY, inviting, running
from tests.growth.member_pages import PARCEL
cast = call_cast(now=now())
row = running(cast, PARCEL, starts_at=now() - DAY, ends_at=now() + 30 * DAY)
mine = inviting(cast, row, now=now())
facts = {"participant": mine, "milestone": mine.terms.milestones.get(), "member_id": mine.member_id}
RewardGrant.objects.create(campaign=row, **facts, state="approved", at=now(), changed_at=now())
link = lambda who: make_one_time_link(account=cast.accounts[who].pk, lifetime=timedelta(hours=1), now=now())
print(json.dumps({"dan": link("dan"), "alice": link("alice"), "campaign": row.key}))
"""
SAID = {
    "en": {
        "where": "Where is it to be sent?", "send": "Send it here", "known": "The hosts know where to send it.",
        "to": f"Send to: {HOME}", "reads": "For 3 friends who count you get: A pen.", "more": "A friend counts who joins.",
    },
    "zh-CN": {
        "where": "寄到哪里？", "send": "寄到这里", "known": "群主知道寄到哪里了。", "to": f"寄到：{HOME}",
        "reads": "A pen", "more": "加入",
    },
}  # fmt: skip


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_rules_are_read_while_written_and_a_parcel_finds_its_way(
    install: Install, browser: Browser, language: str
) -> None:
    facts, said = install.python(STAGE), SAID[language]
    with install.serving():
        dan, alice = phone(browser, language, script=False), phone(browser, language)
        dan.goto(f"{install.address}/enter/{facts['dan']}?next=/m/table/campaigns/{facts['campaign']}")
        dan.get_by_label(said["where"]).fill(HOME)
        dan.get_by_role("button", name=said["send"]).click()
        expect(dan.get_by_text(said["known"])).to_be_visible()
        assert dan.locator("html").evaluate("page => page.scrollWidth <= screen.width")

        alice.goto(f"{install.address}/enter/{facts['alice']}?next=/console/table/spread/rewards")
        expect(alice.get_by_text(said["to"])).to_be_visible()

        alice.goto(f"{install.address}/console/table/spread/campaigns/new?like=three")
        preview = alice.locator("#preview")
        alice.locator("#id_value_1").fill("A pen")
        alice.locator("#id_value_1").press("End")
        expect(preview.get_by_text(said["reads"])).to_be_visible()
        alice.locator("#id_stay_hours").fill("0")
        alice.locator("#id_stay_hours").press("End")
        expect(preview.get_by_text(said["more"]).first).to_be_visible()
        assert alice.locator("html").evaluate("page => page.scrollWidth <= screen.width")
