"""Campaigns end to end: friends come by a link, stay and count, and what they bring is given, once, and taken back."""

from datetime import timedelta
from typing import Any

import pytest

from coterie.growth.domain.campaign import edit_campaign, turn_campaign
from coterie.growth.domain.grant import decide_grant, deliver_grant
from coterie.growth.domain.participation import take_part
from coterie.growth.domain.review import review_friend
from coterie.growth.domain.settling import settle_due
from coterie.growth.domain.terms import Promise, Step
from coterie.growth.errors import BudgetSpent, NotRunning
from coterie.growth.models import CampaignTerms, ReferralRecord, RewardGrant
from coterie.growth.queries.campaigns import spent
from coterie.growth.queries.ledger import friends_in, friends_of
from coterie.growth.queries.measures import drive_of
from coterie.growth.receivers import follow_friends
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.market.enums import ProfitLine
from coterie.market.models import Coupon
from coterie.market.queries.profit import Asked, rows_behind, statement_of
from coterie.members.domain.badge import make_badge
from coterie.members.models import GivenBadge
from coterie.platform.events.models import LoggedEvent
from coterie.talk.domain.message import post_message
from tests.cast import NOW, Cast
from tests.growth.drive import (
    DAY,
    HOUR,
    POINTS,
    after,
    comes,
    grants,
    inviting,
    joins,
    leaves,
    looks,
    running,
    standings,
)  # fmt: skip
from tests.market.stall import balances, on_sale, order, pay
from tests.rewards.points import SYSTEM, giving, has, hear
from tests.talk.speech import told

pytestmark = pytest.mark.django_db
STAYED = NOW + 73 * HOUR


def test_friend_who_stays_counts_and_brings_points(cast: Cast) -> None:
    giving(cast)
    dan = inviting(cast, running(cast))
    comes(cast, dan, 1)

    assert after(dan, NOW + HOUR) == ["waiting"]
    assert (grants(dan), has(cast, "dan")) == ([], 0)
    assert after(dan, STAYED) == ["counts"]
    assert (grants(dan), has(cast, "dan")) == ([("points", "delivered")], 50)
    assert balances(cast) == {"campaign": 100, "given": -100}
    assert after(dan, STAYED + DAY) == ["counts"]
    assert has(cast, "dan") == 50
    assert len(told("referral_qualified")) == len(told("reward_delivered")) == 1


def test_passing_of_time_alone_settles(cast: Cast) -> None:
    giving(cast)
    dan = inviting(cast, running(cast))
    comes(cast, dan, 1)
    after(dan, NOW + HOUR)

    assert settle_due(actor=SYSTEM, now=NOW + 71 * HOUR) == 0
    assert settle_due(actor=SYSTEM, now=STAYED) == 1
    assert has(cast, "dan") == 50
    assert settle_due(actor=SYSTEM, now=STAYED) == 0


def test_leaving_before_it_counts_is_never_negative(cast: Cast) -> None:
    giving(cast)
    dan = inviting(cast, running(cast))
    friend = comes(cast, dan, 1)
    leaves(friend, NOW + 2 * HOUR)

    assert after(dan, NOW + 3 * HOUR) == ["left"]
    assert after(dan, STAYED) == ["left"]
    assert (grants(dan), has(cast, "dan")) == ([], 0)


def test_leaving_and_coming_back_counts_once(cast: Cast) -> None:
    giving(cast)
    dan = inviting(cast, running(cast, POINTS, Step(at=2, kind="points", points=100)))
    friend = comes(cast, dan, 1)
    leaves(friend, NOW + HOUR)
    joins(cast, 2, NOW + 2 * HOUR, account=friend.account_id)

    assert after(dan, NOW + 74 * HOUR + timedelta(minutes=1)) == ["counts"]
    assert grants(dan) == [("points", "delivered")]


