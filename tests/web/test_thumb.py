"""Pages on the narrowest phone: nothing runs over the edge, and a thumb finds what it presses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.demo import demo_in, waiting_in
from tests.screens import Sight, enter, sights

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]
PRESSED = Path(__file__).with_name("pressed.js").read_text()
"""Returns the height of every control under a finger: its own box, its label's, or what it stretches to."""
THUMB, FINGERTIP = 44, 24
"""Pixels for what stands alone, and for a link among the values of a row."""


@pytest.fixture(scope="module")
def sight(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Sight]:
    """The demo, served, with its owner signed in."""
    install, link = demo_in(tmp_path_factory.mktemp("thumb") / "data")
    waiting_in(install)
    with install.serving():
        yield enter(browser, install, link)


@pytest.mark.parametrize("look", ["narrow", "narrow-zh-dark"])
def test_pages_fit_the_narrowest_phone_and_a_thumb_finds_what_it_presses(
    browser: Browser, sight: Sight, look: str
) -> None:
    wrong = {
        name: found for name, page in sights(browser, sight, look) if (found := [*too_wide(page), *too_small(page)])
    }

    assert wrong == {}


def too_wide(page: Page) -> list[str]:
    """Say so when a page runs over the edge."""
    return ["too wide"] if page.locator("html").evaluate("page => page.scrollWidth > screen.width") else []


def too_small(page: Page) -> list[str]:
    """Return the controls that are lower than they should be."""
    least = {True: FINGERTIP, False: THUMB}
    return [one["said"] for one in page.evaluate(PRESSED) if one["height"] < least[one["inside"]]]
