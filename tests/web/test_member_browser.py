"""Talking in two browsers at once: what one does, the other sees; and what the script adds does not get in the way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, Playwright, Route, expect

from tests.install import Install, new_install

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]
STAGE = """
import json
from django.conf import settings
from django.test import Client
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

    def page(self, name: str, *, script: bool = True, language: str = "en") -> Page:
        """Open the group as somebody of the cast."""
        look = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": script, "locale": language}
        context = self.browser.new_context(**look)
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


def test_who_answers_faster_than_the_network_answers_still(stage: Stage) -> None:
    dan, nina = stage.page("dan"), stage.page("nina")
    speak(dan, "First words")
    expect(nina.locator(".message")).to_have_count(1)

    nina.route("**/*?reply=*", later(1.0))
    open_deeds(nina, "First words")
    nina.get_by_role("link", name="Reply").click()
    speak(nina, "An answer")
    expect(dan.locator(".bubble-reply")).to_have_text("Dan: First words")


def test_what_is_typed_while_the_words_before_travel_stays(stage: Stage) -> None:
    dan, nina = stage.page("dan"), stage.page("nina")
    nina.route("**/messages", later(1.0))
    speak(nina, "First words")
    nina.get_by_role("textbox", name="Say something").press("Enter")
    nina.get_by_role("textbox", name="Say something").fill("Half a th")
    expect(nina.locator(".message")).to_have_count(1)
    expect(nina.get_by_role("textbox", name="Say something")).to_have_value("Half a th")
    expect(dan.locator(".message")).to_have_count(1)


def test_what_is_said_while_the_words_before_travel_follows_them_once(stage: Stage) -> None:
    dan, nina = stage.page("dan"), stage.page("nina")
    nina.route("**/messages", later(1.0))
    field = nina.get_by_role("textbox", name="Say something")
    speak(nina, "First words")
    for _ in range(2):
        speak(nina, "Second words")
    field.press("Enter")

    expect(dan.locator(".bubble")).to_have_text(["First words", "Second words"])
    expect(field).to_have_value("")
    nina.wait_for_timeout(1_500)
    expect(nina.locator(".bubble")).to_have_text(["First words", "Second words"])


def test_what_failed_to_travel_is_kept_and_not_sent_by_itself(stage: Stage) -> None:
    dan, nina = stage.page("dan"), stage.page("nina")
    nina.route("**/messages", lambda route: (route.request.frame.page.wait_for_timeout(1_000), route.abort())[1])
    field = nina.get_by_role("textbox", name="Say something")
    speak(nina, "First words")
    field.press("End")
    field.press_sequentially(" and more")
    field.press("Enter")
    nina.wait_for_timeout(1_500)
    nina.unroute("**/messages")

    expect(field).to_have_value("First words and more")
    expect(dan.locator(".message")).to_have_count(0)
    field.press("Enter")
    expect(dan.locator(".bubble")).to_have_text(["First words and more"])


def later(seconds: float) -> Callable[[Route], None]:
    """Hold requests up, as a slow network does."""

    def hold(route: Route) -> None:
        route.request.frame.page.wait_for_timeout(seconds * 1000)
        route.continue_()

    return hold


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


def test_what_was_typed_waits_and_goes_when_it_is_said_or_one_signs_out(stage: Stage) -> None:
    dan = stage.page("dan")
    field = dan.get_by_role("textbox", name="Say something")
    field.fill("Half a thought")
    dan.reload()
    expect(field).to_have_value("Half a thought")

    speak(dan, "Half a thought, and the other")
    expect(dan.locator(".message")).to_have_count(1)
    dan.reload()
    expect(field).to_have_value("")

    field.fill("Not for the next one at this desk")
    dan.goto(f"{stage.install.address}/me")
    dan.get_by_role("link", name="Sign out").click()
    dan.get_by_role("button", name="Sign out").click()
    expect(dan).to_have_url(f"{stage.install.address}/")
    assert dan.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft:'))") == []


