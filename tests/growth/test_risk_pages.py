"""The pages of held friends, without JavaScript: the queue, one by one and many at once, the ring, rules, the report."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coterie.growth.domain.settling import settle
from coterie.growth.models import Hold, RewardGrant, RiskRules
from coterie.kit.clock import now
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.growth.campaign_scenes import a_campaign
from tests.growth.ring import ring_now
from tests.growth.risk_pages import with_lessons
from tests.rewards.points import SYSTEM
from tests.web.visit import visitor

pytestmark = pytest.mark.django_db
HERE = "/console/table/spread/risk"
API = "/communities/table/risk"


class Scene:
    """The cast, for what the matrix puts on the stage."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast


def page_at(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def two_rings(cast: Cast) -> list[Hold]:
    """Let dan and nina each bring a ring."""
    first = ring_now(cast)
    return [first, ring_now(cast, first.campaign, "nina", 72)]


def test_story_of_a_ring(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    assert "Nobody is held" in page_at(alice, HERE)
    hold = ring_now(cast)
    assert "1 friend is held" in page_at(alice, "/console/table/")

    queue = page_at(alice, HERE)
    assert "2 others joined from the same browser" in queue
    assert f"{HERE}/held/{hold.key}" in queue
    page = page_at(alice, f"{HERE}/held/{hold.key}")
    assert page.count('class="circle-browser"') == 3
    assert page.count('class="circle-brought"') == 4
    assert "from the browser of number 1" in page
    assert "from the browser of number 2" in page
    assert "opened the link: Dan" in page

    member = visitor(cast, "dan")
    own = page_at(member, f"/m/table/campaigns/{hold.campaign.key}")
    assert "Friend 71<small>is being looked at</small></span>" in own
    assert [word for word in ("silent", "suspic", "others joined", "came together") if word in own] == []

    done = alice.post(f"{HERE}/words", {"hold": [hold.key], "action": "1", "why": "A school's computer"})
    assert done["Location"] == f"{HERE}?"
    settle(participant=hold.participant_id, actor=SYSTEM, now=now())
    assert RewardGrant.objects.get().state == "pending"
    assert "Nobody is held" in page_at(alice, HERE)
    assert "let through" in page_at(alice, f"{HERE}?state=passed")
    assert "A school&#x27;s computer" in page_at(alice, f"{HERE}/held/{hold.key}")


def test_many_are_decided_at_once(cast: Cast) -> None:
    first, second = two_rings(cast)
    alice = visitor(cast, "alice")

    alice.post(f"{HERE}/words?state=waiting", {"hold": [first.key, second.key], "action": "0", "why": "One phone"})

    assert set(Hold.objects.values_list("state", flat=True)) == {"refused"}
    assert page_at(alice, f"{HERE}?state=all").count("<br><small>refused</small>") == 2


def test_wrong_word_keeps_what_was_ticked_and_typed(cast: Cast) -> None:
    hold = ring_now(cast)
    alice = visitor(cast, "alice")

    silent = alice.post(f"{HERE}/words", {"hold": [hold.key], "action": "0", "why": ""})
    nobody = alice.post(f"{HERE}/words", {"action": "0", "why": "One phone"})

    assert (silent.status_code, nobody.status_code) == (422, 422)
    assert re.search(rf'value="{hold.key}"[^>]* checked', silent.content.decode())
    assert 'value="One phone"' in nobody.content.decode()
    assert "Choose from 1 to 500 friends." in nobody.content.decode()
    assert Hold.objects.get().state == "waiting"


def test_list_is_narrowed_by_state_and_campaign_and_comes_as_csv(cast: Cast) -> None:
    first, second = two_rings(cast)
    alice = visitor(cast, "alice")
    alice.post(f"{HERE}/words", {"hold": [second.key], "action": "0", "why": "One phone"})

    rows = list(csv.DictReader(io.StringIO(alice.get(f"{HERE}.csv").getvalue().decode("utf-8-sig"))))
    every = list(csv.DictReader(io.StringIO(alice.get(f"{HERE}.csv?state=all").getvalue().decode("utf-8-sig"))))

    assert [(row["friend"], row["invited_by"], row["signals"], row["state"]) for row in rows] == [
        ("Friend 71", "Dan", "browser ring", "waiting")
    ]
    assert len(every) == 2
    assert "Nobody is held" in page_at(alice, f"{HERE}?campaign=nobody234567")
    assert first.member.name in page_at(alice, f"{HERE}?campaign={first.campaign.key}")


def test_list_takes_the_same_number_of_queries_with_one_and_with_two(cast: Cast) -> None:
    alice, counted = visitor(cast, "alice"), []
    first = ring_now(cast)
    for place in range(2):
        with CaptureQueriesContext(connection) as asked:
            page_at(alice, HERE)
        counted.append(len(asked))
        if not place:
            ring_now(cast, first.campaign, "nina", 72)

    assert counted[0] == counted[1]


def test_rules_are_set_and_kept_as_versions(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    page = page_at(alice, f"{HERE}/rules")
    assert "A friend is held from a suspicion of 50" in page
    assert "You decided on 0 friends so far" in page

    kept = alice.post(f"{HERE}/settings", {"strictness": "strict", "looked_at": ["browser", "ring"]})
    wrong = alice.post(f"{HERE}/settings", {"strictness": "wild", "looked_at": ["browser"]})

    assert (kept.status_code, wrong.status_code) == (302, 422)
    row = RiskRules.objects.get()
    assert (row.strictness, row.off) == ("strict", ["burst", "haste", "inviters", "mail"])
    assert "version 1: strict" in page_at(alice, f"{HERE}/rules")


def test_proposed_weights_are_shown_and_taken(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    refused = alice.post(f"{HERE}/weights")
    with_lessons(Scene(cast))
    page = page_at(alice, f"{HERE}/rules")
    assert "propose other weights" in page

    taken = alice.post(f"{HERE}/weights")

    assert (refused.status_code, taken.status_code) == (422, 302)
    row = RiskRules.objects.get()
    assert row.learned >= 10
    assert row.weights["browser"] != 4.0
    assert "These are the weights that your decisions teach." in page_at(alice, f"{HERE}/rules")


def test_report_says_how_often_it_was_wrong(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    assert "Nobody was held yet" in page_at(alice, f"{HERE}/report")
    with_lessons(Scene(cast))

    page = page_at(alice, f"{HERE}/report")
    every, browser, *_ = csv.DictReader(io.StringIO(alice.get(f"{HERE}/report.csv").getvalue().decode("utf-8-sig")))

    assert "several people from one browser" in page
    assert (every["signal"], browser["signal"]) == ("any", "browser")
    assert int(every["held_and_decided"]) == Hold.objects.exclude(state="waiting").count()
    assert float(every["low"]) < float(every["share"]) < float(every["high"])


def test_program_does_what_the_pages_do(cast: Cast) -> None:
    hold, secret = ring_now(cast), token_of(cast, "alice")

    [listed] = call("GET", f"{API}/holds?state=waiting", secret).json()["items"]
    found = call("GET", f"{API}/holds/{hold.key}", secret).json()
    rules = call("PUT", f"{API}/rules", secret, {"strictness": "mild", "off": ["mail"]}).json()
    few = call("PUT", f"{API}/weights", secret)
    [decided] = call(
        "POST", f"{API}/words", secret, {"holds": [hold.key, "nobody"], "may_count": False, "why": "One phone"}
    ).json()["holds"]
    every, *_ = call("GET", f"{API}/report", secret).json()["signals"]

    assert [one["signal"] for one in listed["reasons"]] == ["browser", "ring"]
    assert (len(found["ring"]["people"]), [tie["by"] for tie in found["ring"]["ties"]]) == (3, ["browser", "browser"])
    assert [line["kind"] for line in found["lines"]] == ["scanned", "joined"]
    assert (rules["version"], rules["threshold"], rules["off"], rules["proposed"]) == (1, 0.75, ["mail"], None)
    assert (few.status_code, decided["state"]) == (409, "refused")
    assert (every["signal"], every["decided"], every["passed"]) == (None, 1, 0)
    assert call("GET", f"{API}/holds/nobody234567", secret).status_code == 404


def test_page_of_friends_lets_a_held_one_through_too(cast: Cast) -> None:
    hold, alice = ring_now(cast), visitor(cast, "alice")
    place = f"/console/table/spread/campaigns/{hold.campaign.key}/people/{hold.participant.key}"
    page = page_at(alice, place)
    assert "is being looked at" in page
    assert page.count('name="may_count" value="1"') == 1

    alice.post(f"{place}/friends/{hold.member.key}", {"may_count": "1", "why": "I know them"})

    assert Hold.objects.get().state == "passed"


def test_campaign_in_which_nobody_takes_part_has_its_page_of_measures(cast: Cast) -> None:
    row = a_campaign(cast)

    assert "Nobody takes part yet" in page_at(
        visitor(cast, "alice"), f"/console/table/spread/campaigns/{row.key}/measures"
    )
