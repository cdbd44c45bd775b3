"""A newcomer on a phone, and the operator who receives them."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from coterie.joining.models import Newcomer, Onboarding
from coterie.kit.clock import now
from coterie.talk.domain.message import post_message
from tests.cast import Cast
from tests.install import new_install
from tests.web.test_main_path import PHONE
from tests.web.test_pages_axe import complaints
from tests.web.visit import visitor

SETTINGS = {
    "on": "on", "welcome": "Good that you are here.", "asks_needs": "on", "prompts": "Who I am",
    "check_questions": "May one sell here? | No | Yes ? Rule two says it.", "answer_minutes": "10", "say_day": "1",
}  # fmt: skip


def test_operator_decides_how_newcomers_are_received(cast: Cast) -> None:
    bob = visitor(cast, "bob")

    bob.post("/console/table/newcomers/onboarding", SETTINGS)
    wrong = bob.post("/console/table/newcomers/onboarding", {**SETTINGS, "check_questions": "Only a text"})
    page = bob.get("/console/table/newcomers/onboarding").content.decode()

    row = Onboarding.objects.get()
    assert (row.on, row.prompts, row.path) == (True, ["Who I am"], [{"kind": "say", "day": 1, "count": 1, "points": 5}])
    assert row.check_questions == [
        {"text": "May one sell here?", "choices": ["No", "Yes"], "right": 0, "why": "Rule two says it."}
    ]
    assert "check_questions" in wrong.context["form"].errors
    assert "May one sell here? | No | Yes ? Rule two says it." in page


def test_hosts_see_who_waits_and_how_the_first_week_goes(cast: Cast) -> None:
    bob = visitor(cast, "bob")
    bob.post("/console/table/newcomers/onboarding", SETTINGS)
    dan, long_ago = cast.members["dan"], now() - timedelta(hours=1)
    Newcomer.objects.create(member=dan, community=cast.table, joined_at=long_ago, done={"welcome": "x"}, tasks={})
    actor = cast.actor("dan")
    message = post_message(group=cast.group.pk, member=dan.pk, text="Anybody?", actor=actor, now=long_ago)

    page = bob.get("/console/table/newcomers").content.decode()
    today = bob.get("/console/table/").content.decode()

    assert f"messages/{message.key}" in page
    assert re.search(r"Welcome</span><span>1 of 1", page)
    assert "1 newcomer waits for an answer" in today


STAGE = """
import json
from coterie.joining.domain.onboarding import set_onboarding
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.joining.doors import code_of
cast = call_cast(now=now())
code = code_of(cast, slots=1)
question = {"text": "May one sell here?", "choices": ["No", "Yes"], "right": 0, "why": "Rule two says it."}
facts = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": now()}
set_onboarding(on=True, prompts=["Who I am"], check_questions=[question], **facts)
print(json.dumps({"code": code.slug}))
"""
WORDS = {
    "en": ("Your name here", "I have read the rules", "Join", "Go on", "Learning", "Keep and go on", "Post it"),
    "zh-CN": ("你在这里的名字", "我已阅读", "加入", "继续", "学习", "保存并继续", "发布"),
}


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_newcomer_is_received_on_a_phone(tmp_path: Path, browser: Browser, script: bool) -> None:
    install = new_install(tmp_path / "data")
    install.run("community", "list")
    code = install.python(STAGE)["code"]
    with install.serving():
        for language, (name, rules, join, on, need, keep, post) in WORDS.items():
            context = browser.new_context(**PHONE, locale=language, java_script_enabled=script)
            page = context.new_page()
            page.goto(f"{install.address}/g/{code}")
            page.get_by_label(name).fill("Nina" if language == "en" else "小宁")
            page.get_by_label(re.compile(rules)).check()
            page.get_by_role("button", name=join, exact=True).click()
            expect(page).to_have_url(re.compile("/m/table/welcome"))
            page.get_by_role("button", name=on).click()
            page.get_by_label(need).check()
            page.get_by_role("button", name=keep).click()
            page.get_by_label("Yes").check()
            page.get_by_role("button", name=keep).click()
            expect(page.get_by_text("Rule two says it.")).to_be_visible()
            page.get_by_label("No", exact=True).check()
            page.get_by_role("button", name=keep).click()
            page.get_by_label("Who I am").fill("A baker")
            assert not script or complaints(page) == []
            page.get_by_role("button", name=post).click()
            expect(page.locator("ol.rows li")).to_have_count(4)
            page.locator(".tonight a.button").click()
            expect(page.get_by_text("Who I am: A baker").first).to_be_visible()
            context.close()