def test_what_was_given_is_taken_back_and_given_again(cast: Cast) -> None:
    giving(cast)
    dan = inviting(cast, running(cast))
    friend = comes(cast, dan, 1)
    after(dan, STAYED)
    leaves(friend, STAYED + HOUR)

    assert after(dan, STAYED + 2 * HOUR) == ["revoked"]
    assert (grants(dan), has(cast, "dan"), balances(cast)) == ([("points", "clawed_back")], 0, {})
    joins(cast, 1, STAYED + 3 * HOUR, account=friend.account_id)
    assert after(dan, STAYED + 4 * HOUR) == ["waiting"]
    assert after(dan, STAYED + 80 * HOUR) == ["counts"]
    assert (grants(dan), has(cast, "dan")) == ([("points", "delivered")], 50)
    assert [len(told(f"referral_{kind}")) for kind in ("qualified", "revoked", "restored")] == [1, 1, 1]


def test_who_leaves_long_afterwards_has_counted(cast: Cast) -> None:
    giving(cast)
    dan = inviting(cast, running(cast, back_days=7))
    friend = comes(cast, dan, 1)
    after(dan, STAYED)
    leaves(friend, STAYED + 8 * DAY)

    assert after(dan, STAYED + 9 * DAY) == ["counts"]
    assert has(cast, "dan") == 50


def test_first_link_stays_whoever_is_named_later(cast: Cast) -> None:
    row = running(cast, Step(at=1, kind="thing", thing="A pen"))
    dan, nina = inviting(cast, row), inviting(cast, row, "nina")
    looks(dan, 1)
    comes(cast, nina, 1, NOW + HOUR)
    hear("growth.referrals")

    assert standings(dan, NOW + HOUR) == ["waiting"]
    assert standings(nina, NOW + HOUR) == []
    assert [friend.participant for friend in friends_in(row, NOW + HOUR)] == [dan.pk]


def test_members_of_before_and_oneself_do_not_count(cast: Cast) -> None:
    row = running(cast, Step(at=1, kind="thing", thing="A pen"))
    dan = inviting(cast, row, visitor=7)
    comes(cast, dan, 7)
    former = comes(cast, dan, 8)
    hear("growth.referrals")
    leaves(former, NOW + HOUR)
    nina = inviting(cast, row, "nina", NOW + HOUR)
    looks(nina, 9, NOW + HOUR)
    joins(cast, 9, NOW + 2 * HOUR, account=former.account_id)
    hear("growth.referrals")

    assert [friend.why for friend in friends_of(dan, NOW + 3 * HOUR)] == ["ourselves", "stay"]
    assert standings(nina, NOW + 3 * HOUR) == ["looked"]


def test_nobody_invites_in_a_circle(cast: Cast) -> None:
    row = running(cast, Step(at=1, kind="thing", thing="A pen"), returning=True)
    dan = inviting(cast, row)
    friend = comes(cast, dan, 1)
    other = take_part(campaign=row.pk, actor=Actor(account=friend.account_id), now=NOW + HOUR)
    leaves(cast.members["dan"], NOW + 2 * HOUR)
    looks(other, 2, NOW + 3 * HOUR)
    joins(cast, 2, NOW + 3 * HOUR, account=cast.accounts["dan"].pk)
    hear("growth.referrals")

    assert [friend.why for friend in friends_of(other, NOW + 4 * HOUR)] == ["takes_part"]


def test_second_person_of_one_browser_does_not_count(cast: Cast) -> None:
    dan = inviting(cast, running(cast, Step(at=1, kind="thing", thing="A pen")))
    comes(cast, dan, 1)
    joins(cast, 1, NOW + HOUR)
    hear("growth.referrals")

    assert [friend.why for friend in friends_of(dan, NOW + 2 * HOUR)] == ["stay", "twice"]


def test_who_comes_after_the_end_is_on_record_and_does_not_count(cast: Cast) -> None:
    dan = inviting(cast, running(cast, Step(at=1, kind="thing", thing="A pen"), ends_at=NOW + DAY))
    looks(dan, 1)
    joins(cast, 1, NOW + 2 * DAY)
    hear("growth.referrals")

    assert [friend.why for friend in friends_of(dan, NOW + 9 * DAY)] == ["late"]


