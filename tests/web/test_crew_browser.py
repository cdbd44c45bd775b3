"""Three phones, in both languages: a team of a campaign is begun, its link goes from phone to phone, and it is complete."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.install import Install, new_install
from tests.web.test_buyer_browser import fits
from tests.web.test_friends_browser import until
from tests.web.test_rituals_browser import phone

SOON = 60_000
"""Milliseconds: a page hears by itself that something changed."""
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(420)]

STAGE = """
import json
from datetime import timedelta
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.growth.domain.terms import Step
from coterie.joining.domain.front_door import open_front_door
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.growth.drive import DAY, running
from tests.rewards.points import giving
cast = call_cast(now=now())
open_front_door(community=cast.table.pk, actor=Actor.of_system(), now=now())
giving(cast)
gift = Step(at=3, side="team", kind="points", points=50, cost=100)
lasts = {"starts_at": now() - DAY, "ends_at": now() + 30 * DAY}
row = running(cast, gift, kind="team", stay_hours=0, team_hours=24, **lasts)
token = make_one_time_link(account=cast.accounts["dan"].pk, lifetime=timedelta(hours=1), now=now())
print(json.dumps({"dan": token, "campaign": row.key}))
"""
SAID = {
    "en": {
        "name": "Name of the team", "begin": "Begin a team", "one": "1 of 3 is in", "own_link": "Your link",
        "link": "Link to your team",
        "invites": "Dan invites you to", "missing": "missing in this team", "join": "Join", "own": "Your name here",
        "two": "2 of 3 are in", "done": "Your team is complete. Each of you gets: 50 points.",
        "over": "The team of Dan is complete, or its time is over.",
    },
    "zh-CN": {
        "name": "团名", "begin": "开团", "one": "已有 1 人，共需 3 人", "own_link": "你的链接", "link": "你的团的链接",
        "invites": "Dan 邀请你来", "missing": "这个团",
        "join": "加入", "own": "你在这里的名字", "two": "已有 2 人，共需 3 人", "done": "你的团已成团。每个人得到：50 积分。",
        "over": "Dan 的团",
    },
}  # fmt: skip


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_team_is_begun_passed_on_and_complete(install: Install, browser: Browser, language: str) -> None:
    facts, said = install.python(STAGE), SAID[language]
    address = f"/m/table/campaigns/{facts['campaign']}"
    with install.serving():
        dan = phone(browser, language)
        dan.goto(f"{install.address}/enter/{facts['dan']}?next={address}")
        dan.get_by_label(said["name"]).fill("The three")
        dan.get_by_role("button", name=said["begin"]).click()
        expect(dan.get_by_text(said["one"])).to_be_visible()
        fits(dan)

        mei, tom = phone(browser, language), phone(browser, language, script=False)
        link = shared(dan, said["own_link"])
        join_team(mei, link, "Mei", said)
        mei.goto(f"{install.address}{address}")
        until(mei, mei.locator("main"), said["two"])
        fits(mei)
        expect(dan.get_by_text(said["two"])).to_be_visible(timeout=SOON)
        expect(dan.locator("#friends")).to_contain_text("Mei")
        join_team(tom, shared(mei, said["link"]), "Tom", said)

        for page in (dan, mei):
            expect(page.get_by_text(said["done"])).to_be_visible(timeout=SOON)
        tom.goto(f"{install.address}{address}")
        for page in (dan, mei, tom):
            expect(page.get_by_text(said["done"])).to_be_visible()
            fits(page)
        late = phone(browser, language)
        late.goto(link)
        expect(late.get_by_text(re.compile(said["over"]))).to_be_visible()


def shared(page: Page, label: str) -> str:
    """Return the link that somebody in the team passes on."""
    return page.get_by_label(label, exact=True).input_value()


def join_team(page: Page, link: str, name: str, said: dict[str, str]) -> None:
    """Open the link of a team and join."""
    page.goto(link)
    expect(page.get_by_text(said["invites"])).to_be_visible()
    expect(page.get_by_text(said["missing"]).first).to_be_visible()
    fits(page)
    page.get_by_role("link", name=said["join"]).click()
    page.get_by_label(said["own"]).fill(name)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name=said["join"]).click()
    page.wait_for_url(re.compile("/m/table/"))
