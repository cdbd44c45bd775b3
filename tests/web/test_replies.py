"""Asking with a word on a public page, and what operators see of it."""

import re
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from coterie.joining.domain.landing import create_landing, publish_landing
from coterie.joining.domain.reply import create_reply
from coterie.joining.models import Reply, UnknownWord
from coterie.kit.clock import now
from tests.cast import Cast
from tests.install import new_install
from tests.joining.doors import code_of
from tests.web.test_main_path import PHONE
from tests.web.test_pages_axe import complaints
from tests.web.visit import visitor

ASK = "/c/table/ask"


def reply(cast: Cast, *words: str, **facts: object) -> Reply:
    return create_reply(community=cast.table.pk, words=words, actor=cast.actor("alice"), now=now(), **facts)


def test_word_is_answered_with_a_page_and_with_a_piece_of_one(cast: Cast, client: Client) -> None:
    code = code_of(cast, slots=1)
    reply(cast, "price", text="Nine <b>euros</b>.", code=code.pk)

    page = client.post(ASK, {"text": "PRICE?"}).content.decode()
    piece = client.post(ASK, {"text": "price"}, headers={"HX-Request": "true"}).content.decode()

    for answer in (page, piece):
        assert "Nine &lt;b&gt;euros&lt;/b&gt;." in answer
        assert f"/g/{code.slug}" in answer
    assert ("<html" in page, "<html" in piece) == (True, False)
    assert Reply.objects.get().answered == 2


def test_box_stands_on_public_pages_where_there_is_something_to_ask(cast: Cast, client: Client) -> None:
    facts = {"actor": cast.actor("alice"), "now": now()}
    landing = create_landing(community=cast.table.pk, slug="tea", title="Tea", **facts)
    publish_landing(page=landing.pk, **facts)
    pages = ("/c/table", "/c/table/l/tea")
    before = [ASK in client.get(page, {"fresh": "1"}).content.decode() for page in pages]

    reply(cast, "price", text="Nine.")

    assert before == [False, False]
    assert [ASK in client.get(page, {"fresh": "2"}).content.decode() for page in pages] == [True, True]


def test_hostile_texts_are_shown_as_they_are_and_floods_wait(cast: Cast, client: Client) -> None:
    hostile = "<script>alert(1)</script>"

    answer = client.post(ASK, {"text": hostile}).content.decode()
    refused = client.post(ASK, {"text": "a" * 201}).content.decode()
    for _more in range(25):
        last = client.post(ASK, {"text": "again"}).content.decode()

    assert hostile not in answer
    assert "&lt;script&gt;" in answer
    assert "a" * 201 not in refused
    assert "Wait a minute" in last
    assert UnknownWord.objects.get(text="again").count < 20


def test_operator_answers_what_was_asked_in_vain(cast: Cast, client: Client) -> None:
    client.post(ASK, {"text": "Parking?"})
    bob = visitor(cast, "bob")

    page = bob.get("/console/table/draw-in/replies").content.decode()
    facts = {"words": "parking\ncar park", "match": "contains", "text": "Behind the library.", "order": "100"}
    bob.post("/console/table/draw-in/replies/new", facts)
    tried = bob.get("/console/table/draw-in/replies", {"text": "Is there parking?", "channel": ""})

    assert "?word=Parking%3F" in page
    assert [one.reply.text for one in tried.context["tried"]] == ["Behind the library."]
    assert not UnknownWord.objects.exists()
    assert "Behind the library." in client.post(ASK, {"text": "is there parking"}).content.decode()
    row = Reply.objects.get()
    bob.post(f"/console/table/draw-in/replies/{row.key}/state", {"on": "0"})
    assert "Behind the library." not in client.post(ASK, {"text": "is there parking"}).content.decode()


STAGE = """
import json
from coterie.joining.domain.reply import create_reply
from coterie.kit.clock import now
from tests.cast import call_cast
from tests.install import new_install
from tests.joining.doors import code_of
from tests.web.test_main_path import PHONE
from tests.web.test_pages_axe import complaints
cast = call_cast(now=now())
code = code_of(cast, slots=1)
facts = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": now()}
create_reply(words=["price", "价格"], text="Nine.", code=code.pk, **facts)
print(json.dumps({"code": code.slug}))
"""
LOOKS = [("en", "Ask with a word", "Join"), ("zh-CN", "用一个词提问", "加入")]


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_visitor_asks_on_a_phone_and_is_led_to_the_door(tmp_path: Path, browser: Browser, script: bool) -> None:
    install = new_install(tmp_path / "data")
    install.run("community", "list")
    install.python(STAGE)
    with install.serving():
        for language, label, join in LOOKS:
            context = browser.new_context(**PHONE, locale=language, java_script_enabled=script)
            page = context.new_page()
            page.goto(f"{install.address}/c/table")
            page.get_by_label(label).fill("价格？")
            page.locator(".ask-form button").click()

            expect(page.locator(".ask .bubble").last).to_contain_text("Nine.")
            if script:
                expect(page.get_by_label(label)).to_have_value("")
                assert complaints(page) == []
            page.locator(".ask-code").get_by_role("link", name=join).click()
            expect(page).to_have_url(re.compile("/c/table/join"))
            context.close()
