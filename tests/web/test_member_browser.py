"""Talking in two browsers at once: what one does, the other sees; and what the script adds does not get in the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.install import Install, new_install

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]
STAGE = """
import json
from django.conf import settings
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
from tests.cast import call_cast
from tests.web.visit import room, visitor
cast = call_cast()
keys = {name: visitor(cast, name).cookies[settings.SESSION_COOKIE_NAME].value for name in ("dan", "nina", "bob")}
print(json.dumps({"room": room(cast), "keys": keys}))
"""


@dataclass
class Stage:
    install: Install
    browser: Browser
    room: str
    keys: dict[str, str]

    def page(self, name: str, *, script: bool = True) -> Page:
        """Open the group as somebody of the cast."""
        context = self.browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=script)
        context.add_cookies([{"name": "sessionid", "value": self.keys[name], "url": self.install.address}])
        page = context.new_page()
        page.goto(f"{self.install.address}{self.room}")
        if script:
            expect(page.locator("#messages")).to_have_attribute("data-live-state", "open")
        return page


@pytest.fixture
def stage(tmp_path: Path, browser: Browser) -> Iterator[Stage]:
    install = new_install(tmp_path / "data")
    set_up = install.python(STAGE)
    with install.serving():
        yield Stage(install, browser, **set_up)


def speak(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Say something").fill(text)
    page.get_by_role("textbox", name="Say something").press("Enter")


def open_deeds(page: Page, text: str) -> None:
    page.locator(".message", has_text=text).last.get_by_role("link", name="What to do").click()


def test_two_talk_live(stage: Stage) -> None:
    dan, nina, bob = stage.page("dan"), stage.page("nina"), stage.page("bob")

    speak(dan, "First words")
    expect(nina.locator(".message")).to_have_count(1)
    speak(dan, "Second words")
    expect(nina.locator(".message")).to_have_count(2)
    expect(dan.locator(".message")).to_have_count(2)
    expect(dan.get_by_role("textbox", name="Say something")).to_have_value("")

    open_deeds(nina, "Second words")
    nina.get_by_role("button", name="heart").click()
    expect(dan.locator(".reaction")).to_have_text(["❤️ 1"])

    open_deeds(nina, "Second words")
    nina.get_by_role("link", name="Reply").click()
    speak(nina, "An answer")
    expect(dan.locator(".bubble-reply")).to_have_text("Dan: Second words")
    expect(dan.locator(".message").nth(1).get_by_role("img", name="Replies")).to_be_visible()
    expect(nina.locator("#answering")).to_be_hidden()

    open_deeds(dan, "First words")
    dan.get_by_role("button", name="Delete").click()
    expect(nina.get_by_text("This message was taken back.")).to_be_visible()
    dan.get_by_role("button", name="Undo").click()
    expect(nina.get_by_text("First words")).to_be_visible()

    open_deeds(dan, "First words")
    dan.get_by_role("link", name="Edit").click()
    dan.get_by_role("textbox", name="Your words").fill("Better words")
    dan.get_by_role("button", name="Keep").click()
    expect(nina.get_by_text("Better words")).to_be_visible()
    expect(dan.get_by_role("dialog")).to_be_hidden()

    open_deeds(bob, "Better words")
    bob.get_by_role("button", name="Announce").click()
    expect(nina.locator("#announcement h2")).to_have_text("Better words")
    assert nina.locator(".message").count() == 3


def test_what_was_missed_in_a_gap_is_fetched(stage: Stage) -> None:
    dan, nina = stage.page("dan"), stage.page("nina")
    speak(nina, "Before the tunnel")
    expect(dan.locator(".message")).to_have_count(1)

    dan.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    speak(nina, "In the tunnel")
    expect(nina.locator(".message")).to_have_count(2)
    assert dan.locator(".message").count() == 1
    dan.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    expect(dan.locator(".message")).to_have_count(2)
    speak(nina, "After the tunnel")
    expect(dan.locator(".message")).to_have_count(3)


def test_talking_needs_no_script(stage: Stage) -> None:
    dan = stage.page("dan", script=False)

    dan.get_by_role("textbox", name="Say something").fill("Plain words")
    dan.get_by_role("button", name="Send").click()
    open_deeds(dan, "Plain words")
    dan.get_by_role("button", name="heart").click()
    open_deeds(dan, "Plain words")
    dan.get_by_role("link", name="Edit").click()
    dan.get_by_role("textbox", name="Your words").fill("Plainer words")
    dan.get_by_role("button", name="Keep").click()

    expect(dan.locator(".bubble")).to_have_text("Plainer words")
    expect(dan.locator(".reaction")).to_have_text(["❤️ 1"])
