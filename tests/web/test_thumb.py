"""Pages on a phone: nothing runs over the edge, a thumb finds what it presses, and member pages are light."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.install import Install, new_install
from tests.screens import PAGES, STRANGER, Sight, demo_link, enter, sights

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]
PRESSED = Path(__file__).with_name("pressed.js").read_text()
"""Returns the height of every control under a finger: its own box, its label's, or what it stretches to."""
THUMB, FINGERTIP = 44, 24
"""Pixels for what stands alone, and for a link among the values of a row."""
MEMBER = ("member-home", "group", "people", "search", "profile", "landing", "join")
LIGHT_BYTES, FEW_REQUESTS = 60_000, 20
"""What style and script of a member page may weigh as they are sent, and how often it may ask."""
CODE = ("stylesheet", "script")


@pytest.fixture(scope="module")
def sight(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Sight]:
    """The demo, served, with its owner signed in."""
    install: Install = new_install(tmp_path_factory.mktemp("thumb"))
    link = demo_link(install)
    with install.serving():
        yield enter(browser, install, link)


@pytest.mark.parametrize("look", ["narrow", "narrow-zh-dark"])
def test_pages_fit_the_narrowest_phone(browser: Browser, sight: Sight, look: str) -> None:
    wide = [name for name, page in sights(browser, sight, look) if is_too_wide(page)]

    assert wide == []


def test_a_thumb_finds_what_it_presses(browser: Browser, sight: Sight) -> None:
    found = {name: small for name, page in sights(browser, sight, "narrow") if (small := too_small(page))}

    assert found == {}


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def too_small(page: Page) -> list[str]:
    """Return the controls that are lower than they should be."""
    least = {True: FINGERTIP, False: THUMB}
    return [one["said"] for one in page.evaluate(PRESSED) if one["height"] < least[one["inside"]]]


def test_member_pages_are_light(browser: Browser, sight: Sight) -> None:
    weights = {name: weight(browser, sight, name) for name in MEMBER}

    heavy = {name: found for name, found in weights.items() if found[0] > LIGHT_BYTES or found[1] > FEW_REQUESTS}
    assert heavy == {}
    assert all(sent > 0 for sent, _asked in weights.values())


def weight(browser: Browser, sight: Sight, name: str) -> tuple[int, int]:
    """Open a page with nothing in the cache; return the bytes of its style and script, and its requests."""
    context = sight.open(browser, "phone", stranger=name in STRANGER)
    page = context.new_page()
    answers: list[Request] = []

    def keep(answer: Request) -> None:
        answers.append(answer)

    page.on("requestfinished", keep)
    page.goto(sight.url({**PAGES, **STRANGER}[name]), wait_until="load")
    sent = sum(one.sizes()["responseBodySize"] for one in answers if one.resource_type in CODE)
    context.close()
    return sent, len(answers)
