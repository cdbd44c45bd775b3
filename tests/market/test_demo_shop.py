"""The shop of the demo: what its people buy, give back, take by the month, and still owe."""

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from coterie.cli.demo.bundle import sell_a_set, take_a_set
from coterie.cli.demo.by_card import compare, go_away, pay_by_card, take_cards
from coterie.cli.demo.hours import book_hours, book_last, open_hours
from coterie.cli.demo.lesson_lines import OFFER, PRICE
from coterie.cli.demo.prices import look_at_clinics, try_prices
from coterie.cli.demo.sale import bring_one_back, sell
from coterie.cli.demo.shop import on_sale, open_shop, sell_plans
from coterie.cli.demo.stage import Person, Stage
from coterie.cli.demo.teams import sell_together, wait_for_one
from coterie.cli.demo.vip import keep_time, take_plans, think_again
from coterie.communities.domain.staff import appoint_staff
from coterie.market.enums import OfferKind
from coterie.market.models import Booking, Order, ProviderNotice, Statement, Subscription, Team, Variant
from coterie.market.queries.statements import report_of
from coterie.market.queries.ways import is_way
from tests.cast import NOW, Cast, call_cast
from tests.demo import demo_in

DAY = timedelta(days=1)
FIGURES = """
import json
from collections import Counter
from coterie.market.models import (
    Booking, Certificate, CouponUse, GiftCode, Ladder, Order, Payment, Project, ProviderAccount, ProviderNotice,
    Question, Refund, Statement, Subscription, Team,
)
from coterie.market.queries.statements import report_of
from coterie.groups.models import Membership
from coterie.platform.events.models import LoggedEvent
print(json.dumps({
    "sources": sorted(set(Order.objects.values_list("source", flat=True))),
    "orders": Counter(Order.objects.values_list("state", flat=True)),
    "waiting": Order.objects.filter(state="pending", payments__provider="manual", payments__state="asked").count(),
    "refunds": Refund.objects.filter(state="done").count(), "coupons": CouponUse.objects.count(),
    "with_points": Order.objects.filter(state="paid", points__gt=0).count(),
    "gifts": GiftCode.objects.exclude(used_at=None).count(),
    "plans": Counter(Subscription.objects.values_list("state", flat=True)),
    "guests": Membership.objects.filter(
        group__tier="vip", left_at=None, member__state="active", member__in=Subscription.objects.filter(state="ended").values("member")
    ).count(),
    "let_in": Membership.objects.filter(
        group__tier="vip", left_at=None, member__in=Subscription.objects.filter(state="active").values("member")
    ).count(),
    "ladders": Counter(Ladder.objects.values_list("state", flat=True)),
    "projects": Counter(Project.objects.values_list("state", flat=True)),
    "certificates": Certificate.objects.count(),
    "notices": sorted(ProviderNotice.objects.values_list("kind", "outcome", "times").distinct()),
    "on": ProviderAccount.objects.filter(is_on=True).count(),
    "to_ask": Payment.objects.exclude(next_look_at=None).count(),
    "lines": report_of(Statement.objects.get()).counts,
    "bookings": Counter(Booking.objects.values_list("line__order__state", flat=True)),
    "sets": Counter(Order.objects.filter(lines__variant__offer__kind="bundle").values_list("state", flat=True)),
    "looked_at": LoggedEvent.objects.filter(
        kind="page_seen", data__offer__in=list(Project.objects.values_list("offer", flat=True))
    ).count(),
    "pictures": Project.objects.exclude(offer__picture="").count(),
    "teams": sorted(Team.objects.values_list("state", "orders__state").distinct()),
    "unanswered": Question.objects.filter(answered_at=None).count(),
}))
"""


def story(cast: Cast) -> Stage:
    """Return the table as a stage: three in charge, and three who buy."""
    stage = Stage(Random(1), cast.table, cast.actor("alice"), {"basic": cast.group, "vip": cast.vip}, {})
    people = [
        Person(cast.accounts[name].pk, cast.members[name].pk, name, 1.0, NOW + 90 * DAY)
        for name in ("carol", "dan", "nina", "paul")
    ]
    stage.seats["basic"] = [people[0]] * 3 + people[1:]
    stage.seats["vip"] = [people[0]] * 3
    open_shop(stage, NOW)
    sell_plans(stage, NOW)
    return stage


def test_a_day_sells_what_is_there_and_waits_for_the_last_transfers(db: None) -> None:
    cast = call_cast()
    stage = story(cast)

    for number in range(12):
        sell(stage, f"D{number}", NOW + timedelta(minutes=number))
    seen = Order.objects.count()
    for number in range(6):
        sell(stage, f"today-{number}", NOW + DAY, is_seen=False)

    states = list(Order.objects.order_by("pk").values_list("state", flat=True))
    assert ("pending" in states[:seen], {*states[seen:]}) == (False, {"pending"})
    assert not Order.objects.exclude(member__in=[cast.members[name].pk for name in ("dan", "nina", "paul")]).exists()


def test_one_of_two_boxes_comes_back(db: None) -> None:
    stage = story(call_cast())

    bring_one_back(stage, NOW)

    order = Order.objects.get()
    assert (order.state, order.refunded * 2, order.lines.get().returned) == ("partially_refunded", order.amount, 1)


