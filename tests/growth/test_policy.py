"""The law of a community: which pack holds, what campaigns may not promise, and what another pack would touch."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from coterie.communities.models import Community
from coterie.growth.domain.campaign import clone_campaign, edit_campaign, turn_campaign
from coterie.growth.domain.policy import choose_policy, refuse_unlawful
from coterie.growth.domain.terms import Promise as Terms
from coterie.growth.domain.terms import Step
from coterie.growth.errors import PolicyBroken
from coterie.growth.models import Campaign, CampaignTerms, Milestone, PolicyChoice
from coterie.growth.queries import policy
from coterie.growth.queries.policy import RunningPlan, pack_of, plans_touched, promise_of
from coterie.growth.rules.packs import packs
from coterie.growth.rules.policy import Promise
from coterie.kit.errors import Forbidden, Invalid, NotFound
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.growth.campaign_scenes import to_write
from tests.growth.drive import DAY, running
from tests.talk.speech import told
from tests.web.visit import visitor

pytestmark = pytest.mark.django_db
CASH = Step(at=1, kind="thing", thing="50 yuan in cash", cost=5_000)
CUP = Step(at=1, kind="thing", thing="A cup", cost=300)
LAW, CAMPAIGNS, API = "/console/table/spread/law", "/console/table/spread/campaigns", "/communities/table/policy"


def choosing(cast: Cast, pack: str, who: str = "alice") -> PolicyChoice:
    return choose_policy(community=cast.table.pk, pack=pack, actor=cast.actor(who), now=NOW)


def touched(cast: Cast, pack: str) -> list[tuple[str, list[str]]]:
    found = plans_touched(cast.actor("alice"), cast.table.pk, packs()[pack])
    return [(one.plan.name, [refusal.rule for refusal in one.refusals]) for one in found]


def test_pack_is_where_the_currency_is_at_home_until_another_is_chosen(cast: Cast) -> None:
    assert pack_of(cast.table.pk).id == "cn"
    Community.objects.filter(pk=cast.table.pk).update(currency="USD")
    assert pack_of(cast.table.pk).id == "us"

    row, again = choosing(cast, "eu"), choosing(cast, "eu")

    assert pack_of(cast.table.pk).id == "eu"
    assert (row.pk, row.version, row.account_id) == (again.pk, packs()["eu"].version, cast.accounts["alice"].pk)
    assert [event.data for event in told("policy_chosen")] == [{"pack": "eu", "version": packs()["eu"].version}]


def test_pack_that_was_taken_away_leaves_the_one_of_the_currency(cast: Cast) -> None:
    choosing(cast, "eu")
    PolicyChoice.objects.update(pack="gone")

    assert pack_of(cast.table.pk).id == "cn"


def test_who_may_not_edit_campaigns_chooses_no_law(cast: Cast) -> None:
    for who, wrong in (("bob", Forbidden), ("dan", NotFound)):
        with pytest.raises(wrong):
            choosing(cast, "us", who)
    with pytest.raises(Invalid):
        choosing(cast, "moon")

    assert not PolicyChoice.objects.exists()


def test_money_for_friends_who_join_is_refused_in_china(cast: Cast) -> None:
    with pytest.raises(PolicyBroken, match=r"cn\.cash") as refused:
        running(cast, CASH, budget=90_000)

    assert "Regulation on the Prohibition of Pyramid Selling" in str(refused.value)
    assert "Article 7 (1)" in str(refused.value)
    assert not Campaign.objects.exists()


def test_money_for_friends_who_buy_is_a_share_of_a_sale(cast: Cast) -> None:
    assert running(cast, CASH, budget=90_000, buy=True).state == "running"


def test_money_for_friends_needs_an_end_elsewhere(cast: Cast) -> None:
    choosing(cast, "us")
    with pytest.raises(PolicyBroken, match=r"us\.capped"):
        running(cast, CASH)

    assert running(cast, CASH, budget=90_000).state == "running"
    limited = Step(at=1, kind="thing", thing="¥50", stock=3)
    assert running(cast, limited).state == "running"


def test_tap_of_a_friend_is_not_rewarded_in_china(cast: Cast) -> None:
    nothing = {"stay_hours": 0, "back_days": 0}
    with pytest.raises(PolicyBroken, match=r"cn\.sharing"):
        running(cast, CUP, **nothing)

    assert running(cast, CUP, **nothing, speak=True).state == "running"
    choosing(cast, "eu")
    assert running(cast, CUP, **nothing).state == "running"


def test_edit_beyond_the_law_changes_nothing(cast: Cast) -> None:
    row = running(cast, CUP)
    facts = {"campaign": row.pk, "actor": cast.actor("alice"), "now": NOW}
    with pytest.raises(PolicyBroken):
        edit_campaign(**facts, name="Cash now", promise=Terms(steps=(CASH,)))

    row.refresh_from_db()
    assert (row.name, row.terms.count()) == ("Bring a friend", 1)


def a_campaign_of_before(cast: Cast) -> Campaign:
    """Let a campaign run that promises cash, from before anybody asked the law."""
    row = running(cast, CUP, budget=90_000)
    terms = CampaignTerms.objects.create(campaign=row, number=2, made_at=NOW)
    Milestone.objects.create(terms=terms, at=1, kind="thing", thing="¥50", cost=5_000)
    return row


def test_what_runs_goes_on_and_can_be_ended_but_not_started_again(cast: Cast) -> None:
    row = a_campaign_of_before(cast)
    by: dict[str, Any] = {"campaign": row.pk, "actor": cast.actor("alice"), "now": NOW}
    assert turn_campaign(**by, state="paused").state == "paused"
    with pytest.raises(PolicyBroken):
        turn_campaign(**by, state="running")
    with pytest.raises(PolicyBroken):
        clone_campaign(**by, name="Once more", starts_at=NOW, ends_at=NOW + DAY)

    assert turn_campaign(**by, state="ended").state == "ended"


def test_another_pack_shows_what_it_would_touch_before_it_is_chosen(cast: Cast) -> None:
    row = a_campaign_of_before(cast)

    assert touched(cast, "cn") == [("Bring a friend", ["cn.cash"])]
    assert touched(cast, "us") == []
    turn_campaign(campaign=row.pk, state="ended", actor=cast.actor("alice"), now=NOW)
    assert touched(cast, "cn") == []


def test_higher_context_hands_in_its_plans(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = RunningPlan("programme", "p", "Partners of the table", Promise(levels=3))
    monkeypatch.setattr(policy, "SOURCES", dict(policy.SOURCES))
    policy.tells_plans(lambda community: [plan] if community == cast.table.pk else [])

    assert touched(cast, "eu") == [("Partners of the table", ["eu.levels"])]


def test_plan_of_anybody_is_asked_of_the_law_of_its_community(cast: Cast) -> None:
    refuse_unlawful(community=cast.table.pk, promise=Promise(levels=2, order_cap=3000))
    with pytest.raises(PolicyBroken, match=r"cn\.levels.*cn\.cap"):
        refuse_unlawful(community=cast.table.pk, promise=Promise(levels=3, order_cap=5000))


def test_campaign_without_terms_promises_nothing(cast: Cast) -> None:
    row = running(cast, CUP)
    row.terms.all().delete()

    assert promise_of(row) == Promise()


def page_at(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_story_of_the_law_on_pages(cast: Cast) -> None:
    alice, row = visitor(cast, "alice"), a_campaign_of_before(cast)
    page = page_at(alice, LAW)
    assert "These rules hold here, because you sell in CNY." in page
    assert "cn.cash" in page
    assert f'{CAMPAIGNS}/{row.key}">Bring a friend' in page
    other = page_at(alice, f"{LAW}?pack=us")
    assert "You are looking at other rules. Here hold those of: China." in other
    assert "None: everything that runs obeys these rules." in other
    assert b"us.prize" in b"".join(alice.get(f"{LAW}.csv?pack=us"))

    assert alice.post(f"{LAW}/pack", {"pack": "moon"}).status_code == 422
    assert alice.post(f"{LAW}/pack", {"pack": "us"}).status_code == 302
    assert "These rules hold here. They were chosen on" in page_at(alice, LAW)
    PolicyChoice.objects.update(version="2025.1")
    assert "These rules are newer" in page_at(alice, LAW)


def test_refusal_stands_on_the_form_and_keeps_what_was_typed(cast: Cast) -> None:
    typed = {**to_write(None), "value_1": "现金红包"}
    answer = visitor(cast, "alice").post(f"{CAMPAIGNS}/new", typed)

    assert answer.status_code == 422
    assert "rule cn.cash" in answer.content.decode()
    assert "现金红包" in answer.content.decode()


def test_same_by_api(cast: Cast) -> None:
    a_campaign_of_before(cast)
    secret = token_of(cast, "alice")
    there = call("GET", API, secret).json()
    assert (there["pack"], there["holds"], there["chosen_at"], there["packs"]) == ("cn", "cn", None, ["cn", "eu", "us"])
    assert [one["rules"] for one in there["touched"]] == [["cn.cash"]]
    preview = call("GET", f"{API}?pack=eu", secret).json()
    assert (preview["pack"], preview["holds"], preview["touched"]) == ("eu", "cn", [])

    assert call("PUT", API, secret, {"pack": "moon"}).status_code == 422
    assert call("PUT", API, secret, {"pack": "eu"}).json()["holds"] == "eu"
    steps = [{"at": 1, "kind": "thing", "thing": "Cash"}]
    lasts = {"starts_at": "2999-01-01T19:00:00Z", "ends_at": "2999-02-01T19:00:00Z"}
    body = {"name": "Cash", "kind": "individual", **lasts, "terms": {"steps": steps}}
    refused = call("POST", "/communities/table/campaigns", secret, body)
    assert (refused.status_code, refused.json()["code"]) == (409, "policy_broken")
    assert "eu.capped" in refused.json()["title"]


def test_prize_that_all_draw_has_a_limit(cast: Cast) -> None:
    car = Step(at=2, side="group", kind="thing", thing="A car", cost=5_000_001)
    running(cast, replace(car, cost=5_000_000), kind="group", group=cast.group.key)

    with pytest.raises(PolicyBroken, match=r"cn\.prize"):
        running(cast, car, kind="group", group=cast.group.key)
