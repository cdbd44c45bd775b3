"""The main path, as people walk it: from five questions to the funnel, on a phone, with script and without."""

import re
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.install import Install, on_folder

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
ANSWERS = {
    "Its name": "Writers",
    "One sentence for a stranger": "A table of copywriters",
    "The people": "shop owners",
    "What they reach together": "One headline a day",
    "Something to look forward to": "A topic each Tuesday",
}


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return on_folder(tmp_path / "data")


def begin(page: Page, enter: str) -> None:
    """Sign in by the printed link and answer the five questions."""
    page.goto(enter)
    for label, text in ANSWERS.items():
        page.get_by_label(label).fill(text)
    for choice in ("Knowledge", "Learning", "Provide services"):
        page.get_by_label(choice, exact=True).check()
    page.get_by_role("button", name="Make the community").click()
    expect(page.get_by_role("heading", name="Writers is ready.")).to_be_visible()


def first_words(page: Page) -> None:
    """Open the doors, take a seat and say something."""
    page.get_by_role("button", name="Open the doors").click()
    page.get_by_role("link", name="Enter").click()
    page.get_by_role("button", name="Take a seat").click()
    page.get_by_role("textbox").fill("Welcome. Tuesday at nine!")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".bubble")).to_have_text("Welcome. Tuesday at nine!")


def printed_code(page: Page, address: str) -> str:
    """Return what the sheet to print says to a phone."""
    page.goto(f"{address}/console/writers/first-steps")
    page.get_by_role("link", name="Print it").click()
    expect(page.locator(".sheet-code svg")).to_be_visible()
    page.emulate_media(media="print")
    picture = page.screenshot(full_page=True)
    [found] = zxingcpp.read_barcodes(Image.open(BytesIO(picture)).convert("L"))
    return found.text


def join(browser: Browser, url: str, name: str, *, script: bool) -> Page:
    """Scan, pass the threshold, sit in the group."""
    page = browser.new_context(**PHONE, java_script_enabled=script).new_page()
    page.goto(url)
    page.get_by_label("Your name here").fill(name)
    page.get_by_label("I have read the rules").check()
    page.get_by_role("button", name="Join").click()
    expect(page).to_have_url(re.compile("/m/writers/g/"))
    return page


@pytest.mark.parametrize("script", [True, False])
def test_from_five_questions_to_the_funnel(install: Install, browser: Browser, script: bool) -> None:
    enter = install.run("createowner", "alice@example.org", "--name", "Alice")["enter"]
    with install.serving():
        owner = browser.new_context(viewport=PHONE["viewport"], java_script_enabled=script).new_page()
        begin(owner, enter)
        first_words(owner)
        url = printed_code(owner, install.address)
        nina, dan = (join(browser, url, name, script=script) for name in ("Nina", "Dan"))

        nina.get_by_role("textbox").fill("Hello, I am Nina.")
        nina.get_by_role("button", name="Send").click()

        if not script:
            dan.reload()
        expect(dan.get_by_text("Hello, I am Nina.")).to_be_visible(timeout=30_000)
        owner.goto(f"{install.address}/console/writers/first-steps")
        expect(owner.get_by_role("heading", name="People are talking.")).to_be_visible()
        owner.emulate_media(media="screen")
        owner.goto(f"{install.address}/console/writers/review")
        owner.get_by_text("As a table").first.click()
        funnel = owner.get_by_role("table").first.inner_text()
    assert url.startswith(f"{install.address}/g/")
    steps = [line.split("\t")[:2] for line in funnel.splitlines()[1:5]]
    assert steps == [["saw", "2"], ["scanned", "2"], ["joined", "2"], ["spoke", "1"]]
