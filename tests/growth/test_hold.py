"""Friends who are held: no reward before a host decides, nothing taken back by a flag, one word ends it."""

from datetime import timedelta
from random import Random

import pytest

from coterie.growth.domain.review import decide_holds, review_friend
from coterie.growth.domain.settling import settle
from coterie.growth.domain.terms import Step
from coterie.growth.domain.watching import adopt_weights, set_risk_rules
from coterie.growth.models import Hold, ReferralRecord, RewardGrant, RiskRules
from coterie.growth.queries.holds import friends_waiting, holds_run_by, reasons_of, ring_of
from coterie.growth.queries.ledger import friends_in, friends_of
from coterie.growth.queries.lessons import lessons_of, wrong_holds
from coterie.growth.queries.progress import progress_of
from coterie.growth.queries.watching import is_throwaway
from coterie.growth.rules.referral import Friend
from coterie.growth.rules.score import WEIGHTS
from coterie.growth.rules.together import rises
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.growth.drive import DAY, HOUR, after, comes, grants, inviting, leaves, running, standings
from tests.growth.ring import STAYED, ring_at, three_of_one_browser
from tests.growth.risk_pages import decided
from tests.rewards.points import SYSTEM

pytestmark = pytest.mark.django_db
CUP = Step(at=1, kind="thing", thing="A cup", cost=200)
PEN2 = Step(at=2, kind="thing", thing="A pen", cost=300)


def decide(cast: Cast, *holds: Hold, may_count: bool, who: str = "alice", why: str = "I know them") -> list[Hold]:
    """Let somebody of the staff decide."""
    keys, now = [hold.key for hold in holds], STAYED + HOUR
    facts = {"community": cast.table.pk, "actor": cast.actor(who), "now": now}
    return decide_holds(holds=keys, may_count=may_count, why=why, **facts)


def by_member(friend: Friend) -> int:
    """Return the member who a friend is."""
    return friend.member or 0


def told(*kinds: str) -> list[tuple[str, object]]:
    """Return what was told of holds."""
    rows = LoggedEvent.objects.filter(kind__in=kinds).order_by("pk")
    return [(row.kind, row.data.get("state", row.data.get("signs"))) for row in rows]


def test_ring_is_held_and_brings_nothing(cast: Cast) -> None:
    dan, hold = ring_at(cast, CUP)

    assert grants(dan) == []
    assert (hold.state, [sign[0] for sign in hold.signs], friends_waiting(cast.table.pk)) == (
        "waiting", ["browser", "ring"], 1,
    )  # fmt: skip
    assert [one.words for one in reasons_of(hold)] == [
        "2 others joined from the same browser", "3 came together, and this one had not said a word",
    ]  # fmt: skip
    assert told("referral_held", "referral_qualified") == [("referral_held", ["browser", "ring"])]
    first = progress_of(dan, STAYED).friends[-1]
    assert (first.name, str(first.why.label) if first.why else "") == ("Friend 71", "is being looked at")
    assert progress_of(dan, STAYED).counting == 0


def test_settling_again_tells_nothing_new(cast: Cast) -> None:
    dan, hold = ring_at(cast, CUP)

    settle(participant=dan.pk, actor=SYSTEM, now=STAYED + HOUR)

    assert Hold.objects.get().held_at == hold.held_at
    assert len(told("referral_held")) == 1


def test_host_lets_a_friend_through_and_the_reward_follows(cast: Cast) -> None:
    dan, hold = ring_at(cast, CUP)

    [decided] = decide(cast, hold, may_count=True)
    after(dan, STAYED + 2 * HOUR)

    assert (decided.state, decided.decided_at) == ("passed", STAYED + HOUR)
    assert grants(dan) == [("thing", "approved")]
    assert told("referral_released", "referral_qualified") == [
        ("referral_released", "passed"), ("referral_qualified", None),
    ]  # fmt: skip
    record = ReferralRecord.objects.get(kind="qualified")
    assert record.at == NOW + 72 * HOUR


def test_host_refuses_a_friend_and_nothing_comes(cast: Cast) -> None:
    dan, hold = ring_at(cast, CUP)

    decide(cast, hold, may_count=False)

    assert after(dan, STAYED + 2 * HOUR) == ["uncounted"] * 3
    assert (grants(dan), Hold.objects.get().state, friends_waiting(cast.table.pk)) == ([], "refused", 0)


def test_word_on_the_page_of_friends_ends_a_hold_too_and_the_last_word_holds(cast: Cast) -> None:
    dan, hold = ring_at(cast, CUP)
    facts = {"campaign": dan.campaign_id, "member": hold.member_id, "actor": cast.actor("alice")}

    review_friend(may_count=False, why="One phone", now=STAYED + HOUR, **facts)
    assert Hold.objects.get().state == "refused"
    review_friend(may_count=True, why="It is a school's", now=STAYED + 2 * HOUR, **facts)

    assert Hold.objects.get().state == "passed"
    assert after(dan, STAYED + 3 * HOUR)[0] == "counts"
    assert grants(dan) == [("thing", "approved")]


