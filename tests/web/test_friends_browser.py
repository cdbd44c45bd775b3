"""Three phones, in both languages: a member takes part and copies the link, two friends come by it, one of them goes."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.install import Install, new_install
from tests.web.test_rituals_browser import phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(420)]
PATIENCE_S = 60

STAGE = """
import json
from datetime import timedelta
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.groups.domain.group import create_group, edit_group
from coterie.growth.domain.terms import Step
from coterie.joining.domain.front_door import open_front_door
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.growth.drive import DAY, running
cast, by = call_cast(now=now()), {"now": now()}
by["actor"] = cast.actor("alice")
edit_group(group=cast.group.pk, name="Basic", tier="basic", capacity=4, description="", **by)
create_group(community=cast.table.pk, name="Second", **by)
open_front_door(community=cast.table.pk, actor=Actor.of_system(), now=now())
pen, cup = Step(at=1, kind="coupon", percent=15), Step(at=3, kind="thing", thing="A cup")
row = running(cast, pen, cup, starts_at=now() - DAY, ends_at=now() + 30 * DAY)
token = make_one_time_link(account=cast.accounts["dan"].pk, lifetime=timedelta(hours=1), now=now())
print(json.dumps({"dan": token, "campaign": row.key}))
"""
LATER = """
import json
from datetime import timedelta
from django.db.models import F
from coterie.growth.domain.settling import settle_due
from coterie.growth.models import Participant, ReferralRecord
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.market.models import Coupon
back = timedelta(hours=73)
ReferralRecord.objects.update(at=F("at") - back)
Participant.objects.update(began_at=F("began_at") - back, due_at=now())
settle_due(actor=Actor.of_system(), now=now())
print(json.dumps(Coupon.objects.get().code))
"""
"""73 hours later: all that is in the ledger happened so much earlier, and time settles what it brings."""
SAID = {
    "en": {
        "campaigns": "Campaigns", "about": "What it is about", "take": "Take part", "none": "0 of 1 friends count",
        "copy": "Copy: Your link", "invites": "Dan invites you to", "join": "Join", "name": "Your name here",
        "waits": "joined, does not count yet", "leave": "Leave the community", "left": "left before it counted",
        "one": "1 of 3 friends counts", "counts": "counts", "yours": "yours",
    },
    "zh-CN": {
        "campaigns": "邀请活动", "about": "了解内容", "take": "参加", "none": "1 位朋友中有 0 位算数", "copy": "复制: 你的链接",
        "invites": "Dan 邀请你来", "join": "加入", "name": "你在这里的名字", "waits": "已加入，还不算数",
        "leave": "离开社群", "left": "没等算数就离开了", "one": "3 位朋友中有 1 位算数", "counts": "算数", "yours": "你的",
    },
}  # fmt: skip


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_member_brings_two_friends_and_one_counts(install: Install, browser: Browser, language: str) -> None:
    facts, said = install.python(STAGE), SAID[language]
    with install.serving():
        dan = phone(browser, language)
        dan.goto(f"{install.address}/enter/{facts['dan']}?next=/m/table/me")
        link = copied_link(install, dan, said)

        mei, tom = phone(browser, language), phone(browser, language, script=False)
        join_by(mei, link, "Mei", said)
        expect(mei.get_by_role("heading", name="Second")).to_be_visible()
        join_by(tom, link, "Tom", said)
        tom.goto(f"{install.address}/m/table/departure")
        tom.get_by_role("button", name=said["leave"]).click()

        of_mei, of_tom = friend(dan, "Mei"), friend(dan, "Tom")
        until(dan, of_tom, said["left"])
        expect(of_mei).to_contain_text(said["waits"])
        assert dan.locator("html").evaluate("page => page.scrollWidth <= screen.width")

        code = install.python(LATER)
        dan.reload()
        expect(dan.get_by_role("heading", name=said["one"])).to_be_visible()
        expect(of_mei.get_by_text(said["counts"], exact=True)).to_be_visible()
        expect(of_tom).to_contain_text(said["left"])
        expect(dan.get_by_text(said["yours"], exact=True)).to_be_visible()
        expect(dan.locator(f"input[value='{code}']")).to_be_visible()


def copied_link(install: Install, dan: Page, said: dict[str, str]) -> str:
    """Take part, and return what the button beside the link puts onto the clipboard."""
    dan.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=install.address)
    dan.get_by_role("link", name=said["campaigns"]).click()
    dan.get_by_role("link", name=re.compile(said["about"])).click()
    dan.get_by_role("button", name=said["take"]).click()
    expect(dan.get_by_role("heading", name=said["none"])).to_be_visible()
    dan.get_by_role("button", name=said["copy"]).click()
    dan.wait_for_selector("[data-copied]")
    return str(dan.evaluate("navigator.clipboard.readText()"))


def join_by(page: Page, link: str, name: str, said: dict[str, str]) -> None:
    """Open a link and join."""
    page.goto(link)
    expect(page.get_by_text(said["invites"])).to_be_visible()
    page.get_by_role("link", name=said["join"]).click()
    page.get_by_label(said["name"]).fill(name)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name=said["join"]).click()
    page.wait_for_url(re.compile("/m/table/"))


def friend(page: Page, name: str) -> Locator:
    """Return the row of a friend."""
    return page.get_by_role("listitem").filter(has_text=name)


def until(page: Page, row: Locator, text: str) -> None:
    """Look again until what happened was heard."""
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends and text not in (row.first.text_content() if row.count() else ""):
        page.reload()
    expect(row).to_contain_text(text)
