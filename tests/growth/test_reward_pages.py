"""The kinds of rewards on pages and in calls: written in the form, an address given, seen by who sends, and forgotten."""

import csv
import io

import pytest

from coterie.growth.models import Campaign, CampaignTerms, RewardGrant
from coterie.growth.queries.words import code_of_reward
from coterie.kit.clock import now
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.growth.campaign_scenes import a_campaign, a_friend, to_write
from tests.growth.drive import Step, inviting
from tests.market.stall import on_sale
from tests.rewards.points import giving
from tests.web.visit import visitor

pytestmark = pytest.mark.django_db
HERE, REWARDS, OWN = "/console/table/spread/campaigns", "/console/table/spread/rewards", "/m/table/campaign-rewards"
HOME = "Lindenweg 7, Bern"
PARCEL = Step(at=1, kind="thing", thing="A book", with_address=True)


def test_form_writes_every_kind_and_says_it_again(cast: Cast) -> None:
    giving(cast)
    alice, offer = visitor(cast, "alice"), on_sale(cast, "course", kind="course", title="Headlines").offer
    rows = (f"access:{offer.key}", ""), (f"code:{offer.key}", ""), ("envelope", "200"), ("thing:sent", "A book")
    cells = {
        f"{name}_{place}": value
        for place, row in enumerate(rows, start=1)
        for name, value in zip(("at", "kind", "value"), (str(place), *row), strict=True)
    }

    made = alice.post(f"{HERE}/new", {**to_write(None), **cells, "group": cast.group.key, "celebrate": "on"})

    page = alice.get(made["Location"]).content.decode()
    for words in (
        "For 1 friend who counts you get: access to “Headlines”.", "get: a code for “Headlines”.",
        "get: a red envelope for the group: 200 points.", "get: A book.", "the group reads it with your name",
    ):  # fmt: skip
        assert words in page
    row = Campaign.objects.get()
    assert row.terms.get().milestones.get(at=4).with_address
    again = alice.get(f"{HERE}/{row.key}/facts").context["form"]
    alice.post(f"{HERE}/{row.key}/facts", {bound.html_name: bound.value() for bound in again if bound.value()})
    assert (CampaignTerms.objects.count(), row.group) == (1, cast.group)


def parcel(cast: Cast) -> RewardGrant:
    """Let dan earn a book that is sent."""
    a_friend(cast, a_campaign(cast, by_hand=False, steps=(PARCEL,)))
    return RewardGrant.objects.get()


def test_address_is_asked_for_read_by_who_sends_and_forgotten(cast: Cast) -> None:
    row, dan, alice = parcel(cast), visitor(cast, "dan"), visitor(cast, "alice")
    own = f"/m/table/campaigns/{row.campaign.key}"
    assert "Where is it to be sent?" in dan.get(own).content.decode()
    assert "has not yet said where" in alice.get(REWARDS).content.decode()

    told = dan.post(f"{OWN}/{row.key}/address", {"address": HOME}, follow=True).content.decode()
    assert "The hosts know where to send it." in told
    assert HOME in told
    assert f"Send to: {HOME}" in alice.get(REWARDS).content.decode()
    assert HOME not in visitor(cast, "bob").get(REWARDS).content.decode()

    alice.post(f"{REWARDS}/{row.key}", {"to": "delivered", "note": ""})
    assert HOME not in alice.get(REWARDS).content.decode() + dan.get(own).content.decode()
    row.refresh_from_db()
    assert (row.state, row.address) == ("delivered", "")


def test_address_that_says_nothing_is_asked_for_again(cast: Cast) -> None:
    row = parcel(cast)

    answer = visitor(cast, "dan").post(f"{OWN}/{row.key}/address", {"address": " "})

    assert (answer.status_code, "This field is required." in answer.content.decode()) == (422, True)
    assert visitor(cast, "nina").post(f"{OWN}/{row.key}/address", {"address": HOME}).status_code == 404


def test_friend_says_where_on_the_page_of_all_campaigns(cast: Cast) -> None:
    row = parcel(cast)
    row.milestone.side = "friend"
    row.milestone.save()
    row.participant = inviting(cast, row.campaign, "nina", now())
    row.save()
    dan = visitor(cast, "dan")
    assert "Where is it to be sent?" in dan.get("/m/table/campaigns").content.decode()

    wrong = dan.post(f"{OWN}/{row.key}/address", {"address": ""})
    assert (wrong.status_code, "A thank-you to you" in wrong.content.decode()) == (422, True)
    assert dan.post(f"{OWN}/{row.key}/address", {"address": HOME})["Location"] == "/m/table/campaigns"


def test_only_who_sends_finds_addresses_in_tables_and_calls(cast: Cast) -> None:
    row = parcel(cast)
    said = call(
        "PUT", f"/me/memberships/table/campaign-rewards/{row.key}/address", token_of(cast, "dan"), {"address": HOME}
    )
    assert (said.status_code, said.json()["address"]) == (200, HOME)

    for who, address in (("alice", HOME), ("bob", "")):
        table = visitor(cast, who).get(f"{REWARDS}.csv").getvalue().decode("utf-8-sig")
        [line] = csv.DictReader(io.StringIO(table))
        [found] = call("GET", "/communities/table/campaign-rewards", token_of(cast, who)).json()["items"]
        assert (line["address"], found["address"]) == (address, address)


def test_code_stands_on_the_page_of_its_owner_alone(cast: Cast) -> None:
    offer = on_sale(cast, "course", kind="course", title="Headlines").offer
    a_friend(cast, a_campaign(cast, by_hand=False, steps=(Step(at=1, kind="code", offer=offer.key),)))
    row = RewardGrant.objects.get()
    code = code_of_reward(row)

    page = visitor(cast, "dan").get(f"/m/table/campaigns/{row.campaign.key}").content.decode()
    [own] = call("GET", "/me/memberships/table/campaign-rewards", token_of(cast, "dan")).json()["items"]

    assert (code in page, f'href="/o/{offer.slug}/gift"' in page) == (True, True)
    assert (own["code"], own["reward"]["offer"], own["address"]) == (code, offer.key, None)
    assert code not in visitor(cast, "alice").get(REWARDS).content.decode()
