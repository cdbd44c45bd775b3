"""The pages of campaigns, without JavaScript: written, started, a friend comes and counts, the reward is handed over."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client

from coterie.growth.domain.settling import settle
from coterie.growth.models import Campaign, CampaignTerms, Participant, ReferralRecord, RewardGrant
from coterie.kit.clock import now
from coterie.members.domain.badge import make_badge
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.growth.campaign_scenes import a_campaign, a_friend, to_write
from tests.growth.drive import comes, inviting
from tests.rewards.points import SYSTEM, hear
from tests.web.visit import visitor

pytestmark = pytest.mark.django_db
HERE = "/console/table/spread/campaigns"
REWARDS = "/console/table/spread/rewards"


def page_at(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def written(**facts: str) -> dict[str, object]:
    """Return a form of a campaign that runs from now on."""
    lasts = {"starts_at": "2020-01-01T19:00", "ends_at": "2999-02-01T19:00"}
    return {**to_write(None), **lasts, "stay_hours": "0", "by_hand": "on", "at_1": "1", **facts}


def counted(client: Client, key: str) -> list[str]:
    """Return the numbers of a campaign's page: count, take part, spent."""
    page = page_at(client, f"{HERE}/{key}")
    stats = page[page.index('<dl class="stats">') : page.index("</dl>")]
    return [part.partition("</dd>")[0] for part in stats.split("<dd>")[1:]]


