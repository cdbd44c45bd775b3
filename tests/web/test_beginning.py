"""The five questions, and the first steps after them."""

import re

from django.http import HttpResponse

from coterie.accounts.models import Account
from coterie.communities.models import Community
from coterie.groups.models import Group
from coterie.joining.models import LiveCode
from tests.cast import Cast
from tests.talk.speech import say
from tests.web.visit import visitor

ANSWERS = {
    "name": "Menu Writers",
    "what_kind": "A table of menus",
    "types": ["knowledge"],
    "who": "cooks who write",
    "needs": ["learning", "friends"],
    "together": "One dish a week that sells out",
    "what_together": "Mondays we read menus aloud",
    "rules": "Be kind.\nNo advertisements.",
    "purposes": ["serve"],
    "you": "Wen",
    "slug": "",
    "timezone": "Asia/Shanghai",
    "language": "en",
    "currency": "CNY",
}


def answer(cast: Cast, **changes: object) -> HttpResponse:
    return visitor(cast, "stranger").post("/console/begin", {**ANSWERS, **changes})


def test_answers_become_the_canvas(cast: Cast) -> None:
    given = answer(cast)

    row = Community.objects.get(slug="menu-writers")
    assert given["Location"] == "/console/menu-writers/first-steps"
    assert (row.canvas.what_kind, row.canvas.attribute) == ("A table of menus", "cooks who write")
    assert row.canvas.goal == row.canvas.why_together == "One dish a week that sells out"
    assert row.canvas.own_rules == "Be kind."
    assert row.canvas.portrait == {"who": "cooks who write"}
    assert Group.objects.get(community=row).name == "Everybody"
    assert Account.objects.get(pk=cast.accounts["stranger"].pk).name == "Wen"
    assert LiveCode.objects.get(community=row).title == "First code"


def test_what_was_typed_stays_when_something_is_missing(cast: Cast) -> None:
    given = answer(cast, types=[], together="")

    page = given.content.decode()
    assert given.status_code == 200
    assert "Choose at least one." in page
    assert "cooks who write" in page
    assert re.search(r'name="needs" value="friends"[^>]*checked', page)
    assert not Community.objects.filter(name="Menu Writers").exists()


def test_an_address_that_is_taken_opens_its_field(cast: Cast) -> None:
    page = answer(cast, slug="table").content.decode()

    assert "This address is taken." in page
    assert '<details class="disclosure asking-more" open>' in page


def test_a_name_that_is_only_the_address_is_asked_for(cast: Cast) -> None:
    known = visitor(cast, "stranger").get("/console/begin").content.decode()
    Account.objects.filter(pk=cast.accounts["stranger"].pk).update(name="stranger")
    unknown = visitor(cast, "stranger").get("/console/begin").content.decode()

    assert re.search(r'name="you" value="Stranger"', known)
    assert not re.search(r'name="you" value=', unknown)


def test_first_steps_from_closed_to_talking(cast: Cast) -> None:
    answer(cast)
    owner, steps = visitor(cast, "stranger"), "/console/menu-writers/first-steps"

    closed = owner.get(steps).content.decode()
    opened = owner.post("/console/menu-writers/position/opening", follow=True).content.decode()

    assert "Menu Writers is ready." in closed
    assert 'action="/console/menu-writers/position/opening"' in closed
    assert closed.count("path-done") == 0
    assert "The doors are open." in opened
    assert opened.count("path-done") == 1
    assert "The doors are closed" not in owner.get("/console/menu-writers/").content.decode()


def test_first_steps_ask_for_missing_answers(cast: Cast) -> None:
    Community.objects.filter(pk=cast.table.pk).update(opened_at=None, state="draft")
    cast.table.canvas.goal = ""
    cast.table.canvas.save()

    page = visitor(cast, "alice").get("/console/table/first-steps").content.decode()

    assert "1 part of the canvas is unanswered" in page
    assert "/position/opening" not in page


def test_first_steps_see_what_was_said(cast: Cast) -> None:
    say(cast, "dan", "Hello")

    page = visitor(cast, "bob").get("/console/table/first-steps").content.decode()

    assert page.count("path-done") == 2


def test_today_leads_a_closed_community_to_its_first_steps(cast: Cast) -> None:
    answer(cast)

    page = visitor(cast, "stranger").get("/console/menu-writers/").content.decode()

    assert "The doors are closed" in page
    assert 'href="/console/menu-writers/first-steps"' in page


def test_print_sheet_carries_the_code(cast: Cast, settings: object) -> None:
    answer(cast)
    code = LiveCode.objects.get(community__slug="menu-writers")
    sheet = f"/console/menu-writers/codes/{code.slug}/sheet"
    owner = visitor(cast, "stranger")

    here = owner.get(sheet).content.decode()
    settings.BASE_URL = "https://table.example"
    there = owner.get(sheet).content.decode()

    assert "works on this machine alone" in here
    assert "works on this machine alone" not in there
    assert f"https://table.example/g/{code.slug}" in there
