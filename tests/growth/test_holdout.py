"""A hold-out: who is in it, what they have, and what is said of the rewards by it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from coterie.growth.domain.campaign import clone_campaign, edit_campaign, make_campaign, turn_campaign
from coterie.growth.domain.participation import take_part
from coterie.growth.domain.terms import Promise, Step
from coterie.growth.models import Campaign, CampaignTerms, Participant
from coterie.growth.queries.campaigns import spent
from coterie.growth.queries.holdout import arms_of
from coterie.growth.queries.ledger import friends_in
from coterie.growth.rules.holdout import is_held_out
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict, DomainError, Invalid
from coterie.web.sign_in.session import BACKEND
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.growth.drive import DAY, HOUR, after, comes, grants
from tests.rewards.points import giving

PEN = Step(at=1, kind="thing", thing="A pen", cost=300)
BOTH = ("dan", "nina")


def kept_out(cast: Cast, **facts: Any) -> tuple[Campaign, str, str]:
    """Let a campaign run with a hold-out; return it, and who of two is promised rewards, and who is held out."""
    usual = {
        "name": "Bring a friend",
        "kind": "individual",
        "starts_at": NOW,
        "ends_at": NOW + 900 * DAY,
        "holdout": 50,
    }
    promise = Promise(steps=facts.pop("steps", (PEN,)), stay_hours=0)
    made = make_campaign(
        community=cast.table.pk, promise=promise, actor=cast.actor("alice"), now=NOW, **(usual | facts)
    )
    keys = (f"key{number}" for number in range(1000))
    drawn = {key: [name for name in BOTH if is_held_out(key, cast.members[name].key, 50)] for key in keys}
    key, [held_out] = next((key, names) for key, names in drawn.items() if len(names) == 1)
    Campaign.objects.filter(pk=made.pk).update(key=key)
    row = turn_campaign(campaign=made.pk, state="running", actor=cast.actor("alice"), now=NOW)
    return row, next(name for name in BOTH if name != held_out), held_out


def take(cast: Cast, row: Campaign, who: str) -> Participant:
    """Let somebody take part."""
    return take_part(campaign=row.pk, actor=cast.actor(who), now=NOW)


def test_chance_draws_as_many_as_it_should() -> None:
    keys = [f"member{number}" for number in range(20_000)]

    for of_hundred in (0, 10, 50):
        share = sum(is_held_out("campaign", key, of_hundred) for key in keys) / len(keys)
        assert share == pytest.approx(of_hundred / 100, abs=0.015)
    assert {key for key in keys if is_held_out("campaign", key, 10)} < {
        key for key in keys if is_held_out("campaign", key, 30)
    }
    assert [is_held_out("campaign", key, 50) for key in keys] != [is_held_out("other", key, 50) for key in keys]


@pytest.mark.django_db
def test_who_is_held_out_brings_friends_who_count_and_has_no_reward(cast: Cast) -> None:
    row, promised, held_out = kept_out(cast)
    has, has_none = take(cast, row, promised), take(cast, row, held_out)
    comes(cast, has, 1, NOW + HOUR)
    comes(cast, has_none, 2, NOW + HOUR)

    assert [after(one, NOW + 2 * HOUR) for one in (has, has_none)] == [["counts"], ["counts"]]
    assert (grants(has), grants(has_none)) == ([("thing", "approved")], [])
    assert (has.terms.number, has_none.terms.number) == (1, 0)


@pytest.mark.django_db
def test_both_read_that_some_have_no_rewards_and_those_who_they_are(cast: Cast) -> None:
    row, promised, held_out = kept_out(cast)
    mine = take(cast, row, held_out)

    pages = {name: page_of(cast, name, row) for name in BOTH}
    friend = Client().get(f"/c/table/with/{mine.key}").content.decode()
    told = {
        name: call("GET", f"/me/memberships/table/campaigns/{row.key}", token_of(cast, name)).json() for name in BOTH
    }

    said = "Of 100 members, 50 drawn by chance take part without rewards: so it is seen what the rewards do."
    assert [said in page for page in pages.values()] == [True, True]
    assert ("This time you are one of them" in pages[held_out], "A pen" in pages[held_out]) == (True, False)
    assert ("This time you are one of them" in pages[promised], "A pen" in pages[promised]) == (False, True)
    assert "gets something for it" not in friend
    terms = [told[name]["terms"] for name in (promised, held_out)]
    assert [(one["holdout"], one["held_out"], len(one["rewards"])) for one in terms] == [(50, False, 1), (50, True, 0)]


def page_of(cast: Cast, who: str, row: Campaign) -> str:
    """Return the page of a campaign as a member sees it."""
    client = Client()
    client.force_login(cast.accounts[who], backend=BACKEND)
    return client.get(f"/m/table/campaigns/{row.key}").content.decode()


@pytest.mark.django_db
def test_running_campaign_keeps_its_hold_out_and_its_terms(cast: Cast) -> None:
    row, _promised, _held_out = kept_out(cast)
    by: dict[str, Any] = {"campaign": row.pk, "actor": cast.actor("alice"), "now": NOW}

    for facts in ({"holdout": 20}, {"holdout": 0}, {"promise": Promise(steps=(PEN,), stay_hours=5)}):
        with pytest.raises(Conflict):
            edit_campaign(**by, **facts)
    with pytest.raises(Conflict, match="first moment stays"):
        edit_campaign(**by, starts_at=NOW + HOUR)
    edit_campaign(**by, name="Another name", promise=Promise(steps=(PEN,), stay_hours=0), holdout=50)

    assert CampaignTerms.objects.filter(campaign=row).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("facts", "error"), [({"holdout": 51}, Invalid), ({"holdout": -1}, Invalid)])
def test_hold_out_beyond_its_bounds_is_refused(cast: Cast, facts: dict[str, Any], error: type[DomainError]) -> None:
    with pytest.raises(error):
        kept_out(cast, **facts)


@pytest.mark.django_db
def test_first_moment_can_be_put_off_until_it_has_come(cast: Cast) -> None:
    row, _promised, _held_out = kept_out(cast, starts_at=NOW + DAY)

    edit_campaign(campaign=row.pk, starts_at=NOW + HOUR, actor=cast.actor("alice"), now=NOW)
    with pytest.raises(Conflict, match="first moment stays"):
        edit_campaign(campaign=row.pk, starts_at=NOW + DAY, actor=cast.actor("alice"), now=NOW + HOUR)

    assert Campaign.objects.get().starts_at == NOW + HOUR


@pytest.mark.django_db
def test_page_that_changes_another_thing_leaves_a_first_moment_between_two_minutes(cast: Cast) -> None:
    row, _promised, _held_out = kept_out(cast, starts_at=NOW + timedelta(seconds=7))
    alice, here = Client(), f"/console/table/spread/campaigns/{row.key}/facts"
    alice.force_login(cast.accounts["alice"], backend=BACKEND)
    page = alice.get(here)
    shown = dict(re.findall(r'name="((?:starts|ends)_at)" value="([^"]*)"', page.text))
    form = page.context["form"]
    written = {one.html_name: one.field.widget.format_value(one.value()) or "" for one in form} | shown

    answer = alice.post(here, {**written, "name": "Another name"})

    row.refresh_from_db()
    assert (answer.status_code, row.name, row.starts_at) == (302, "Another name", NOW + timedelta(seconds=7))


@pytest.mark.django_db
def test_friends_of_who_is_held_out_have_no_reward_either(cast: Cast) -> None:
    cup = Step(at=1, kind="thing", thing="A cup", side="friend")
    row, promised, held_out = kept_out(cast, kind="two_sided", steps=(PEN, cup))
    has, has_none = take(cast, row, promised), take(cast, row, held_out)
    for number, one in ((1, has), (2, has_none)):
        comes(cast, one, number, NOW + HOUR)
        after(one, NOW + 2 * HOUR)

    shown = [Client().get(f"/c/table/with/{one.key}").content.decode() for one in (has, has_none)]

    assert [len(grants(one)) for one in (has, has_none)] == [2, 0]
    assert ["A cup" in text for text in shown] == [True, False]
    assert ["A cup" in page_of(cast, name, row) for name in (promised, held_out)] == [True, False]


@pytest.mark.django_db
@pytest.mark.parametrize("side", ["group", "team"])
def test_what_some_get_together_has_no_hold_out(cast: Cast, side: str) -> None:
    with pytest.raises(Invalid, match="kept from some"):
        kept_out(cast, kind=side, steps=(Step(at=5, kind="thing", thing="A cake", side=side),))


@pytest.mark.django_db
def test_red_envelope_has_no_hold_out(cast: Cast) -> None:
    giving(cast)
    with pytest.raises(Conflict, match="kept from some"):
        kept_out(cast, group=cast.group.key, steps=(Step(at=1, kind="envelope", points=9),))


@pytest.mark.django_db
def test_copy_keeps_the_size_and_draws_anew(cast: Cast) -> None:
    row, _promised, _held_out = kept_out(cast)
    times = {"starts_at": NOW + DAY, "ends_at": NOW + 9 * DAY}

    copy = clone_campaign(campaign=row.pk, name="Again", actor=cast.actor("alice"), now=NOW, **times)

    assert (copy.holdout, [terms.number for terms in copy.terms.all()]) == (50, [1])


@pytest.mark.django_db
def test_arms_are_all_who_were_members_when_it_began(cast: Cast) -> None:
    row, promised, held_out = kept_out(cast)
    has = take(cast, row, promised)
    for visitor in (1, 2):
        friend = comes(cast, has, visitor, NOW + visitor * HOUR)
    comes(cast, take_part(campaign=row.pk, actor=cast.actor(held_out), now=NOW), 3, NOW + HOUR)
    after(has, NOW + DAY)

    first, second = arms_of(row, friends_in(row, NOW + DAY))

    assert friend.joined_at > row.starts_at
    assert first.people + second.people == sum(one.state == "active" for one in cast.members.values())
    assert (first.inviters, first.friends, first.squares) == (1, 2, 4)
    assert (second.inviters, second.friends, second.squares) == (1, 1, 1)


@pytest.mark.django_db
def test_cost_is_that_of_those_who_are_compared(cast: Cast) -> None:
    row, promised, _held_out = kept_out(cast)
    has = take(cast, row, promised)
    later = comes(cast, has, 1, NOW + HOUR)
    theirs = take_part(campaign=row.pk, actor=Actor(account=later.account_id), now=NOW + 2 * HOUR)
    comes(cast, theirs, 2, NOW + 3 * HOUR)
    for one in (has, theirs):
        after(one, NOW + DAY)
    Participant.objects.filter(pk=theirs.pk).update(terms=has.terms)
    after(theirs, NOW + DAY)

    first, _second = arms_of(row, friends_in(row, NOW + DAY))

    assert (spent(row), first.cost, first.friends) == (600, 300, 1)


@pytest.mark.django_db
def test_page_and_api_say_that_it_is_too_early(cast: Cast) -> None:
    row, promised, _held_out = kept_out(cast)
    take(cast, row, promised)
    client = Client()
    client.force_login(cast.accounts["ann"], backend=BACKEND)

    page = client.get(f"/console/table/spread/campaigns/{row.key}/measures").content.decode()
    found = call("GET", f"/communities/table/campaigns/{row.key}/measures", token_of(cast, "ann")).json()["effect"]

    assert "Too few members or friends yet to say anything." in page
    assert re.search(r'<th scope="row">without rewards</th><td class="number">\d+</td>', page)
    assert (found["finding"], found["each"], found["difference"]) == ("early", None, 0)


@pytest.mark.django_db
def test_campaign_without_a_hold_out_says_nothing_of_it(cast: Cast) -> None:
    row, _promised, _held_out = kept_out(cast)
    Campaign.objects.filter(pk=row.pk).update(holdout=0)
    secret = token_of(cast, "ann")

    found = call("GET", f"/communities/table/campaigns/{row.key}/measures", secret).json()

    assert found["effect"] is None