def test_story_of_a_campaign(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    assert "No campaign yet" in page_at(alice, HERE)
    assert 'value="Three friends, a thank-you"' in page_at(alice, f"{HERE}/new")

    made = alice.post(f"{HERE}/new", written(budget="9.00"))
    row = Campaign.objects.get()
    assert made["Location"] == f"{HERE}/{row.key}"
    assert "For 1 friend who counts you get: A pen." in page_at(alice, f"{HERE}/{row.key}")
    assert alice.post(f"{HERE}/{row.key}/state", {"state": "running"}).status_code == 302

    dan = inviting(cast, row, now=now())
    friend = comes(cast, dan, 71, now())
    hear("growth.referrals", now=now())
    settle(participant=dan.pk, actor=SYSTEM, now=now() + timedelta(seconds=1))
    assert counted(alice, row.key) == ["1", "1", "CN¥3.00"]
    assert "waits for approval" in page_at(alice, f"{REWARDS}?state=pending")

    grant = RewardGrant.objects.get()
    back = alice.post(f"{REWARDS}/{grant.key}?state=pending", {"to": "approved", "note": "Well done"})
    assert back["Location"] == f"{REWARDS}?state=pending"
    alice.post(f"{REWARDS}/{grant.key}", {"to": "delivered", "note": "At the supper"})
    grant.refresh_from_db()
    assert (grant.state, grant.note) == ("delivered", "At the supper")

    place = f"{HERE}/{row.key}/people/{dan.key}"
    assert "opened the link: Dan" in page_at(alice, place)
    refused = alice.post(f"{place}/friends/{friend.key}", {"may_count": "0", "why": "The same phone"})
    assert refused["Location"] == place
    page = page_at(alice, place)
    assert "a host looked at it and decided against it" in page
    assert "The same phone" in page
    assert counted(alice, row.key)[0] == "0"

    alice.post(f"{HERE}/{row.key}/state", {"state": "ended"})
    assert "ended" in page_at(alice, HERE)
    assert page_at(alice, f"{HERE}?state=running").count(row.name) == 0


def test_form_that_is_wrong_keeps_what_was_typed(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    wrong = {
        "cost_1": "a lot", "kind_2": "points", "value_2": "many", "at_2": "2", "kind_3": "coupon", "value_4": "x",
    }  # fmt: skip

    answer = alice.post(f"{HERE}/new", written(**wrong))

    page = answer.content.decode()
    assert answer.status_code == 422
    for kept in ('value="Summer"', 'value="a lot"', 'value="many"', 'value="x"'):
        assert kept in page
    for told in ("Write an amount like", "Choose a number from 1 to 100000.", "Say for how many friends."):
        assert told in page
    assert not Campaign.objects.exists()


def test_what_the_domain_refuses_is_told_and_kept(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    twice = {f"{name}_2": value for name, value in {"at": "1", "kind": "thing", "value": "A cup"}.items()}

    answer = alice.post(f"{HERE}/new", written(**twice))

    page = answer.content.decode()
    assert (answer.status_code, "Two milestones stand at the same number." in page) == (422, True)
    assert 'value="A cup"' in page
    assert not Campaign.objects.exists()


def test_what_promises_nothing_is_not_started(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    alice.post(f"{HERE}/new", written(at_1="", kind_1="", value_1="", cost_1=""))
    row = Campaign.objects.get()

    answer = alice.post(f"{HERE}/{row.key}/state", {"state": "running"})

    assert (answer.status_code, "Say what who brings friends gets" in answer.content.decode()) == (422, True)
    row.refresh_from_db()
    assert row.state == "draft"


def test_new_terms_are_for_who_comes_later(cast: Cast) -> None:
    alice, row = visitor(cast, "alice"), a_campaign(cast)
    a_friend(cast, row)
    form = page_at(alice, f"{HERE}/{row.key}/facts")
    assert "1 takes part already" in form
    assert 'value="A pen"' in form

    told = alice.post(f"{HERE}/{row.key}/facts", written(value_1="A book"), follow=True).content.decode()

    assert "Who takes part already keeps the one they began with." in told
    assert "Version 1: 1 keeps it" in told
    assert [terms.number for terms in CampaignTerms.objects.order_by("pk")] == [1, 2]
    assert Participant.objects.get().terms.number == 1
    same = alice.post(f"{HERE}/{row.key}/facts", written(value_1="A book"), follow=True).content.decode()
    assert ("Kept." in same, CampaignTerms.objects.count()) == (True, 2)


def test_form_says_again_all_that_was_promised(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    badge = make_badge(community=cast.table.pk, name="Bridge", symbol="star", actor=cast.actor("alice"), now=now())
    both = {
        "kind": "two_sided", "kind_1": f"badge:{badge.key}", "value_1": "", "stock_1": "9", "side_2": "friend",
        "kind_2": "coupon", "value_2": "10 %", "cost_2": "1.50", "budget": "12.00", "speak": "on",
    }  # fmt: skip
    alice.post(f"{HERE}/new", written(**both))
    row = Campaign.objects.get()
    page = page_at(alice, f"{HERE}/{row.key}")
    assert "the badge “Bridge”. There are 9 of it." in page
    assert "A friend who counts gets: a coupon of 10\xa0%." in page.replace("10 %", "10\xa0%")

    again = alice.get(f"{HERE}/{row.key}/facts").context["form"]
    alice.post(f"{HERE}/{row.key}/facts", {bound.html_name: bound.value() for bound in again if bound.value()})

    assert CampaignTerms.objects.count() == 1


def test_word_on_a_friend_needs_a_reason(cast: Cast) -> None:
    row = a_campaign(cast)
    dan, friend = a_friend(cast, row)
    place = f"{HERE}/{row.key}/people/{dan.key}"
    alice = visitor(cast, "alice")

    answer = alice.post(f"{place}/friends/{friend.key}", {"may_count": "0", "why": " "})

    assert (answer.status_code, "This field is required." in answer.content.decode()) == (422, True)
    assert not ReferralRecord.objects.filter(kind="reviewed").exists()
    stranger = cast.members["nina"].key
    assert alice.post(f"{place}/friends/{stranger}", {"may_count": "0", "why": "No"}).status_code == 404


def test_reward_that_waits_is_not_handed_over(cast: Cast) -> None:
    a_friend(cast, a_campaign(cast))
    grant = RewardGrant.objects.get()

    answer = visitor(cast, "alice").post(f"{REWARDS}/{grant.key}", {"to": "delivered", "note": "Here"})

    page = answer.content.decode()
    assert (answer.status_code, "This reward is not to be handed over." in page) == (422, True)
    assert 'value="Here"' in page
    grant.refresh_from_db()
    assert (grant.state, grant.note) == ("pending", "")


def test_leaders_stand_by_the_friends_who_count(cast: Cast) -> None:
    row = a_campaign(cast)
    a_friend(cast, row, "dan", 71)
    a_friend(cast, row, "carol", 72)
    a_friend(cast, row, "carol", 73)

    page = page_at(visitor(cast, "alice"), f"{HERE}/{row.key}/people")

    assert page.index("Carol") < page.index("Dan")
    assert "2 count" in page


def test_tables_hold_what_the_pages_show(cast: Cast) -> None:
    row = a_campaign(cast)
    dan, friend = a_friend(cast, row)
    alice = visitor(cast, "alice")

    friends, rewards = (
        list(csv.DictReader(io.StringIO(alice.get(path).getvalue().decode("utf-8-sig"))))
        for path in (f"{HERE}/{row.key}/friends.csv", f"{REWARDS}.csv?state=pending")
    )

    assert [(one["friend"], one["invited_by"], one["standing"]) for one in friends] == [(friend.name, "Dan", "counts")]
    assert [(one["name"], one["reward"], one["cost"]) for one in rewards] == [("Dan", "A pen", "3.00")]
    assert dan.key in page_at(alice, f"{HERE}/{row.key}/people")


def test_copy_is_a_plan_with_the_same_terms(cast: Cast) -> None:
    alice, row = visitor(cast, "alice"), a_campaign(cast)
    copies = f"{HERE}/{row.key}/copies"
    facts = {"name": "Autumn", "starts_at": "2999-01-01T19:00", "ends_at": "2998-01-01T19:00"}
    wrong = alice.post(copies, facts)
    assert (wrong.status_code, 'value="Autumn"' in wrong.content.decode(), Campaign.objects.count()) == (422, True, 1)

    alice.post(copies, {**facts, "ends_at": "2999-02-01T19:00"})

    made = Campaign.objects.get(name="Autumn")
    assert (made.state, made.budget, made.terms.get().milestones.get().thing) == ("draft", 900, "A pen")


def test_today_tells_of_rewards_that_wait(cast: Cast) -> None:
    a_friend(cast, a_campaign(cast))
    alice, secret = visitor(cast, "alice"), token_of(cast, "alice")

    assert "1 reward waits for you" in page_at(alice, "/console/table/")
    waiting = call("GET", "/communities/table/today", secret).json()["waiting"]
    assert [one["number"] for one in waiting if one["cause"] == "rewards"] == [1]
    assert "reward waits" not in page_at(visitor(cast, "bob"), "/console/table/")