def test_who_looks_twice_sees_one_price(db: None) -> None:
    stage = story(call_cast())
    try_prices(stage, NOW)
    dan = stage.seats["basic"][3]

    assert look_at_clinics(stage, dan, NOW) == look_at_clinics(stage, dan, NOW + DAY)


def test_a_set_is_bought_and_one_comes_back_with_its_lessons(db: None) -> None:
    stage = story(call_cast())
    course = on_sale(stage, OfferKind.COURSE, OFFER, PRICE, NOW)
    stage.course, stage.goods["course"] = course.pk, course.variants.get().pk
    sell_a_set(stage, NOW + DAY)
    take_a_set(stage, NOW + DAY, comes_back=True)
    take_a_set(stage, NOW + 6 * DAY)

    orders = Order.objects.filter(lines__variant=stage.goods["set"]).order_by("pk")
    assert [row.state for row in orders] == ["refunded", "paid"]
    for row in orders:
        assert [line.title for line in row.lines.order_by("pk")] == [
            "The counter set", "Headline cards · Pocket box", "Twelve lessons in words that sell",
        ]  # fmt: skip
    assert (Variant.objects.get(pk=stage.goods["pocket"]).left, len({row.member_id for row in orders})) == (179, 1)


def test_people_take_a_plan_and_think_again(db: None) -> None:
    stage = story(call_cast())
    take_plans(stage, NOW, takers=4)
    assert list(Subscription.objects.order_by("pk").values_list("variant__name", flat=True)) == [
        "A month", "A year", "A month",
    ]  # fmt: skip

    think_again(stage, NOW + 20 * DAY)
    assert states() == ["active", "active", "paused", "trial"]

    for day in range(21, 45):
        keep_time(stage, NOW + day * DAY)

    assert states() == ["ended", "active", "active", "ended"]


def test_cards_are_told_of_without_asking_anybody(db: None) -> None:
    stage = story(call_cast())
    take_cards(stage, NOW)
    for day in range(1, 5):
        pay_by_card(stage, NOW + day * DAY)
    go_away(stage, NOW + 5 * DAY)
    compare(stage, NOW + 6 * DAY)

    told = ProviderNotice.objects.order_by("pk").values_list("kind", "outcome", "why", "times")
    assert list(told) == [
        ("paid", "done", "", 2), *[("paid", "done", "", 1)] * 3, ("", "refused", "forged", 1), ("failed", "done", "", 1),
    ]  # fmt: skip
    assert report_of(Statement.objects.get()).counts == {"matched": 3, "not_here": 1, "fee": 1, "not_there": 1}
    assert is_way(stage.community.pk, "stripe") is False


def test_hours_are_booked_and_one_waits(db: None) -> None:
    cast = call_cast()
    stage, teacher = story(cast), cast.accounts["carol"].pk
    appoint_staff(community=cast.table.pk, account=teacher, role="host", actor=cast.actor("alice"), now=NOW)
    open_hours(stage, NOW)
    book_hours(stage, NOW + DAY)
    book_last(stage, NOW + 2 * DAY)

    booked = Booking.objects.values_list("line__order__state", flat=True)
    assert sorted(booked) == ["paid"] * 6 + ["pending"]


def test_three_buy_together_and_two_wait_for_one(db: None) -> None:
    stage = story(call_cast())
    sell_together(stage, NOW)
    wait_for_one(stage, NOW + 2 * DAY)

    teams = [(row.state, row.orders.filter(state="paid").count()) for row in Team.objects.order_by("pk")]
    assert teams == [("complete", 3), ("open", 2)]


def states() -> list[str]:
    """Return where the plans stand, the first first."""
    return list(Subscription.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_story_ends_with_every_state_of_the_shop(tmp_path: Path) -> None:
    install, _link = demo_in(tmp_path / "data")

    found: Any = install.python(FIGURES)

    assert found["sources"] == ["shop"]
    assert {*found["orders"]} == {"paid", "partially_refunded", "refunded", "cancelled", "pending"}
    assert {*found["plans"]} == {"active", "grace", "paused", "trial", "ended"}
    assert (found["ladders"], found["projects"]) == ({"running": 1}, {"won": 1, "lost": 1, "running": 1})
    assert found["teams"] == [["complete", "paid"], ["open", "paid"]]
    assert (found["with_points"], found["gifts"], found["unanswered"], found["guests"]) == (3, 1, 1, 0)
    assert found["notices"] == [["", "refused", 1], ["failed", "done", 1], ["paid", "done", 1], ["paid", "done", 2]]
    assert found["lines"] == {"matched": 5, "not_here": 1, "fee": 1, "not_there": 1}
    assert (found["on"], found["to_ask"], {*found["bookings"]}) == (0, 0, {"paid", "pending"})
    assert (found["sets"], found["pictures"]) == ({"paid": 3, "refunded": 1}, 1)
    least = {"looked_at": 30, "waiting": 3, "refunds": 3, "coupons": 3, "certificates": 1, "let_in": 10}
    assert {name: found[name] for name in least if found[name] < least[name]} == {}