def test_friend_has_to_speak_and_to_buy_where_it_is_asked(cast: Cast) -> None:
    giving(cast)
    dan = inviting(cast, running(cast, speak=True, buy=True))
    friend = comes(cast, dan, 1)
    after(dan, STAYED)
    assert [one.why for one in friends_of(dan, STAYED)] == ["speak"]
    actor = Actor(account=friend.account_id)
    post_message(group=cast.group.pk, member=friend.pk, text="Hello", actor=actor, now=STAYED + HOUR)
    after(dan, STAYED + HOUR)
    assert [one.why for one in friends_of(dan, STAYED + HOUR)] == ["buy"]
    bought = order(cast, on_sale(cast), actor=actor, now=STAYED + HOUR)
    pay(cast, bought, now=STAYED + HOUR)
    assert after(dan, STAYED + 2 * HOUR) == ["counts"]


def test_budget_is_never_exceeded(cast: Cast) -> None:
    giving(cast)
    row = running(cast, POINTS, budget=150)
    dan, nina = inviting(cast, row), inviting(cast, row, "nina")
    comes(cast, dan, 1)
    comes(cast, nina, 2)
    after(dan, STAYED)
    after(nina, STAYED)

    assert (spent(row), grants(nina)) == (100, [])
    assert told("reward_missed")[0].data == {"why": "budget"}
    with pytest.raises(BudgetSpent):
        edit_campaign(campaign=row.pk, budget=99, actor=cast.actor("alice"), now=STAYED)
    edit_campaign(campaign=row.pk, budget=200, actor=cast.actor("alice"), now=STAYED)
    after(nina, STAYED)
    assert grants(nina) == [("points", "delivered")]


def test_a_thing_stays_with_its_owner_and_uses_up_the_stock(cast: Cast) -> None:
    row = running(cast, Step(at=1, kind="thing", thing="A pen", cost=300, stock=1), budget=300)
    dan, nina = inviting(cast, row), inviting(cast, row, "nina")
    friend = comes(cast, dan, 1)
    after(dan, STAYED)
    grant = RewardGrant.objects.get()
    deliver_grant(grant=grant.pk, note="At the gathering", actor=cast.actor("alice"), now=STAYED)
    leaves(friend, STAYED + HOUR)
    after(dan, STAYED + 2 * HOUR)
    comes(cast, nina, 2, STAYED + 2 * HOUR)

    assert (grants(dan), balances(cast)) == ([("thing", "clawed_back")], {"campaign": 300, "given": -300})
    assert after(nina, STAYED + 80 * HOUR) == ["counts"]
    assert (grants(nina), spent(row)) == ([], 300)


def test_hosts_approve_where_they_want_to(cast: Cast) -> None:
    giving(cast)
    dan = inviting(cast, running(cast, by_hand=True))
    comes(cast, dan, 1)
    after(dan, STAYED)
    grant, alice = RewardGrant.objects.get(), cast.actor("alice")
    assert (grant.state, has(cast, "dan")) == ("pending", 0)
    with pytest.raises(Forbidden):
        decide_grant(grant=grant.pk, approve=True, actor=cast.actor("bob"), now=STAYED)
    decide_grant(grant=grant.pk, approve=True, actor=alice, now=STAYED)
    assert has(cast, "dan") == 50
    with pytest.raises(Conflict):
        decide_grant(grant=grant.pk, approve=False, actor=alice, now=STAYED)


def test_refused_reward_stays_refused(cast: Cast) -> None:
    giving(cast)
    row = running(cast, by_hand=True)
    dan = inviting(cast, row)
    comes(cast, dan, 1)
    after(dan, STAYED)
    decide_grant(grant=RewardGrant.objects.get().pk, approve=False, actor=cast.actor("alice"), now=STAYED)
    after(dan, STAYED + DAY)

    assert (grants(dan), spent(row)) == ([("points", "refused")], 0)


