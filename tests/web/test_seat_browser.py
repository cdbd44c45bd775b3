"""On a phone: a seat behind a chat group's QR code, which the phone can read off the page; and a place in line."""

import re
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.install import Install, new_install
from tests.web.test_main_path import PHONE
from tests.web.test_pages_axe import complaints

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

STAGE = """
import json
from coterie.groups.models import Group
from coterie.joining.domain.slot import add_slot
from coterie.joining.models import Slot
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.joining.doors import code_of
from tests.joining.test_outside import shot
cast = call_cast(now=now())
full, picture = code_of(cast, title="Full", slots=1, capacity=1), code_of(cast, title="Shot", slots=1)
Group.objects.filter(name="Full 1").update(capacity=9)
Slot.objects.filter(code=picture).delete()
add_slot(code=picture.pk, picture=shot(), capacity=9, actor=cast.actor("alice"), now=now())
print(json.dumps({"full": full.slug, "picture": picture.slug}))
"""


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


def phone(browser: Browser, *, script: bool = True) -> Page:
    return browser.new_context(**PHONE, java_script_enabled=script).new_page()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_visitor_reads_the_code_and_is_in(install: Install, browser: Browser, script: bool) -> None:
    codes = install.python(STAGE)
    with install.serving():
        zoe = phone(browser, script=script)
        zoe.goto(f"{install.address}/g/{codes['picture']}")
        zoe.get_by_label("Your name here").fill("Zoe")
        zoe.get_by_label("I have read the rules").check()
        zoe.get_by_role("button", name="Join").click()
        expect(zoe).to_have_url(re.compile(r"/c/table/seat/"))
        zoe.wait_for_load_state("networkidle")
        seen = zxingcpp.read_barcodes(Image.open(BytesIO(zoe.screenshot(full_page=True))).convert("L"))
        wrong = complaints(zoe) if script else []
        zoe.get_by_role("button", name="I am in").click()

        expect(zoe.get_by_role("heading", name="You are in")).to_be_visible()
        assert wrong == []
        assert [code.text for code in seen] == ["https://chat.example.org/g/AbC123?from=qr"]


def test_seat_comes_to_the_open_page_of_who_waits(install: Install, browser: Browser) -> None:
    codes = install.python(STAGE)
    link = install.run("createowner", "alice@example.org", "--name", "Alice")["enter"]
    with install.serving():
        first, second, alice = phone(browser), phone(browser), phone(browser)
        for page in (first, second):
            page.goto(f"{install.address}/g/{codes['full']}")
        expect(second.get_by_text("You are the next in line.")).to_be_visible()
        expect(second.locator("[data-live-state=open]")).to_be_attached()
        alice.goto(link)
        alice.goto(f"{install.address}/console/table/codes/{codes['full']}/slots/1")
        alice.get_by_label("Seats", exact=True).fill("5")
        alice.get_by_role("button", name="Keep").click()

        expect(second.get_by_role("button", name="Join")).to_be_visible()
