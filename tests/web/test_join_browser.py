"""Entering in steps, as people do it on a phone: a test failed and passed, a wait for the operators, a redeem code."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.install import Install, new_install
from tests.web.test_main_path import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

STAGE = """
import json
from coterie.joining.domain.redeem_code import make_redeem_codes
from coterie.joining.domain.threshold import StepDraft
from tests.cast import NOW, call_cast
from tests.joining.doors import code_of
from tests.joining.steps import graded, set_steps
cast = call_cast()
asked, printed = code_of(cast, title="Asked"), code_of(cast, title="Printed")
set_steps(cast, graded(), StepDraft(kind="approval", note="Tell us what you write."), code=asked)
set_steps(cast, StepDraft(kind="redeem"), code=printed)
facts = {"title": "Book", "count": 1, "actor": cast.actor("alice"), "now": NOW}
_batch, [code] = make_redeem_codes(community=cast.table.pk, **facts)
print(json.dumps({"asked": asked.slug, "printed": printed.slug, "code": code}))
"""


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


def phone(browser: Browser, *, script: bool = True) -> Page:
    return browser.new_context(**PHONE, java_script_enabled=script).new_page()


def answer(page: Page, number: str, colour: str, *trees: str) -> None:
    page.get_by_label("2 + 2?").fill(number)
    page.get_by_label(colour).check()
    for tree in ("oak", "rose", "elm"):
        page.get_by_label(tree).set_checked(tree in trees)
    page.get_by_role("button", name="Hand in").click()


def enter(page: Page) -> None:
    page.get_by_label("I have read the rules").check()
    page.get_by_role("button", name="Join").click()
    expect(page).to_have_url(re.compile("/m/table/g/"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_test_failed_and_passed_then_approved_then_entered(install: Install, browser: Browser, script: bool) -> None:
    install.run("community", "list")
    door = install.python(STAGE)
    link = install.run("createowner", "alice@example.org", "--name", "Alice")["enter"]
    with install.serving():
        zoe, alice = phone(browser, script=script), phone(browser, script=script)
        zoe.goto(f"{install.address}/g/{door['asked']}")
        answer(zoe, "5", "green", "rose")
        expect(zoe.get_by_text("You had 0 right; it takes 2.")).to_be_visible()
        answer(zoe, "4", "blue", "oak", "elm")
        zoe.get_by_label("Your name here").fill("Zoe")
        zoe.get_by_label("A few words to the operators").fill("Menus and signs.")
        zoe.get_by_role("button", name="Ask to be let in").click()
        expect(zoe.get_by_text("You are the next.")).to_be_visible()

        alice.goto(link)
        if not script:
            alice.get_by_role("button").first.click()
        alice.goto(f"{install.address}/console/table/")
        alice.get_by_role("link", name=re.compile("decide")).click()
        alice.get_by_label("Zoe").check()
        alice.get_by_role("button", name="Apply").click()
        expect(alice.get_by_text("1 application was decided.")).to_be_visible()

        zoe.get_by_role("link", name="Look again").click()
        expect(zoe.get_by_label("Your name here")).to_have_value("Zoe")
        enter(zoe)


def test_redeem_code_opens_the_door_once(install: Install, browser: Browser) -> None:
    install.run("community", "list")
    door = install.python(STAGE)
    with install.serving():
        first, second = phone(browser), phone(browser)
        for page in (first, second):
            page.goto(f"{install.address}/g/{door['printed']}")
            page.get_by_label("Code").fill(door["code"].upper())
            page.get_by_role("button", name="Redeem").click()

        expect(second.get_by_text("This code does not open the door, or it was used already.")).to_be_visible()
        first.get_by_label("Your name here").fill("Nina")
        enter(first)
