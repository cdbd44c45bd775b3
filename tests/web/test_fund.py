"""The pages of projects: the numbers are exact, the rule is said first, what was typed stays."""

import json
import re

from django.test import Client

from coterie.kit.clock import now
from coterie.market.models import Order, Project
from coterie.web.sign_in.session import BACKEND
from tests.cast import Cast
from tests.market.fund import back, paid
from tests.market.fund_scenes import a_tier


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who], backend=BACKEND)
    return client


def test_public_page_says_how_far_it_is_and_what_becomes_of_the_money(cast: Cast) -> None:
    tier = a_tier(cast)
    paid(cast, back(cast, tier, now=now()), now=now())

    page = Client().get("/c/table/fund/book").content.decode()

    assert "All or nothing: if" in page
    assert ('value="1000" max="3000"' in page, "1 backer" in page, "8 are left" in page) == (True, True, True)
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    facts = json.loads(found)
    assert (facts["@type"], facts["offers"][0]["price"]) == ("Product", "10.00")
    assert "/c/table/fund/book</loc>" in Client().get("/sitemap.xml").content.decode()


def test_pledge_in_one_form(cast: Cast) -> None:
    tier, dan = a_tier(cast), signed_in(cast, "dan")
    wrong = dan.post("/m/table/fund/book", {"tier": tier.variant.key, "quantity": "10"})
    assert (wrong.status_code, 'value="10"' in wrong.content.decode()) == (422, True)

    made = dan.post("/m/table/fund/book", {"tier": tier.variant.key, "quantity": "2"})

    row = Order.objects.get()
    assert (made["Location"], row.amount) == (f"/m/table/pledges/{row.key}", 2000)
    assert row.number in dan.get(made["Location"]).content.decode()


def test_a_form_that_is_wrong_keeps_what_was_typed(cast: Cast) -> None:
    facts = {"title": "Lamp", "slug": "lamp", "kind": "all_or_nothing", "goal": "a lot", "fix_days": "3"}
    alice = signed_in(cast, "alice")

    answer = alice.post("/console/table/earn/projects/new", {**facts, "ends_at": "2999-01-01T19:00"})

    page = answer.content.decode()
    assert (answer.status_code, 'value="a lot"' in page, "Write an amount like" in page) == (422, True, True)
    assert Project.objects.count() == 0


def test_today_tells_of_projects_that_end_this_week(cast: Cast) -> None:
    a_tier(cast)

    assert "1 project ends this week" in signed_in(cast, "alice").get("/console/table/").content.decode()
