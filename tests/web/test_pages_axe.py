"""Every page of a running install: axe finds nothing, nothing runs over the edge; light and dark, desktop and phone."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.demo import demo_in, waiting_in
from tests.screens import Sight, enter, sights

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]


CONTRAST: dict[str, object] = {"runOnly": ["color-contrast"]}
"""All that a theme changes of a page that was looked at in the other one."""


@pytest.fixture(scope="module")
def sight(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Sight]:
    """The demo, served, with its owner signed in."""
    install, link = demo_in(tmp_path_factory.mktemp("axe") / "data")
    waiting_in(install)
    with install.serving():
        yield enter(browser, install, link)


@pytest.mark.parametrize("look", ["desktop", "desktop-dark", "phone-zh-dark"])
def test_pages_are_accessible_and_fit(browser: Browser, sight: Sight, look: str) -> None:
    rules = CONTRAST if look == "desktop-dark" else None
    found = {name: wrong for name, page in sights(browser, sight, look) if (wrong := complaints(page, rules))}

    assert found == {}


def test_slash_leads_to_the_search(browser: Browser, sight: Sight) -> None:
    page = sight.open(browser, "desktop").new_page()
    page.goto(sight.url("/console/{slug}/"))

    page.keyboard.press("/")
    page.keyboard.type("menu")
    page.keyboard.press("Enter")
    page.wait_for_url(sight.url("/m/{slug}/search?q=menu"))

    assert page.locator(".hit").count() > 0


def complaints(page: Page, rules: dict[str, object] | None = None) -> list[tuple[str, list[str]]]:
    """Return what is wrong with a page: the broken rules with their places, and whether it scrolls sideways."""
    broken = Axe().run(page, options=rules).response["violations"]
    wrong = [(rule["id"], [node["html"][:200] for node in rule["nodes"]][:3]) for rule in broken]
    if page.locator("html").evaluate("page => page.scrollWidth > screen.width"):
        wrong.append(("sideways", []))
    return wrong