def test_both_sides_get_something(cast: Cast) -> None:
    giving(cast)
    row = running(cast, POINTS, Step(at=1, side="friend", kind="coupon", percent=10), kind="two_sided")
    dan = inviting(cast, row)
    friend = comes(cast, dan, 1)
    after(dan, STAYED)

    assert {(one.member_id, one.milestone.kind) for one in RewardGrant.objects.all()} == {
        (cast.members["dan"].pk, "points"), (friend.pk, "coupon"),
    }  # fmt: skip
    coupon = Coupon.objects.get()
    assert (coupon.percent, coupon.most_uses, coupon.closed_at) == (10, 1, None)
    leaves(friend, STAYED + HOUR)
    after(dan, STAYED + 2 * HOUR)
    assert Coupon.objects.get().closed_at is not None


def test_badge_is_given_and_taken(cast: Cast) -> None:
    badge = make_badge(community=cast.table.pk, name="Bridge", symbol="star", actor=cast.actor("alice"), now=NOW)
    dan = inviting(cast, running(cast, Step(at=1, kind="badge", badge=badge.key)))
    friend = comes(cast, dan, 1)
    after(dan, STAYED)
    assert GivenBadge.objects.count() == 1
    leaves(friend, STAYED + HOUR)
    after(dan, STAYED + 2 * HOUR)
    assert GivenBadge.objects.count() == 0


def test_hosts_word_holds_and_stays_on_record(cast: Cast) -> None:
    giving(cast)
    row = running(cast)
    dan = inviting(cast, row)
    friend = comes(cast, dan, 1)
    after(dan, STAYED)
    facts = {"campaign": row.pk, "member": friend.pk, "actor": cast.actor("alice")}
    review_friend(**facts, may_count=False, why="The same phone", now=STAYED + HOUR)
    assert after(dan, STAYED + HOUR) == ["uncounted"]
    assert has(cast, "dan") == 0
    review_friend(**facts, may_count=True, why="A sister", now=STAYED + 2 * HOUR)
    assert after(dan, STAYED + 2 * HOUR) == ["counts"]
    assert ReferralRecord.objects.filter(kind="reviewed").count() == 2
    with pytest.raises(Invalid):
        review_friend(**facts, may_count=True, why=" ", now=STAYED)
    with pytest.raises(NotFound):
        review_friend(**{**facts, "member": cast.members["nina"].pk}, may_count=True, why="No", now=STAYED)


def test_terms_are_frozen_for_who_takes_part(cast: Cast) -> None:
    row = running(cast, Step(at=1, kind="thing", thing="A pen"))
    dan = inviting(cast, row)
    promise = Promise(stay_hours=1, steps=(Step(at=1, kind="thing", thing="A book"),))
    edit_campaign(campaign=row.pk, promise=promise, actor=cast.actor("alice"), now=NOW)
    edit_campaign(campaign=row.pk, promise=promise, actor=cast.actor("alice"), now=NOW)
    nina = inviting(cast, row, "nina")

    assert CampaignTerms.objects.count() == 2
    assert [one.terms.milestones.get().thing for one in (dan, nina)] == ["A pen", "A book"]


def test_paused_campaign_takes_nobody_in_and_gives_nothing(cast: Cast) -> None:
    giving(cast)
    row = running(cast)
    dan = inviting(cast, row)
    comes(cast, dan, 1)
    turn = {"campaign": row.pk, "actor": cast.actor("alice")}
    turn_campaign(**turn, state="paused", now=NOW + HOUR)
    with pytest.raises(NotRunning):
        inviting(cast, row, "nina")
    after(dan, STAYED)
    assert grants(dan) == []
    turn_campaign(**turn, state="running", now=STAYED)
    assert settle_due(actor=SYSTEM, now=STAYED) == 1
    assert grants(dan) == [("points", "delivered")]
    turn_campaign(**turn, state="ended", now=STAYED + HOUR)
    with pytest.raises(Conflict):
        turn_campaign(**turn, state="running", now=STAYED + HOUR)


