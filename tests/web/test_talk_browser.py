"""On a phone: a question and its answer, a poll, what is new, in both languages, with script and without."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.install import Install, new_install
from tests.web.test_main_path import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

STAGE = """
import json
from datetime import timedelta
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.talk.scenes import polled
from tests.talk.speech import say
cast = call_cast(now=now())
polled(cast)
say(cast, "carol", "@Dan what do you think?", now=now())
facts = {"lifetime": timedelta(hours=1), "now": now()}
tokens = {who: make_one_time_link(account=cast.accounts[who].pk, **facts) for who in ("dan", "carol")}
print(json.dumps({"room": f"/m/table/g/{cast.group.key}", **tokens}))
"""
READ = """
import json
from coterie.groups.models import Membership
print(json.dumps(Membership.objects.filter(member__name="Dan", left_at=None, read_at__isnull=False).count()))
"""


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


def enter(
    browser: Browser, install: Install, token: str, path: str, *, script: bool = True, language: str = "en"
) -> Page:
    look = {**PHONE, "locale": language, "java_script_enabled": script}
    page = browser.new_context(**look).new_page()
    page.goto(f"{install.address}/enter/{token}?next={path}")
    return page


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_question_is_asked_answered_and_settled_and_a_choice_made(
    install: Install, browser: Browser, script: bool
) -> None:
    facts = install.python(STAGE)
    with install.serving():
        dan = enter(browser, install, facts["dan"], "/m/table/", script=script)
        expect(dan.get_by_text("@ 1")).to_be_visible()
        dan.get_by_role("link", name=re.compile("^For you")).click()
        expect(dan.get_by_text("named you")).to_be_visible()
        dan.goto(f"{install.address}{facts['room']}")
        dan.get_by_role("button", name=re.compile("^Rice")).click()
        expect(dan.get_by_text("1 person chose")).to_be_visible()
        dan.get_by_label("It is a question").check()
        dan.get_by_role("textbox").fill("How long does it rise?")
        dan.get_by_role("button", name="Send").click()
        expect(dan.get_by_text("How long does it rise?")).to_be_visible()

        carol = enter(browser, install, facts["carol"], "/m/table/questions", script=script)
        carol.get_by_role("link", name=re.compile("How long")).click()
        carol.get_by_role("textbox").fill("Two hours")
        carol.get_by_role("button", name="Send").click()
        expect(carol.get_by_text("Two hours")).to_be_visible()

        dan.goto(f"{install.address}{facts['room']}")
        dan.get_by_role("link", name="What to do with Carol’s message").last.click()
        dan.get_by_role("button", name="This answers the question").click()
        expect(dan.get_by_text("the answer")).to_be_visible()
        assert not script or install.python(READ) == 1


def test_it_is_said_in_chinese_too(install: Install, browser: Browser) -> None:
    facts = install.python(STAGE)
    with install.serving():
        dan = enter(browser, install, facts["dan"], f"{facts['room']}/polls/new", language="zh-CN")
        dan.get_by_label("你想问什么？").fill("喝茶？")
        dan.get_by_label("选项").fill("喝\n不喝")
        dan.get_by_role("button", name="发起投票").click()
        dan.get_by_role("button", name=re.compile("^不喝")).click()
        expect(dan.get_by_text("1 人已选")).to_be_visible()