def test_milestone_waits_for_who_is_held_while_others_bring_theirs(cast: Cast) -> None:
    row = running(cast, CUP, PEN2)
    dan = inviting(cast, row)
    comes(cast, dan, 90, NOW)
    three_of_one_browser(cast, dan, now=NOW + HOUR)

    after(dan, STAYED)
    assert grants(dan) == [("thing", "approved")]
    decide(cast, Hold.objects.get(), may_count=True)
    after(dan, STAYED + 2 * HOUR)

    assert grants(dan) == [("thing", "approved")] * 2


def test_friend_gets_no_coupon_while_held(cast: Cast) -> None:
    thanks = Step(at=1, side="friend", kind="coupon", percent=10, cost=100)
    _dan, hold = ring_at(cast, CUP, thanks, kind="two_sided")
    assert not RewardGrant.objects.exists()

    decide(cast, hold, may_count=True)
    after(_dan, STAYED + 2 * HOUR)

    assert set(RewardGrant.objects.values_list("milestone__side", "member")) == {
        ("inviter", cast.members["dan"].pk), ("friend", hold.member_id),
    }  # fmt: skip


def test_flag_takes_nothing_back_that_was_given_before_it(cast: Cast) -> None:
    row = running(cast, CUP)
    dan = inviting(cast, row)
    friend = comes(cast, dan, 71, NOW)
    after(dan, STAYED)
    assert grants(dan) == [("thing", "approved")]

    lines = ReferralRecord.objects.filter(kind="joined", member=friend)
    for place, other in enumerate(("carol", "nina"), 1):
        lines.create(
            campaign=row, kind="joined", at=NOW + place * HOUR, event=900 + place, visitor=71,
            member=cast.members[other],
        )  # fmt: skip
    settle(participant=dan.pk, actor=SYSTEM, now=STAYED + HOUR)

    assert (Hold.objects.get().member_id, grants(dan)) == (friend.pk, [("thing", "approved")])
    decide(cast, Hold.objects.get(), may_count=False)
    settle(participant=dan.pk, actor=SYSTEM, now=STAYED + 2 * HOUR)
    assert grants(dan) == [("thing", "clawed_back")]


def test_who_leaves_while_held_needs_no_decision(cast: Cast) -> None:
    dan, hold = ring_at(cast, CUP)

    leaves(hold.member, STAYED + HOUR)
    after(dan, STAYED + 2 * HOUR)

    assert (Hold.objects.get().state, friends_waiting(cast.table.pk)) == ("gone", 0)
    assert told("referral_released") == [("referral_released", "gone")]
    assert told("referral_qualified", "referral_revoked") == []
    [friend] = [one for one in friends_of(dan, STAYED + 2 * HOUR) if one.member == hold.member_id]
    assert (friend.standing, friend.turns, list(rises([friend]))) == ("left", [], [])


def test_one_and_all_are_folded_alike_and_the_order_of_lines_does_not_matter(cast: Cast) -> None:
    row = running(cast, CUP)
    dan, nina = inviting(cast, row, visitor=6), inviting(cast, row, "nina", visitor=7)
    three_of_one_browser(cast, dan)
    comes(cast, dan, 7, NOW + HOUR)
    comes(cast, nina, 6, NOW + HOUR)
    after(dan, STAYED)
    once = friends_in(row, STAYED)
    assert {one.why for one in once} == {"held", "twice"}
    assert [one for one in once if one.participant == dan.pk] == friends_of(dan, STAYED)
    assert [one for one in once if one.participant == nina.pk] == friends_of(nina, STAYED)

    lines = list(ReferralRecord.objects.all())
    ReferralRecord.objects.all().delete()
    Random(3).shuffle(lines)
    for line in lines:
        line.pk = None
    ReferralRecord.objects.bulk_create(lines)

    assert sorted(friends_in(row, STAYED), key=by_member) == sorted(once, key=by_member)


def test_throwaway_address_tips_the_scales(cast: Cast) -> None:
    row = running(cast, CUP)
    dan = inviting(cast, row)
    friends = [comes(cast, dan, visitor, NOW + visitor * timedelta(seconds=1)) for visitor in range(71, 79)]
    after(dan, STAYED)
    assert standings(dan, STAYED) == ["counts"] * 8

    account = friends[0].account
    assert account
    account.email = "a@box.mailinator.com"
    account.save()

    [hold] = [one for one in friends_of(dan, STAYED) if one.why == "held"]
    assert hold.member == friends[0].pk
    assert (is_throwaway("mailinator.com"), is_throwaway("example.com"), is_throwaway("")) == (True, False, False)


