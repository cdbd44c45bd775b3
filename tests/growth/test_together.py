"""What all get together: given once at every so many friends, whoever comes and goes; drawn so that it can be redone."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.growth.domain.campaign import edit_campaign
from coterie.growth.domain.terms import Promise, Step
from coterie.growth.enums import RecordKind
from coterie.growth.models import Campaign, Participant, RewardGrant
from coterie.growth.queries.campaigns import spent
from coterie.growth.queries.ledger import friends_in
from coterie.growth.queries.news import news_of
from coterie.growth.queries.together import together_of
from coterie.growth.rules.referral import Friend, Turn
from coterie.growth.rules.together import by_lot, rises
from coterie.kit.errors import Conflict, Invalid
from coterie.rewards.models import Envelope
from coterie.talk.models import Message
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.growth.campaign_scenes import to_write
from tests.growth.drive import DAY, HOUR, POINTS, after, comes, grants, inviting, leaves, running, seated_host
from tests.rewards.points import giving
from tests.web.visit import visitor

pytestmark = pytest.mark.django_db
PEN = Step(at=2, side="group", kind="thing", thing="A pen", cost=100)
ENVELOPE = Step(at=2, side="group", kind="envelope", points=200, cost=100)


def all_of(cast: Cast, *steps: Step, **facts: Any) -> Campaign:
    """Let a campaign run in which all get something together, and a friend counts at once."""
    return running(cast, *(steps or (PEN,)), kind="group", **{"stay_hours": 0, "group": cast.group.key, **facts})


def brings(cast: Cast, who: Participant, *visitors: int, at: Any = NOW + HOUR) -> list[Any]:
    """Let somebody bring friends who count."""
    friends = [comes(cast, who, number, at + timedelta(seconds=number)) for number in visitors]
    after(who, at + timedelta(minutes=30))
    return friends


def steps_given(row: Campaign) -> list[int]:
    """Return at how many friends something was given."""
    return list(row.grants.filter(reached__gt=0).order_by("reached").values_list("reached", flat=True))


def test_envelope_comes_at_every_second_friend_of_all(cast: Cast) -> None:
    giving(cast)
    seated_host(cast)
    row = all_of(cast, ENVELOPE, celebrate=True)
    dan, nina = inviting(cast, row), inviting(cast, row, "nina")

    brings(cast, dan, 1)
    assert (steps_given(row), Envelope.objects.count()) == ([], 0)
    brings(cast, nina, 2, 3)
    assert (steps_given(row), Envelope.objects.count(), spent(row)) == ([2], 1, 100)
    brings(cast, dan, 4)
    assert (steps_given(row), Envelope.objects.count(), spent(row)) == ([2, 4], 2, 200)

    said = [text.partition("\n")[0] for text in Message.objects.order_by("pk").values_list("text", flat=True)]
    assert said == ["🧧 All of you together brought 2 friends", "🧧 All of you together brought 4 friends"]
    assert news_of(dan.member_id, NOW, NOW + DAY)[0].rewards == []


def test_who_leaves_and_is_replaced_brings_nobody_further(cast: Cast) -> None:
    giving(cast)
    row = all_of(cast, ENVELOPE)
    dan = inviting(cast, row)
    first, _second = brings(cast, dan, 1, 2)
    leaves(first, NOW + 2 * HOUR)
    after(dan, NOW + 3 * HOUR)

    brings(cast, dan, 3, at=NOW + 4 * HOUR)
    assert (steps_given(row), Envelope.objects.count(), spent(row)) == ([2], 1, 100)
    found = together_of(row, friends_in(row, NOW + 5 * HOUR))
    assert found
    assert (found.counting, found.highest, found.next) == (2, 2, 4)

    brings(cast, dan, 4, 5, at=NOW + 6 * HOUR)
    assert steps_given(row) == [2, 4]


def test_draw_can_be_worked_out_again(cast: Cast) -> None:
    seated_host(cast)
    row = all_of(cast, celebrate=True)
    parts = [inviting(cast, row, who) for who in ("dan", "nina", "paul")]
    _first, last = brings(cast, parts[0], 1, 2)
    inviting(cast, row, "carol", NOW + 2 * HOUR)

    grant = row.grants.get()
    assert grant.seed == f"{row.key}:2:{last.key}"
    keys = {sha256(f"{grant.seed}:{one.key}".encode()).hexdigest(): one for one in parts}
    won = keys[min(keys)]
    assert (grant.participant, grant.member) == (won, won.member)
    assert list(Message.objects.values_list("text", flat=True)) == [
        f"🎉 All of you together brought 2 friends\nDrawn: {won.member.name}"
    ]
    after(parts[0], NOW + 3 * HOUR)
    after(won, NOW + 3 * HOUR)
    assert grants(won) == [("thing", "approved")]


def test_nothing_is_drawn_beyond_the_budget_until_there_is_more(cast: Cast) -> None:
    row = all_of(cast, budget=100)
    dan = inviting(cast, row)
    brings(cast, dan, 1, 2, 3, 4)
    assert (steps_given(row), spent(row)) == ([2], 100)

    edit_campaign(campaign=row.pk, budget=200, actor=cast.actor("alice"), now=NOW)
    after(dan, NOW + DAY)

    assert (steps_given(row), spent(row)) == ([2, 4], 200)


def test_stock_is_shared_by_versions_of_the_terms(cast: Cast) -> None:
    pen = Step(at=1, side="group", kind="thing", thing="A pen", stock=1)
    row = all_of(cast, pen)
    dan = inviting(cast, row)
    brings(cast, dan, 1)
    edit_campaign(campaign=row.pk, promise=Promise(stay_hours=1, steps=(pen,)), actor=cast.actor("alice"), now=NOW)

    brings(cast, dan, 2)

    assert (steps_given(row), row.terms.count()) == ([1], 2)


def test_own_milestones_stand_beside_those_of_all(cast: Cast) -> None:
    giving(cast)
    row = all_of(cast, PEN, POINTS)
    dan = inviting(cast, row)

    brings(cast, dan, 1, 2)

    assert sorted(grants(dan)) == [("points", "delivered"), ("thing", "approved")]


def test_what_all_get_is_promised_once_and_for_all(cast: Cast) -> None:
    row, by = all_of(cast), {"actor": cast.actor("alice"), "now": NOW}
    with pytest.raises(Conflict, match="stays as it was promised"):
        edit_campaign(
            campaign=row.pk, promise=Promise(steps=(Step(at=9, side="group", kind="thing", thing="A pen"),)), **by
        )
    with pytest.raises(Invalid, match="one thing together"):
        all_of(cast, PEN, Step(at=3, side="group", kind="thing", thing="A cup"))
    with pytest.raises(Invalid, match="campaign for all together alone"):
        running(cast, POINTS, PEN)
    with pytest.raises(Conflict, match="Say what all get"):
        all_of(cast, Step(at=1, kind="thing", thing="A pen"))
    with pytest.raises(Conflict, match="Choose the group"):
        all_of(cast, PEN, celebrate=True, group="")


def test_pages_and_calls_say_how_far_all_are(cast: Cast) -> None:
    row = all_of(cast, starts_at=NOW - DAY, ends_at=NOW + 3650 * DAY)
    dan = inviting(cast, row)
    brings(cast, dan, 1, 2, 3)
    alice, here = visitor(cast, "alice"), f"/console/table/spread/campaigns/{row.key}"

    for page in (alice.get(here), visitor(cast, "dan").get(f"/m/table/campaigns/{row.key}")):
        text = page.content.decode()
        for words in ("3 friends of all count", "At 4: A pen", f"drawn by {row.key}:2:", "<b>Dan</b>"):
            assert words in text
    assert "You were drawn" in text
    assert "one of you is drawn and gets: A pen." in alice.get(here).content.decode()
    assert (
        "at every 2 friends of all together"
        in visitor(cast, "nina").get(f"/m/table/campaigns/{row.key}").content.decode()
    )
    assert "for 2 friends of all together" in alice.get("/console/table/spread/rewards").content.decode()

    run = call("GET", f"/communities/table/campaigns/{row.key}", token_of(cast, "alice")).json()["together"]
    own = call("GET", f"/me/memberships/table/campaigns/{row.key}", token_of(cast, "dan")).json()["part"]
    assert run == own["together"]
    assert (run["counting"], run["highest"], run["next"]) == (3, 3, 4)
    assert [(one["reached"], one["state"], one["name"]) for one in run["given"]] == [(2, "approved", "Dan")]
    assert [one["reward"]["side"] for one in own["rewards"]] == ["group"]


def test_form_writes_a_campaign_of_all(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    assert (
        "Ten friends of all, a draw" in alice.get("/console/table/spread/campaigns/new?like=together").content.decode()
    )

    made = alice.post("/console/table/spread/campaigns/new", {**to_write(None), "kind": "group", "side_1": "group"})

    assert "At every 3 friends of all together who count one of you" in alice.get(made["Location"]).content.decode()
    assert alice.post(f"{made['Location']}/state", {"state": "running"}).status_code == 302
    assert RewardGrant.objects.count() == 0


MOMENTS = st.lists(st.integers(0, 50), min_size=1, max_size=5, unique=True).map(sorted)


def friend(number: int, moments: list[int]) -> Friend:
    """Return a friend who begins to count and ceases to in turn."""
    kinds = (RecordKind.QUALIFIED, RecordKind.REVOKED, *(RecordKind.RESTORED, RecordKind.REVOKED) * 2)
    turns = [Turn(NOW + at * HOUR, kind.value) for at, kind in zip(moments, kinds, strict=False)]
    return Friend(number % 3, number, NOW, member=number, turns=turns)


def counting_at(friends: list[Friend], hour: int) -> int:
    """Return how many count at an hour, told one by one."""
    told = ([turn for turn in one.turns if turn.at <= NOW + hour * HOUR] for one in friends)
    return sum(len(turns) % 2 for turns in told)


@given(st.lists(MOMENTS, max_size=8), st.randoms())
def test_mark_is_the_most_that_ever_counted_and_rises_one_by_one(lives: list[list[int]], dice: Any) -> None:
    friends = [friend(number, moments) for number, moments in enumerate(lives, start=1)]
    found = list(rises(friends))
    mixed = dice.sample(friends, len(friends))

    assert [one.total for one in found] == list(range(1, len(found) + 1))
    assert len(found) == max((counting_at(friends, hour) for hour in range(51)), default=0)
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert list(rises(mixed)) == found


@given(st.lists(st.text("abcdefgh234567", min_size=12, max_size=12), min_size=1, max_size=9, unique=True), st.randoms())
def test_order_of_the_lots_changes_no_draw(keys: list[str], dice: Any) -> None:
    assert by_lot("seed", keys) == by_lot("seed", dice.sample(keys, len(keys)))
    assert sorted(by_lot("seed", keys)) == sorted(keys)


def test_every_lot_is_drawn_alike() -> None:
    won = [by_lot(f"campaign:{number}:friend", ["a", "b", "c", "d"])[0] for number in range(2000)]

    assert all(abs(won.count(key) - 500) < 100 for key in "abcd")
