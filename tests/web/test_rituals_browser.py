"""On a phone, with script and without: a session, a check-in and a vote; and a week whose times are dragged."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.install import Install, new_install
from tests.web.test_main_path import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

STAGE = """
import json
from datetime import timedelta
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.rituals.scenes import asked, challenged, going_on, plan
cast = call_cast(now=now())
row, message = going_on(cast)
asked(cast)
challenged(cast)
facts = {"lifetime": timedelta(hours=1), "now": now()}
tokens = {who: make_one_time_link(account=cast.accounts[who].pk, **facts) for who in ("dan", "alice")}
print(json.dumps({"session": row.key, **tokens}))
"""
MOVED = """
import json
from coterie.rituals.models import Occurrence
print(json.dumps([[row.key, row.starts_at.isoformat()] for row in Occurrence.objects.exclude(moved_at=None)]))
"""


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


def phone(browser: Browser, language: str = "en", *, script: bool = True) -> Page:
    locale = {"locale": language, "java_script_enabled": script}
    return browser.new_context(**{**PHONE, **locale}).new_page()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_member_takes_part_checks_in_and_votes(install: Install, browser: Browser, script: bool) -> None:
    facts = install.python(STAGE)
    with install.serving():
        dan = phone(browser, script=script)
        dan.goto(f"{install.address}/enter/{facts['dan']}?next=/m/table/rituals")
        expect(dan.get_by_text("going on now")).to_be_visible()

        dan.goto(f"{install.address}/m/table/rituals/{facts['session']}")
        dan.get_by_role("button", name=re.compile("good")).click()
        expect(dan.get_by_role("heading", name="The best of it")).to_be_visible()
        dan.get_by_label("What should it be about?").fill("Soup")
        dan.get_by_role("button", name="Wish for it").click()
        expect(dan.get_by_text("Your wish is kept.")).to_be_visible()

        dan.goto(f"{install.address}/m/table/rituals")
        dan.get_by_role("link", name=re.compile("Pages")).click()
        dan.get_by_role("button", name="Take part").click()
        dan.get_by_label("A few words").first.fill("Two pages")
        dan.get_by_role("button", name="Check in").click()
        expect(dan.get_by_text("done today").first).to_be_visible()

        dan.goto(f"{install.address}/m/table/rituals")
        dan.get_by_role("link", name=re.compile("Which name")).click()
        dan.get_by_label("Tea").check()
        dan.get_by_role("button", name="Vote").click()
        expect(dan.get_by_role("button", name="Vote otherwise")).to_be_visible()


def test_everything_is_said_in_chinese_too(install: Install, browser: Browser) -> None:
    facts = install.python(STAGE)
    with install.serving():
        dan = phone(browser, "zh-CN")
        dan.goto(f"{install.address}/enter/{facts['dan']}?next=/m/table/rituals")
        expect(dan.get_by_text("正在进行")).to_be_visible()
        for heading in ("接下来", "打卡", "投票"):
            expect(dan.get_by_role("heading", name=heading)).to_be_visible()


def test_operator_drags_a_time_to_another_day(install: Install, browser: Browser) -> None:
    facts = install.python(STAGE)
    with install.serving():
        alice = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        alice.goto(f"{install.address}/enter/{facts['alice']}?next=/console/table/engage/calendar")
        alice.get_by_role("link", name="The week after").click()
        days = alice.locator(".week-day")
        begins = str(days.nth(1).get_attribute("data-on"))
        days.nth(1).locator("[draggable]").first.drag_to(days.nth(3))
        expect(alice).to_have_url(re.compile("/engage/times/"))
        moved = install.python(MOVED)

    [[_key, starts]] = moved
    assert (date.fromisoformat(starts[:10]) - date.fromisoformat(begins)).days == 2


GUEST = """
import json
from datetime import timedelta
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.kit.clock import now
from coterie.rituals.models import Occurrence
from tests.cast import call_cast
from tests.rituals.plans import seat_alice
from tests.rituals.scenes import guest_session
cast = call_cast(now=now())
seat_alice(cast)
row = guest_session(cast, open=True)
Occurrence.objects.filter(pk=row.pk).update(ends_at=now() + timedelta(hours=1))
facts = {"lifetime": timedelta(hours=1), "now": now()}
tokens = {who: make_one_time_link(account=cast.accounts[who].pk, **facts) for who in ("dan", "nina", "alice")}
print(json.dumps({"session": row.key, "secret": row.appearance.secret, "room": cast.group.key, **tokens}))
"""
OVER = """
import json
from coterie.rituals.domain.cue import run_due
from coterie.rituals.models import Occurrence
from tests.rituals.plans import SYSTEM
from datetime import timedelta
row = Occurrence.objects.get(state="open")
print(json.dumps(run_due(actor=SYSTEM, now=row.ends_at + timedelta(minutes=1))))
"""


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_guest_is_asked_answers_in_the_talk_and_is_thanked(install: Install, browser: Browser, script: bool) -> None:
    facts = install.python(GUEST)
    here = f"/m/table/rituals/{facts['session']}"
    with install.serving():
        guest = phone(browser, script=script)
        guest.goto(f"{install.address}/invited/{facts['secret']}")
        expect(guest.get_by_role("heading", name="Lena, you are invited")).to_be_visible()

        dan, nina = phone(browser, script=script), phone(browser, script=script)
        dan.goto(f"{install.address}/enter/{facts['dan']}?next={here}")
        dan.get_by_label("What do you want to know?").fill("Which flour?")
        dan.get_by_role("button", name="Ask the guest").click()
        expect(dan.get_by_text("Your question is kept.")).to_be_visible()
        nina.goto(f"{install.address}/enter/{facts['nina']}?next={here}")
        nina.get_by_role("button", name="Which flour?").click()
        expect(nina.get_by_role("button", name="Which flour?")).to_have_attribute("aria-pressed", "true")

        alice = phone(browser, script=script)
        run = f"/console/table/engage/times/{facts['session']}/guest"
        alice.goto(f"{install.address}/enter/{facts['alice']}?next={run}")
        alice.get_by_role("button", name="Put it to the guest").click()
        alice.goto(f"{install.address}/m/table/g/{facts['room']}")
        said = alice.locator(".message", has_text="Which flour?").last
        expect(said).to_be_visible()
        said.get_by_role("link", name="What to do").click()
        alice.get_by_role("link", name="Reply").click()
        alice.get_by_role("textbox", name="Say something").fill("Rye, from the mill.")
        alice.get_by_role("button", name="Send").click()
        expect(alice.get_by_text("Rye, from the mill.")).to_be_visible()

        dan.goto(f"{install.address}{here}")
        expect(dan.locator("q", has_text="Rye, from the mill.")).to_be_visible()
        install.python(OVER)
        dan.goto(f"{install.address}{here}")
        dan.get_by_text("★★★★★", exact=True).click()
        dan.get_by_role("button", name="Say so").click()
        expect(dan.get_by_text("Thank you, it is kept.")).to_be_visible()
        alice.goto(f"{install.address}{run}")
        expect(alice.get_by_text("5.0", exact=True)).to_be_visible()
