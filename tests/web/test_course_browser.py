"""On a phone, with script and without, in both languages: a taste, a closed door, and a course gone through."""

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
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.market.lessons import a_course, lectures, let_in
cast = call_cast(now=now())
offer = a_course(cast, at=now())
let_in(cast, offer, at=now())
facts = {"lifetime": timedelta(hours=1), "now": now()}
tokens = {who: make_one_time_link(account=cast.accounts[who].pk, **facts) for who in ("dan", "carol", "alice")}
print(json.dumps({"key": offer.key, "lectures": [row.key for row in lectures(offer)], **tokens}))
"""
SAID = {
    "en": {
        "offer": "Look at the offer", "bought": "This is for who bought the course", "courses": "My courses",
        "begin": "Open", "done": "I am done", "keep": "Keep my note", "note": "My note", "kept": "Your note is kept",
        "ask": "Ask", "question": "Your question", "asked": "Your question is with the teacher",
        "all": "You have done all of it", "certificate": "Your certificate",
    },
    "zh-CN": {
        "offer": "看看这门课", "bought": "这是给购买了课程", "courses": "我的课程", "begin": "打开", "done": "我学完了",
        "keep": "保存笔记", "note": "我的笔记", "kept": "笔记已保存", "ask": "提问", "question": "你的问题",
        "asked": "问题已交给老师", "all": "你已全部学完", "certificate": "你的证书",
    },
}  # fmt: skip


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


def fits(page: Page) -> None:
    """Hold that nothing runs over the edge."""
    assert page.locator("html").evaluate("page => page.scrollWidth <= screen.width")


@pytest.mark.parametrize(("language", "script"), [("en", True), ("en", False), ("zh-CN", True)])
def test_a_taste_a_closed_door_and_the_whole_course(
    install: Install, browser: Browser, language: str, script: bool
) -> None:
    facts, said = install.python(STAGE), SAID[language]
    taste, how, _look = facts["lectures"]
    with install.serving():
        visitor = phone(browser, language, script=script)
        visitor.goto(f"{install.address}/o/words/lectures/{taste}")
        expect(visitor.get_by_text("Because.")).to_be_visible()
        expect(visitor.get_by_role("link", name=said["offer"])).to_have_attribute("href", "/o/words")
        fits(visitor)
        assert visitor.goto(f"{install.address}/o/words/lectures/{how}").status == 404

        carol = phone(browser, language, script=script)
        carol.goto(f"{install.address}/enter/{facts['carol']}?next=/m/table/courses/{facts['key']}/lectures/{how}")
        expect(carol.get_by_text(re.compile(said["bought"]))).to_be_visible()
        expect(carol.get_by_role("link", name=said["offer"])).to_have_attribute("href", "/o/words")

        dan = phone(browser, language, script=script)
        dan.goto(f"{install.address}/enter/{facts['dan']}?next=/m/table/me")
        dan.get_by_role("link", name=said["courses"]).click()
        dan.get_by_role("link", name=re.compile(f"^{said['begin']}")).click()
        fits(dan)
        go_through(dan, said)


def go_through(dan: Page, said: dict[str, str]) -> None:
    """Write a note, ask, and be done with all three lectures."""
    dan.get_by_role("link", name="How").first.click()
    expect(dan.get_by_text("Like this.")).to_be_visible()
    dan.get_by_label(said["note"]).fill("Short words")
    dan.get_by_role("button", name=said["keep"]).click()
    expect(dan.get_by_text(re.compile(said["kept"])).first).to_be_visible()
    expect(dan.get_by_label(said["note"])).to_have_value("Short words")
    dan.get_by_label(said["question"]).fill("How long?")
    dan.get_by_role("button", name=said["ask"], exact=True).click()
    expect(dan.get_by_text(re.compile(said["asked"])).first).to_be_visible()
    expect(dan.get_by_text("How long?")).to_be_visible()
    fits(dan)

    dan.get_by_role("button", name=said["done"]).click()
    expect(dan.get_by_role("heading", name="Look")).to_be_visible()
    dan.get_by_role("button", name=said["done"]).click()
    dan.get_by_role("link", name="Why").first.click()
    dan.get_by_role("button", name=said["done"]).click()
    expect(dan.get_by_text(re.compile(said["all"])).first).to_be_visible()
    picture = dan.get_by_role("img", name=said["certificate"])
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") == 1200
    fits(dan)
