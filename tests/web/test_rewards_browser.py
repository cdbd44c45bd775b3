"""On a phone, with script and without, in both languages: points, an envelope, the shop, the board, and a face."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.install import Install, new_install
from tests.web.test_rituals_browser import phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

STAGE = """
import json
from datetime import timedelta
from types import SimpleNamespace
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.rewards.domain.level import recount_ranks
from tests.cast import call_cast
from tests.members.scenes import with_profile
from tests.rewards.scenes import a_level, a_prize, an_envelope, rich
from tests.rituals.plans import seat_alice
cast = call_cast(now=now())
seat_alice(cast)
rich(cast, "dan", "carol")
a_level(cast)
a_prize(cast)
envelope = an_envelope(cast)
recount_ranks(community=cast.table.pk, actor=Actor.of_system(), now=now())
face = with_profile(SimpleNamespace(cast=cast))
facts = {"lifetime": timedelta(hours=1), "now": now()}
tokens = {who: make_one_time_link(account=cast.accounts[who].pk, **facts) for who in ("dan", "alice")}
print(json.dumps({"envelope": envelope.key, "face": face["key"], "room": cast.group.key, **tokens}))
"""
SAID = {
    "en": {
        "open": "Open it", "got": r"You got \d+ points?\.", "points": "My points", "gift": "a gift of the hosts",
        "share": "from an envelope", "shop": "To the shop", "want": "I want it", "mine": "It is yours", "board": "Board",
        "all": "all time", "wait": "to be handed over", "given": "handed over", "follow": "Follow", "follows": "You follow",
    },
    "zh-CN": {
        "open": "拆开", "got": r"你领到 \d+ 分", "points": "我的积分", "gift": "群主的奖励", "share": "领到红包",
        "shop": "去商店", "want": "我要兑换", "mine": "兑换成功", "board": "排行榜", "all": "全部", "wait": "待交付",
        "given": "已交付", "follow": "关注", "follows": "已关注",
    },
}  # fmt: skip


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


@pytest.mark.parametrize(("language", "script"), [("en", True), ("en", False), ("zh-CN", True)])
def test_member_opens_an_envelope_shops_and_follows(
    install: Install, browser: Browser, language: str, script: bool
) -> None:
    facts, said = install.python(STAGE), SAID[language]
    with install.serving():
        dan = phone(browser, language, script=script)
        dan.goto(f"{install.address}/enter/{facts['dan']}?next=/m/table/")
        dan.get_by_role("link", name=re.compile(said["open"])).click()
        dan.get_by_role("button", name=said["open"]).click()
        expect(dan.get_by_text(re.compile(said["got"]))).to_be_visible()
        expect(dan.get_by_role("button", name=said["open"])).to_have_count(0)

        dan.goto(f"{install.address}/m/table/me")
        dan.get_by_role("link", name=said["points"]).click()
        expect(dan.get_by_text(re.compile(said["gift"])).first).to_be_visible()
        expect(dan.get_by_text(re.compile(said["share"])).first).to_be_visible()

        dan.get_by_role("link", name=said["shop"]).click()
        dan.get_by_role("button", name=re.compile(said["want"])).click()
        expect(dan.get_by_text(re.compile(said["mine"])).first).to_be_visible()
        expect(dan.get_by_text(said["wait"])).to_be_visible()

        dan.goto(f"{install.address}/m/table/board")
        dan.get_by_role("link", name=said["all"]).click()
        expect(dan.get_by_role("listitem").filter(has_text="Dan").filter(has_text="100")).to_be_visible()

        follow(install, dan, facts["face"], said)
        hand_over(install, browser, str(facts["alice"]))
        dan.goto(f"{install.address}/m/table/shop")
        expect(dan.get_by_text(re.compile("Code A7"))).to_be_visible()
        expect(dan.get_by_text(said["given"], exact=True)).to_be_visible()


def follow(install: Install, dan: Page, face: str, said: dict[str, str]) -> None:
    """Follow a face of the community; the page fits the phone."""
    dan.goto(f"{install.address}/c/table/ip/{face}")
    dan.get_by_role("button", name=said["follow"]).click()
    expect(dan.get_by_role("button", name=said["follows"])).to_be_visible()
    assert dan.locator("html").evaluate("page => page.scrollWidth <= screen.width")


def hand_over(install: Install, browser: Browser, token: str) -> None:
    """Let the owner find on Today what waits, and hand it over."""
    alice = browser.new_context(locale="en", viewport={"width": 1280, "height": 900}).new_page()
    alice.goto(f"{install.address}/enter/{token}?next=/console/table/")
    alice.get_by_role("link", name=re.compile("hand over")).first.click()
    alice.get_by_label("A word to the member").fill("Code A7")
    alice.get_by_role("button", name=re.compile("Handed over")).click()
    expect(alice.get_by_text("handed over", exact=True).first).to_be_visible()


def test_member_gives_an_envelope_to_the_group(install: Install, browser: Browser) -> None:
    facts = install.python(STAGE)
    with install.serving():
        dan = phone(browser)
        dan.goto(f"{install.address}/enter/{facts['dan']}?next=/m/table/g/{facts['room']}")
        dan.get_by_label("More", exact=True).first.click()
        dan.get_by_role("link", name="Give an envelope").click()
        dan.get_by_label("How many points in all").fill("500")
        dan.get_by_label("For how many people").fill("5")
        dan.get_by_label("What for").fill("Good morning")
        dan.get_by_role("button", name="Give it").click()
        expect(dan.get_by_text("There is not enough for that.")).to_be_visible()
        expect(dan.get_by_label("What for")).to_have_value("Good morning")

        dan.get_by_label("How many points in all").fill("50")
        dan.get_by_role("button", name="Give it").click()
        expect(dan.get_by_role("heading", name="Good morning")).to_be_visible()

        dan.goto(f"{install.address}/m/table/g/{facts['room']}")
        expect(dan.get_by_text("🧧 Good morning")).to_be_visible()