def test_only_who_runs_campaigns_decides(cast: Cast) -> None:
    _dan, hold = ring_at(cast, CUP)

    for who, error in (("bob", Forbidden), ("mallory", NotFound), ("dan", NotFound)):
        with pytest.raises(error):
            decide(cast, hold, may_count=True, who=who)
    with pytest.raises(NotFound):
        holds_run_by(cast.actor("dan"), cast.table.pk)
    for holds, why, field in (([], "So", "holds"), ([hold], " ", "why")):
        with pytest.raises(Invalid) as wrong:
            decide(cast, *holds, may_count=True, why=why)
        assert wrong.value.field == field
    assert Hold.objects.get().state == "waiting"


def test_hold_of_another_community_is_passed_over(cast: Cast) -> None:
    _dan, hold = ring_at(cast, CUP)
    facts = {"actor": Actor.of_system(), "now": STAYED, "may_count": True, "why": "So"}

    assert decide_holds(community=cast.other.pk, holds=[hold.key], **facts) == []
    assert Hold.objects.get().state == "waiting"


def test_ring_names_who_came_together(cast: Cast) -> None:
    _dan, hold = ring_at(cast, CUP)
    comes(cast, _dan, 99, NOW + DAY)

    ring = ring_of(hold, STAYED)

    first, second, third = (one.member for one in ring.people)
    assert (ring.inviter, first, ring.left_out) == ("Dan", hold.member_id, 0)
    assert list(ring.ties) == [(first, second, "browser"), (second, third, "browser")]


def test_rules_are_versions_for_who_comes_later(cast: Cast) -> None:
    dan, _hold = ring_at(cast, CUP)
    by = {"community": cast.table.pk, "actor": cast.actor("alice")}

    first = set_risk_rules(strictness="strict", off=["mail", "haste"], now=STAYED, **by)
    same = set_risk_rules(strictness="strict", off=["haste", "mail"], now=STAYED + HOUR, **by)

    assert (first.number, same.pk, RiskRules.objects.count()) == (1, first.pk, 1)
    assert (first.off, standings(dan, STAYED + HOUR)[0]) == (["haste", "mail"], "waiting")
    set_risk_rules(strictness="mild", off=["browser", "ring"], now=STAYED + 2 * HOUR, **by)
    assert standings(dan, STAYED + 3 * HOUR)[0] == "waiting"
    for wrong in ({"strictness": "wild", "off": []}, {"strictness": "mild", "off": ["nose"]}):
        with pytest.raises(Invalid):
            set_risk_rules(**wrong, now=STAYED, **by)
    with pytest.raises(Forbidden):
        set_risk_rules(community=cast.table.pk, strictness="mild", off=[], actor=cast.actor("bob"), now=STAYED)


def many_decided(cast: Cast, refused: int, passed: int) -> None:
    """Keep decided cases of one kind, and one that waits."""
    _dan, hold = ring_at(cast, CUP)
    decided(hold, refused, passed)


def test_decisions_move_the_weights_once_they_are_adopted(cast: Cast) -> None:
    many_decided(cast, refused=1, passed=11)
    by = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": STAYED}

    lessons = lessons_of(cast.table.pk)
    assert (lessons.cases, lessons.enough) == (12, True)
    assert lessons.weights["browser"] < WEIGHTS["browser"]
    made = adopt_weights(**by)
    assert (made.number, made.learned, made.weights) == (1, 12, dict(lessons.weights))
    assert adopt_weights(**by).pk == made.pk
    assert lessons_of(cast.table.pk) == lessons

    row = running(cast, CUP, name="The next one", starts_at=STAYED, ends_at=STAYED + 30 * DAY)
    nina = inviting(cast, row, "nina", STAYED)
    three_of_one_browser(cast, nina, 77, STAYED)
    assert after(nina, STAYED + 80 * HOUR) == ["counts", "uncounted", "uncounted"]


def test_few_decisions_teach_nothing(cast: Cast) -> None:
    many_decided(cast, refused=4, passed=5)

    with pytest.raises(Conflict):
        adopt_weights(community=cast.table.pk, actor=cast.actor("alice"), now=STAYED)


def test_report_says_how_often_a_hold_was_wrong(cast: Cast) -> None:
    many_decided(cast, refused=3, passed=1)

    every, *signals = wrong_holds(cast.actor("alice"), cast.table.pk)
    found = {one.signal: (one.share.done, one.share.of, one.waiting) for one in signals}

    assert (every.share.done, every.share.of, every.waiting, every.gone) == (1, 4, 1, 0)
    assert (found["browser"], found["mail"]) == ((1, 4, 1), (0, 0, 0))
    low, high = every.share.low, every.share.high
    assert low
    assert high
    assert (round(low, 4), round(high, 4)) == (0.0456, 0.6994)