LENGTH = """() => new Promise((resolve) => {
  const player = document.querySelector('audio');
  player.addEventListener('loadedmetadata', () => resolve(player.duration));
  player.load();
  player.play().catch(() => {});
})"""
HIDDEN = """() => {
  const last = [...document.querySelectorAll('.message')].at(-1).getBoundingClientRect();
  return last.bottom - document.querySelector('#composer').getBoundingClientRect().top;
}"""
BURST = """async () => {
  const form = document.querySelector('#composer');
  await Promise.all(Array.from({ length: 12 }, (_, number) => {
    const body = new FormData(form);
    body.set('text', `Line ${number}`);
    body.set('nonce', `burst-${number}`);
    return fetch(form.action, { method: 'POST', body, headers: { 'HX-Request': 'true' } });
  }));
}"""
"""A dozen messages at once, as a lively evening says them."""


def test_no_line_of_a_burst_is_lost(stage: Stage) -> None:
    dan, nina = stage.page("dan"), stage.page("nina")

    nina.evaluate(BURST)

    for page in (dan, nina):
        expect(page.locator(".message")).to_have_count(12, timeout=20_000)


def test_what_one_says_is_seen_above_the_field(stage: Stage) -> None:
    dan = stage.page("dan")

    for number in range(1, 13):
        speak(dan, f"Line {number} of a long evening")
        expect(dan.locator(".message")).to_have_count(number)

    dan.wait_for_timeout(1_500)
    assert dan.evaluate(HIDDEN) <= 0


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_voice_is_recorded_sent_and_heard(
    tmp_path: Path, playwright: Playwright, browser_type_launch_args: dict[str, object], language: str
) -> None:
    install = new_install(tmp_path / "data")
    set_up = install.python(STAGE)
    microphone = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    arguments = {**browser_type_launch_args, "args": [*browser_type_launch_args.get("args", []), *microphone]}  # type: ignore[misc]
    with install.serving():
        browser = playwright.chromium.launch(**arguments)  # type: ignore[arg-type]  # what pytest launches with
        stage = Stage(install, browser, **set_up)
        dan, nina = stage.page("dan", language=language), stage.page("nina")
        press = dan.locator("[data-voice]")
        press.click()
        expect(press).to_have_text({"en": "Stop", "zh-hans": "停止"}[language], timeout=20_000)
        dan.wait_for_timeout(2_500)
        press.click()
        expect(press).to_be_hidden(timeout=20_000)
        dan.locator("#composer button:not([type])").click()

        expect(dan.locator("audio")).to_have_count(1, timeout=20_000)
        expect(nina.locator("audio")).to_have_count(1, timeout=20_000)
        length = nina.evaluate(LENGTH)
        browser.close()

    assert 1.5 < length < 6


NOTES = """async () => {
  const worker = await navigator.serviceWorker.ready;
  const notes = await worker.getNotifications();
  return notes.map((note) => [note.title, note.body, note.data]);
}"""


def test_what_is_pushed_is_shown_while_nobody_looks(stage: Stage) -> None:
    dan = stage.page("dan")
    dan.context.grant_permissions(["notifications"], origin=stage.install.address)
    wire = dan.context.new_cdp_session(dan)
    found: list[str] = []
    wire.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(ids_of(told)))
    wire.send("ServiceWorker.enable")
    dan.goto(f"{stage.install.address}/m/table/me/letters")
    expect(dan.get_by_role("button", name="Tell me here")).to_be_visible()
    dan.evaluate("navigator.serviceWorker.ready.then(() => true)")
    note = '{"title": "Nina · Basic", "text": "在吗？", "path": "/m/table/"}'
    words = {"origin": stage.install.address, "registrationId": found[-1], "data": note}
    wire.send("ServiceWorker.deliverPushMessage", words)

    until = monotonic() + 15
    while not (shown := dan.evaluate(NOTES)) and monotonic() < until:
        dan.wait_for_timeout(200)
    assert shown == [["Nina · Basic", "在吗？", "/m/table/"]]


def ids_of(told: dict[str, list[dict[str, str]]]) -> list[str]:
    return [one["registrationId"] for one in told["registrations"]]
