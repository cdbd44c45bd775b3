"""The main path, as people walk it: from the canvas to the funnel, on a phone, in real browsers."""

import re
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.install import Install, new_install

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
CANVAS = {
    "Shared attribute": "They write to sell",
    "Shared goal": "One headline a day",
    "Own rules": "No advertisements",
    "What kind of group is it?": "A table of copywriters",
    "Why together?": "Nobody sees their own blind spot",
    "What do we do together?": "A topic each Tuesday",
    "Who they are": "shop owners",
}


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


def begin(page: Page, enter: str) -> None:
    """Sign in by the printed link and begin a community."""
    page.goto(enter)
    page.get_by_role("link", name="Begin a community").first.click()
    page.get_by_label("Name").fill("Writers")
    page.get_by_label("Address").fill("writers")
    page.get_by_role("button", name="Go on to the canvas").click()


def answer_canvas(page: Page) -> None:
    for label, text in CANVAS.items():
        page.get_by_label(label).fill(text)
    for choice in ("Knowledge", "Provide services", "Learning"):
        page.get_by_label(choice, exact=True).check()
    page.get_by_role("button", name="Keep the canvas").click()
    expect(page.get_by_text("10 of 10 parts")).to_be_visible()


def build(page: Page, address: str) -> None:
    """Write rules, make a group, open."""
    page.goto(f"{address}/console/writers/build/rules")
    page.get_by_label("Rules").fill("Be kind.")
    page.get_by_role("button", name="Keep").click()
    page.goto(f"{address}/console/writers/build/groups/new")
    page.get_by_label("Name").fill("Basic")
    page.get_by_role("button", name="Keep").click()
    page.goto(f"{address}/console/writers/position")
    page.get_by_role("button", name="Open", exact=True).click()


def printed_code(page: Page, address: str) -> str:
    """Make a live code for the group and return what its printed picture says."""
    page.goto(f"{address}/console/writers/codes/new")
    page.get_by_label("Title").fill("Library doors")
    page.get_by_label("Seats in each").fill("30")
    page.get_by_role("button", name="Keep").click()
    source = page.get_by_role("link", name="PNG").get_attribute("href")
    picture = page.request.get(f"{address}{source}")
    [found] = zxingcpp.read_barcodes(Image.open(BytesIO(picture.body())).convert("L"))
    return found.text


def join(browser: Browser, url: str, name: str) -> Page:
    """Scan, pass the threshold, sit in the group."""
    page = browser.new_context(**PHONE).new_page()
    page.goto(url)
    page.get_by_label("Your name here").fill(name)
    page.get_by_label("I have read the rules").check()
    page.get_by_role("button", name="Join").click()
    expect(page).to_have_url(re.compile("/m/writers/g/"))
    return page


def test_from_canvas_to_funnel(install: Install, browser: Browser) -> None:
    enter = install.run("createowner", "alice@example.org", "--name", "Alice")["enter"]
    with install.serving():
        owner = browser.new_page(viewport={"width": 390, "height": 844})
        begin(owner, enter)
        answer_canvas(owner)
        build(owner, install.address)
        url = printed_code(owner, install.address)
        nina = join(browser, url, "Nina")
        dan = join(browser, url, "Dan")

        nina.get_by_role("textbox").fill("Hello, I am Nina.")
        nina.get_by_role("button", name="Send").click()

        expect(dan.get_by_text("Hello, I am Nina.")).to_be_visible(timeout=10_000)
        owner.goto(f"{install.address}/console/writers/review")
        owner.get_by_text("As a table").first.click()
        funnel = owner.get_by_role("table").first.inner_text()
    assert url.startswith(f"{install.address}/g/")
    steps = [line.split("\t")[:2] for line in funnel.splitlines()[1:5]]
    assert steps == [["saw", "2"], ["scanned", "2"], ["joined", "2"], ["spoke", "1"]]
