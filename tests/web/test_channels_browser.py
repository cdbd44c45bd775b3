"""From a placement's link to the cost of a join, as an operator and a visitor walk it, with script and without."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.install import Install, new_install
from tests.web.test_main_path import PHONE, begin

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


def open_channel(page: Page, address: str) -> str:
    """Name a channel with a placement and a cost; return the link to hand out."""
    page.goto(f"{address}/console/writers/draw-in")
    page.get_by_role("link", name="Name a channel").click()
    page.get_by_label("Name", exact=True).fill("Articles")
    page.get_by_label("Platform").select_option("WeChat official account")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Rewards for sharing are banned")).to_be_visible()
    page.get_by_role("link", name="New placement").click()
    page.get_by_label("Name", exact=True).fill("Article of 2 May")
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("link", name="Record a cost").click()
    page.get_by_label("Amount").fill("120.00")
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    for label in ("First day", "Last day"):
        page.get_by_label(label).fill(today)
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("link", name="Article of 2 May").click()
    page.get_by_label("utm_campaign").fill("Spring")
    page.get_by_role("button", name="Build the link").click()
    return page.locator('input[readonly][value*="utm_"]').input_value()


def hang_bait(page: Page, address: str, paper: Path) -> None:
    """Promise a file to whoever comes by the channel."""
    page.goto(f"{address}/console/writers/draw-in/baits")
    page.get_by_role("link", name="A file").click()
    page.get_by_label("Title").fill("Thirty headlines")
    page.get_by_label("File", exact=False).first.set_input_files(paper)
    page.get_by_role("button", name="Keep").click()
    page.get_by_label("Hang it on").select_option("Articles")
    page.get_by_role("button", name="Hang it up").click()
    expect(page.get_by_role("button", name="Take off")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_from_a_placements_link_to_the_cost_of_a_join(
    install: Install, browser: Browser, tmp_path: Path, script: bool
) -> None:
    enter = install.run("createowner", "alice@example.org", "--name", "Alice")["enter"]
    paper = tmp_path / "list.pdf"
    paper.write_bytes(b"%PDF-1.7\nThirty headlines")
    with install.serving():
        owner = browser.new_context(viewport=PHONE["viewport"], java_script_enabled=True).new_page()
        begin(owner, enter)
        owner.get_by_role("button", name="Open the doors").click()
        link = open_channel(owner, install.address)
        hang_bait(owner, install.address, paper)
        guest = browser.new_context(**PHONE, java_script_enabled=script).new_page()

        guest.goto(link)
        expect(guest.get_by_text("You get “Thirty headlines” as soon as you are in.")).to_be_visible()
        guest.get_by_role("link", name="Join").first.click()
        guest.get_by_label("Your name here").fill("Nina")
        guest.get_by_label("I have read the rules").check()
        guest.get_by_role("button", name="Join").click()
        expect(guest.get_by_role("heading", name="Here is what was promised.")).to_be_visible()
        with guest.expect_download() as download:
            guest.get_by_role("link", name="Download").click()
        guest.get_by_role("link", name="Go to your group").click()
        expect(guest).to_have_url(re.compile("/m/writers/g/"))
        owner.goto(f"{install.address}/console/writers/draw-in/comparison")
        figures = owner.get_by_role("row").filter(has=owner.get_by_role("link", name="Article of 2 May")).inner_text()
    assert Path(download.value.path()).read_bytes() == paper.read_bytes()
    assert download.value.suggested_filename == "thirty-headlines.pdf"
    assert "utm_campaign=Spring" in link
    assert re.sub(r"\s+|\([^)]*\)", " ", figures).split().count("120.00") == 2