def test_what_was_reached_in_a_pause_is_given_when_the_campaign_ends(cast: Cast) -> None:
    giving(cast)
    row = running(cast)
    dan, _idle = inviting(cast, row), inviting(cast, row, "nina")
    comes(cast, dan, 1)
    turn: dict[str, Any] = {"campaign": row.pk, "actor": cast.actor("alice")}
    turn_campaign(**turn, state="paused", now=NOW + HOUR)
    after(dan, STAYED)

    turn_campaign(**turn, state="ended", now=STAYED + HOUR)

    assert settle_due(actor=SYSTEM, now=STAYED + HOUR) == 1
    assert grants(dan) == [("points", "delivered")]


def test_campaign_that_promises_nothing_does_not_run(cast: Cast) -> None:
    with pytest.raises(Conflict):
        running(cast)
    giving(cast)
    with pytest.raises(Conflict):
        running(cast, kind="two_sided")
    with pytest.raises(Invalid):
        running(cast, POINTS, Step(at=1, kind="thing", thing="Twice"))
    with pytest.raises(Invalid):
        running(cast, Step(at=2, kind="points"))
    with pytest.raises(Invalid):
        running(cast, ends_at=NOW)


def test_nothing_that_is_heard_twice_counts_twice(cast: Cast) -> None:
    giving(cast)
    dan = inviting(cast, running(cast))
    comes(cast, dan, 1)
    after(dan, STAYED)
    lines = ReferralRecord.objects.count()

    heard = [event for event in LoggedEvent.objects.order_by("id") if event.kind == "member_joined"]
    follow_friends(heard * 2, now=STAYED)
    after(dan, STAYED)

    assert (ReferralRecord.objects.count(), has(cast, "dan")) == (lines, 50)


def test_profit_of_a_campaign_is_what_its_friends_bought_less_its_rewards(cast: Cast) -> None:
    row = running(cast, Step(at=1, kind="thing", thing="A pen", cost=300))
    dan = inviting(cast, row)
    friend = comes(cast, dan, 1)
    pen = on_sale(cast, cost=200, left=9)
    for who in (friend.account_id, cast.accounts["nina"].pk):
        pay(cast, order(cast, pen, actor=Actor(account=who), now=STAYED), now=STAYED)
    after(dan, STAYED)
    deliver_grant(grant=RewardGrant.objects.get().pk, actor=cast.actor("alice"), now=STAYED)

    facts = {"community": cast.table.pk, "currency": cast.table.currency, "since": NOW, "until": NOW + 30 * DAY}
    alice, asked = cast.actor("alice"), Asked(**facts, drive=drive_of(row, STAYED))
    whole = statement_of(alice, Asked(**facts))
    own = statement_of(alice, asked)
    assert (whole.lines["revenue"], whole.lines["rewards"], whole.profit) == (2000, -300, 1300)
    assert (own.lines["revenue"], own.lines["goods"], own.lines["rewards"], own.profit) == (1000, -200, -300, 500)
    for line, amount in own.lines.items():
        assert sum(one.amount for one in rows_behind(alice, asked, line)) == amount
    assert [one.order for one in rows_behind(alice, asked, ProfitLine.REWARDS)] == [""]
    assert statement_of(alice, Asked(**facts, offer=pen.offer_id)).lines["rewards"] == 0


def test_points_that_nobody_can_give_wait_and_are_given_later(cast: Cast) -> None:
    giving(cast)
    dan = inviting(cast, running(cast))
    comes(cast, dan, 1)
    giving(cast, on=False)
    after(dan, STAYED)
    grant, alice = RewardGrant.objects.get(), cast.actor("alice")
    assert grant.state == "approved"
    with pytest.raises(Conflict):
        deliver_grant(grant=grant.pk, actor=alice, now=STAYED)
    giving(cast)
    deliver_grant(grant=grant.pk, actor=alice, now=STAYED)

    assert (grants(dan), has(cast, "dan")) == ([("points", "delivered")], 50)
