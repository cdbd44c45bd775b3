"""A phone, in both languages, by day and by lamp: a host reads why a friend is held, sees the ring, and decides."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.install import Install, new_install
from tests.web.test_rituals_browser import phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(420)]

STAGE = """
import json
from datetime import timedelta
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.joining.domain.front_door import open_front_door
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.growth.ring import ring_now
cast = call_cast(now=now())
open_front_door(community=cast.table.pk, actor=Actor.of_system(), now=now())
hold = ring_now(cast)
enter = lambda who: make_one_time_link(account=cast.accounts[who].pk, lifetime=timedelta(hours=1), now=now())
print(json.dumps({"alice": enter("alice"), "dan": enter("dan"), "hold": hold.key, "campaign": hold.campaign.key}))
"""
SETTLED = """
import json
from coterie.growth.domain.settling import settle
from coterie.growth.models import Hold
from coterie.kit.actor import Actor
from coterie.kit.clock import now
hold = Hold.objects.get()
settle(participant=hold.participant_id, actor=Actor.of_system(), now=now())
print(json.dumps(hold.state))
"""
SAID = {
    "en": {
        "held": "1 friend is held", "why": "2 others joined from the same browser", "ring": "Who came together",
        "tie": "from the browser of number 1", "looked": "is being looked at", "through": "Let through",
        "none": "Nobody is held", "counts": "counts", "reason": "Why",
    },
    "zh-CN": {
        "held": "1 位朋友待核实", "why": "另有 2 人从同一个浏览器加入", "ring": "一起来的人围着邀请人",
        "tie": "与 1 号用同一个浏览器", "looked": "正在核实", "through": "放行",
        "none": "没有待核实的朋友", "counts": "算数", "reason": "理由",
    },
}  # fmt: skip


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_host_lets_a_held_friend_through(install: Install, browser: Browser, language: str) -> None:
    facts, said = install.python(STAGE), SAID[language]
    own = f"{install.address}/m/table/campaigns/{facts['campaign']}"
    with install.serving():
        dan = phone(browser, language)
        dan.goto(f"{install.address}/enter/{facts['dan']}?next=/m/table/campaigns/{facts['campaign']}")
        expect(dan.get_by_text(said["looked"])).to_be_visible()

        alice = phone(browser, language, script=language == "en")
        alice.goto(f"{install.address}/enter/{facts['alice']}?next=/console/table/")
        expect(alice.get_by_text(said["held"]).first).to_be_visible()
        alice.goto(f"{install.address}/console/table/spread/risk")
        expect(alice.get_by_text(said["why"]).first).to_be_visible()
        assert fits(alice)

        alice.get_by_role("link", name="Friend 71").first.click()
        picture = alice.get_by_role("img", name=said["ring"])
        expect(picture).to_be_visible()
        expect(picture.locator("line")).to_have_count(5)
        expect(alice.get_by_text(said["tie"]).first).to_be_visible()
        for scheme in ("light", "dark"):
            alice.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
            assert fits(alice)

        alice.get_by_label(said["reason"], exact=True).fill("A school's computer")
        alice.get_by_role("button", name=said["through"]).click()
        expect(alice.get_by_text(said["none"])).to_be_visible()
        assert install.python(SETTLED) == "passed"
        dan.goto(own)
        expect(dan.get_by_text(said["counts"], exact=True).first).to_be_visible()
        expect(dan.get_by_text(said["looked"])).to_have_count(0)


def fits(page: Page) -> bool:
    """Tell whether a page is no wider than the phone."""
    return bool(page.locator("html").evaluate("page => page.scrollWidth <= screen.width"))
