"""Plans: begun and prolonged by paying, ended by the clock, changed as their members wish."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from pytest_django import DjangoAssertNumQueries

from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.market.domain.grant import end_due
from coterie.market.domain.offer import close_offer
from coterie.market.domain.plan_terms import set_terms
from coterie.market.domain.plan_wish import (
    cancel_plan,
    change_plan,
    keep_plan,
    pause_plan,
    resume_plan,
    try_plan,
    wish_for_reminders,
)
from coterie.market.domain.refund import refund_order
from coterie.market.domain.renewal import ask_for_renewals
from coterie.market.errors import NotForSale
from coterie.market.models import Order, Subscription, Turn
from coterie.market.queries.plans import own_plans
from coterie.market.rules import turn_end, unused_part
from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.pump import catch_up
from coterie.platform.jobs.models import Job
from tests.cast import NOW, Cast, call_cast
from tests.market.clubs import DAY, SYSTEM, a_club, another_way, asked, buy, inside, tick
from tests.market.stall import balances, on_sale, order, pay


@pytest.fixture
def cast(db: None) -> Cast:
    return call_cast()


def test_thirty_first_stays_through_february() -> None:
    zone = "Asia/Shanghai"
    at = datetime(2026, 1, 31, 9, 30, tzinfo=ZoneInfo(zone))
    ends, end = [], at
    for _month in range(4):
        end = turn_end(end, at, zone, "months", 1)
        ends.append(end.astimezone(ZoneInfo(zone)).strftime("%m-%d %H:%M"))

    assert ends == ["02-28 09:30", "03-31 09:30", "04-30 09:30", "05-31 09:30"]
    leap = datetime(2028, 2, 29, 1, tzinfo=ZoneInfo(zone))
    assert turn_end(leap, leap, zone, "years", 1).astimezone(ZoneInfo(zone)).date().isoformat() == "2029-02-28"


def test_turn_ends_at_the_same_hour_of_a_clock_that_is_put_forward() -> None:
    zone = ZoneInfo("Europe/Berlin")
    at = datetime(2026, 3, 28, 20, tzinfo=zone)

    assert turn_end(at, at, "Europe/Berlin", "days", 2) == datetime(2026, 3, 30, 18, tzinfo=UTC)


@pytest.mark.parametrize(("day", "left"), [(0, 3000), (1, 2903), (16, 1451), (31, 0), (40, 0), (-5, 3000)])
def test_unused_part_is_counted_by_the_day_and_rounded_down(day: int, left: int) -> None:
    since = datetime(2026, 3, 2, 12, tzinfo=UTC)

    assert unused_part(3000, since, since + 31 * DAY, since + day * DAY, "Asia/Shanghai") == left


def test_a_paid_plan_opens_the_group_and_closes_it_after_grace(cast: Cast) -> None:
    row = buy(cast, a_club(cast))
    catch_up(now=NOW)
    seats = cast.vip.memberships.filter(member=cast.members["dan"], left_at=None)
    end = datetime(2026, 4, 2, 12, tzinfo=UTC)
    assert (row.state, row.paid_until, row.until, seats.count()) == ("active", end, end + 7 * DAY, 1)

    tick(end)
    row.refresh_from_db()
    assert (row.state, inside(cast, end + 7 * DAY - timedelta(seconds=1))) == ("grace", True)

    for _ in range(2):
        tick(end + 7 * DAY)
        end_due(actor=SYSTEM, now=end + 7 * DAY)
        catch_up(now=end + 7 * DAY)

    row.refresh_from_db()
    assert (row.state, row.ended_at, inside(cast, end + 7 * DAY), seats.count()) == ("ended", end + 7 * DAY, False, 0)
    assert LoggedEvent.objects.filter(kind="plan_ended").count() == 1


def test_next_turn_is_asked_for_once_and_paid_from_the_old_end(cast: Cast) -> None:
    row = buy(cast, a_club(cast))
    end = row.paid_until

    assert [ask_for_renewals(actor=SYSTEM, now=end - days * DAY) for days in (6, 5, 4)] == [0, 1, 0]

    tick(end)
    pay(cast, asked(row), now=end + 3 * DAY)
    row.refresh_from_db()
    assert (row.state, row.paid_until.date().isoformat(), row.told) == ("active", "2026-05-02", 0)
    turns = [(one.since, one.until, one.amount) for one in row.turns.order_by("since")]
    assert turns == [(NOW, end, 3000), (end, row.paid_until, 3000)]
    assert balances(cast) == {"cash:manual": 6000, "revenue": -6000}


def test_unpaid_turn_is_asked_for_again_when_its_order_was_given_up(cast: Cast) -> None:
    row = buy(cast, a_club(cast))
    ask_for_renewals(actor=SYSTEM, now=row.paid_until - 4 * DAY)
    Order.objects.filter(state="pending").update(state="cancelled")

    assert ask_for_renewals(actor=SYSTEM, now=row.paid_until - 3 * DAY) == 1


def test_member_is_reminded_on_each_day_once_by_letter_if_they_want(cast: Cast) -> None:
    row = buy(cast, a_club(cast, grace_days=30))
    wish_for_reminders(subscription=row.pk, on=True, actor=cast.actor("dan"), now=NOW)
    end = row.paid_until

    for days in (-6, -5, -4, 0, 2, 3, 7, 14, 21, 25):
        for _ in range(2):
            ask_for_renewals(actor=SYSTEM, now=end + days * DAY)

    told = LoggedEvent.objects.filter(kind="plan_reminded").order_by("id")
    assert [event.data["times"] for event in told] == [1, 2, 3, 4, 5]
    assert Job.objects.filter(task__contains="mail").count() + len(mail.outbox) == 5


def test_trial_is_had_once_and_lets_out_at_its_end(cast: Cast) -> None:
    club, dan = a_club(cast), cast.actor("dan")
    row = try_plan(variant=club.pk, actor=dan, now=NOW)
    with pytest.raises(Conflict):
        try_plan(variant=club.pk, actor=dan, now=NOW)
    assert (inside(cast, NOW + 14 * DAY - timedelta(seconds=1)), inside(cast, NOW + 14 * DAY)) == (True, False)

    ask_for_renewals(actor=SYSTEM, now=NOW + 10 * DAY)
    pay(cast, asked(row), now=NOW + 12 * DAY)

    row.refresh_from_db()
    assert (row.state, row.paid_until) == ("active", datetime(2026, 4, 16, 12, tzinfo=UTC))


def test_trial_that_nobody_pays_ends(cast: Cast) -> None:
    row = try_plan(variant=a_club(cast).pk, actor=cast.actor("dan"), now=NOW)

    tick(NOW + 14 * DAY)

    row.refresh_from_db()
    with pytest.raises(Conflict):
        try_plan(variant=row.variant_id, actor=cast.actor("dan"), now=NOW + 20 * DAY)
    assert row.state == "ended"


def test_upgrade_pays_the_difference_and_begins_at_once(cast: Cast) -> None:
    club = a_club(cast)
    gold = another_way(cast, club, "Gold", 9000)
    row = buy(cast, club)
    at = NOW + 10 * DAY

    change_plan(subscription=row.pk, variant=gold.pk, actor=cast.actor("dan"), now=at)
    wanted = asked(row)
    assert (wanted.amount, wanted.discount) == (9000 - 3000 * 21 // 31, 3000 * 21 // 31)
    row.refresh_from_db()
    assert row.variant_id == club.pk
    pay(cast, wanted, now=at)

    row.refresh_from_db()
    assert (row.variant_id, row.paid_until) == (gold.pk, datetime(2026, 4, 12, 12, tzinfo=UTC))
    assert [(one.since, one.until, one.amount) for one in row.turns.order_by("pk")] == [
        (NOW, at, 3000), (at, row.paid_until, 9000)
    ]  # fmt: skip
    assert balances(cast)["revenue"] == -(3000 + wanted.amount)


def test_downgrade_begins_with_the_next_turn(cast: Cast) -> None:
    club = a_club(cast)
    silver = another_way(cast, club, "Silver", 1000)
    row = buy(cast, club)

    change_plan(subscription=row.pk, variant=silver.pk, actor=cast.actor("dan"), now=NOW + DAY)
    ask_for_renewals(actor=SYSTEM, now=row.paid_until - DAY)

    assert asked(row).amount == 1000
    pay(cast, asked(row), now=row.paid_until)
    row.refresh_from_db()
    assert (row.variant_id, row.next_variant_id, row.paid_until.date().isoformat()) == (silver.pk, None, "2026-05-02")


def test_more_that_is_paid_than_another_costs_is_not_lost(cast: Cast) -> None:
    club = a_club(cast)
    gold = another_way(cast, club, "Gold", 4000)
    row = buy(cast, club)
    buy(cast, club)

    with pytest.raises(Conflict):
        change_plan(subscription=row.pk, variant=gold.pk, actor=cast.actor("dan"), now=NOW)
    change_plan(subscription=row.pk, variant=gold.pk, actor=cast.actor("dan"), now=NOW + 25 * DAY)
    assert asked(row).discount == 3000 + 3000 * 6 // 31


def test_time_stands_still_in_a_pause_and_the_access_too(cast: Cast) -> None:
    row, dan = buy(cast, a_club(cast)), cast.actor("dan")
    end, at = row.paid_until, NOW + 3 * DAY

    pause_plan(subscription=row.pk, actor=dan, now=at)
    assert inside(cast, at) is False
    resume_plan(subscription=row.pk, actor=dan, now=at + 4 * DAY)
    row.refresh_from_db()
    assert (row.paid_until, row.pause_left, inside(cast, at + 4 * DAY)) == (end + 4 * DAY, 6, True)

    pause_plan(subscription=row.pk, actor=dan, now=at + 5 * DAY)
    tick(at + 20 * DAY)
    row.refresh_from_db()
    assert (row.state, row.paid_until, row.pause_left, inside(cast, at + 20 * DAY)) == (
        "active",
        end + 10 * DAY,
        0,
        True,
    )
    with pytest.raises(Conflict):
        pause_plan(subscription=row.pk, actor=dan, now=at + 21 * DAY)


def test_cancelled_plan_stays_until_its_end_and_can_be_kept(cast: Cast) -> None:
    row, dan = buy(cast, a_club(cast)), cast.actor("dan")
    end = row.paid_until
    ask_for_renewals(actor=SYSTEM, now=end - DAY)

    for _ in range(2):
        cancel_plan(subscription=row.pk, actor=dan, now=end - DAY)
    assert (inside(cast, end - timedelta(seconds=1)), inside(cast, end)) == (True, False)
    assert ask_for_renewals(actor=SYSTEM, now=end - DAY) == 0
    assert Order.objects.filter(state="pending").count() == 0

    for _ in range(2):
        keep_plan(subscription=row.pk, actor=dan, now=end - DAY)
    assert inside(cast, end + DAY) is True
    assert ask_for_renewals(actor=SYSTEM, now=end - DAY) == 1
    kinds = LoggedEvent.objects.filter(kind__in=("plan_cancelled", "plan_kept")).order_by("id")
    assert list(kinds.values_list("kind", flat=True)) == ["plan_cancelled", "plan_kept"]


def test_money_given_back_takes_its_time_back(cast: Cast) -> None:
    club, alice = a_club(cast), cast.actor("alice")
    row = buy(cast, club)
    first = Order.objects.get()
    buy(cast, club)

    refund_order(order=first.pk, actor=alice, now=NOW + DAY)
    row.refresh_from_db()
    assert (row.state, row.paid_until) == ("active", datetime(2026, 4, 3, 12, tzinfo=UTC) - DAY)

    refund_order(order=Order.objects.exclude(pk=first.pk).get().pk, actor=alice, now=NOW + 2 * DAY)
    row.refresh_from_db()
    assert (row.state, inside(cast, NOW + 2 * DAY)) == ("ended", False)


def test_plan_that_ended_begins_anew_when_paid(cast: Cast) -> None:
    club = a_club(cast)
    buy(cast, club)
    later = NOW + 100 * DAY

    row = buy(cast, club, later)

    assert (row.since, Subscription.objects.filter(state="ended").count(), Turn.objects.count()) == (later, 1, 2)


def test_free_plan_renews_by_itself(cast: Cast) -> None:
    row = buy(cast, a_club(cast, price=0))

    assert ask_for_renewals(actor=SYSTEM, now=row.paid_until - DAY) == 1
    row.refresh_from_db()
    assert (row.paid_until.date().isoformat(), row.told) == ("2026-05-02", 0)


def test_plan_that_does_not_renew_has_no_grace(cast: Cast) -> None:
    row = buy(cast, a_club(cast, renews=False))

    assert (row.until, ask_for_renewals(actor=SYSTEM, now=row.paid_until - DAY)) == (row.paid_until, 0)


def test_who_may_decide_about_a_plan(cast: Cast) -> None:
    club = a_club(cast)
    gold, row, pen = another_way(cast, club, "Gold", 9000), buy(cast, club), on_sale(cast)
    for who in ("carol", "alice", "mallory", "stranger"):
        for verb in (cancel_plan, keep_plan, pause_plan, resume_plan):
            with pytest.raises(NotFound):
                verb(subscription=row.pk, actor=cast.actor(who), now=NOW)
    with pytest.raises(NotFound):
        change_plan(subscription=row.pk, variant=pen.pk, actor=cast.actor("dan"), now=NOW)
    for who, refused in (("bob", Forbidden), ("dan", NotFound), ("mallory", NotFound)):
        with pytest.raises(refused):
            set_terms(variant=gold.pk, period="months", actor=cast.actor(who), now=NOW)
    alice = cast.actor("alice")
    with pytest.raises(Conflict):
        set_terms(variant=pen.pk, period="months", actor=alice, now=NOW)
    for wrong in ({"period": "moons"}, {"period": "days", "count": 0}, {"period": "days", "grace_days": 61}):
        with pytest.raises(Invalid):
            set_terms(variant=gold.pk, **wrong, actor=alice, now=NOW)
    close_offer(offer=club.offer_id, actor=alice, now=NOW)
    with pytest.raises(NotForSale):
        try_plan(variant=club.pk, actor=cast.actor("carol"), now=NOW)
    assert ask_for_renewals(actor=SYSTEM, now=row.paid_until - DAY) == 0


def test_order_that_is_not_paid_begins_nothing(cast: Cast) -> None:
    order(cast, a_club(cast))

    assert (Subscription.objects.count(), inside(cast, NOW)) == (0, False)


def test_orders_of_turns_wait_for_a_payment_by_hand(cast: Cast) -> None:
    club = a_club(cast)
    gold, row = another_way(cast, club, "Gold", 9000), buy(cast, club)

    change_plan(subscription=row.pk, variant=gold.pk, actor=cast.actor("dan"), now=NOW)

    wanted = asked(row)
    assert (wanted.due_at, list(wanted.payments.values_list("provider", "state"))) == (
        NOW + 3 * DAY, [("manual", "asked")]
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_own_plans_ask_once_whatever_their_number(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for place in range(count):
        row = on_sale(cast, f"club-{place}", kind="plan", left=None)
        set_terms(variant=row.pk, period="months", actor=cast.actor("alice"), now=NOW)
        buy(cast, row)

    with django_assert_num_queries(6):
        assert len(own_plans(cast.actor("dan"), cast.table.pk)) == count
