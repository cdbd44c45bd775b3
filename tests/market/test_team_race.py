"""Many at once: a team never has more seats than it was begun with, and every unit is revenue or back."""

from threading import Barrier
from typing import Any

import pytest

from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict
from coterie.market.domain import team as teams
from coterie.market.domain.buying import cancel_order, place_order
from coterie.market.domain.paying import ask_payment, take_payment
from coterie.market.domain.refund import refund_order, settle_refund
from coterie.market.models import Grant, Order, Payment, Refund, Team, Variant
from coterie.market.queries.escrow_audit import escrow_faults
from coterie.platform.ledger.audit import faults
from coterie.platform.ledger.models import LedgerAccount
from tests.cast import NOW, Cast, call_cast
from tests.market.stall import on_sale, pay
from tests.market.teams import HOUR, OVER, begin, minute, together
from tests.rewards.points import SYSTEM
from tests.rewards.test_race import at_once
from tests.rituals.test_gathering import crowd

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY = 64


def begun(cast: Cast, people: int, left: int | None = 999) -> tuple[Variant, str]:
    """Let dan begin a team and pay; return what it buys, and its key."""
    row = together(cast, on_sale(cast, left=left), people=people)
    first = begin(cast, row)
    pay(cast, first)
    assert first.team is not None
    return row, first.team.key


def joined(cast: Cast, row: Variant, team: str, actor: Actor) -> Order:
    """Let somebody order in a team."""
    return place_order(community=cast.table.pk, wanted={row.pk: 1}, team=team, actor=actor, now=NOW)


def asked_for(cast: Cast, rows: list[Order]) -> list[Payment]:
    """Ask for the payments of orders."""
    return [ask_payment(order=row.pk, provider="stripe", actor=cast.actor("alice"), now=NOW) for row in rows]


def taken(one: Payment) -> Payment:
    """Take what a provider tells."""
    return take_payment(payment=one.pk, amount=700, external=one.key, actor=SYSTEM, now=NOW)


def owned() -> dict[str, int]:
    """Return what is in revenue and in teams' purses."""
    rows = LedgerAccount.objects.filter(kind__in=("revenue", "team")).exclude(balance=0)
    return dict(rows.values_list("kind", "balance"))


def test_sixty_four_want_the_last_seat() -> None:
    cast = call_cast()
    row, key = begun(cast, 2)

    def want(actor: Actor) -> object:
        try:
            return joined(cast, row, key, actor)
        except Conflict as refused:
            return refused.code

    got = at_once(want, crowd(cast, MANY))

    print(f"{MANY} at the last seat: {Order.objects.count()} orders, {got.count('team_full')} told that it is full")
    assert (Order.objects.count(), got.count("team_full")) == (2, MANY - 1)
    assert Variant.objects.get(pk=row.pk).left == 999 - 2


def test_late_money_of_many_for_the_last_seats() -> None:
    """Sixteen had a seat in turn and gave it up; all their money comes at once: four seats, the rest goes back."""
    cast = call_cast()
    row, key = begun(cast, 5)
    asked = []
    for actor in crowd(cast, 16):
        asked += asked_for(cast, [joined(cast, row, key, actor)])
        cancel_order(order=asked[-1].order_id, actor=actor, now=NOW)

    at_once(taken, asked)

    paid = Order.objects.filter(state="paid").count()
    print(f"16 late payments for four seats: {paid} in the team of 5, {Team.objects.get().state}")
    assert (paid, Team.objects.get().state, Grant.objects.count()) == (5, "complete", 5)
    assert (owned(), faults(), escrow_faults()) == ({"revenue": -3500}, [], [])


@pytest.mark.many_writers
def test_without_the_lock_a_team_has_one_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: everybody counts the seats before anybody takes one."""
    cast = call_cast()
    row, key = begun(cast, 2, left=None)
    looked = Barrier(4)

    def unlocked(rows: Any) -> Team:
        found = rows.get()
        looked.wait()
        return found  # type: ignore[no-any-return]  # rows of teams

    monkeypatch.setattr(teams, "locked", unlocked)
    monkeypatch.setattr("coterie.market.domain.buying.lock", lambda rows: rows)
    counted = Barrier(4)
    refuse = teams.seated

    def all_looked(*given: Any, **facts: Any) -> Team:
        found = refuse(*given, **facts)
        counted.wait()
        return found

    monkeypatch.setattr(teams, "seated", all_looked)

    at_once(lambda actor: joined(cast, row, key, actor), crowd(cast, 4), 4)

    assert Order.objects.filter(team__key=key).count() == 5


@pytest.mark.parametrize("people", [3, 9, 10])
def test_money_that_comes_while_time_ends(people: int) -> None:
    """Eight payments and the end at the same moment: complete and all is revenue, or missed and all is back."""
    cast = call_cast()
    row, key = begun(cast, people)
    rows = [joined(cast, row, key, actor) for actor in crowd(cast, people - 1)[:8]]
    asked = asked_for(cast, rows)

    def either(number: int) -> object:
        if number % 2:
            return minute()
        return taken(asked[number // 2]) if number // 2 < len(asked) else None

    at_once(either, list(range(16)), 16)
    minute(OVER + HOUR)
    for refund in Refund.objects.filter(state="asked"):
        settle_refund(refund=refund.pk, external="told", actor=SYSTEM, now=OVER)
    minute(OVER + 2 * HOUR)

    team, kept = Team.objects.get(), 700 * people
    print(f"{people} seats: {team.state}, {owned()}")
    assert (faults(), escrow_faults()) == ([], [])
    assert team.settled_at
    assert owned() == ({"revenue": -kept} if team.state == "complete" else {})
    assert Grant.objects.filter(ended_at=None).count() == (people if team.state == "complete" else 0)


def test_who_pays_who_gets_back_and_who_joins_do_not_wait_in_a_circle() -> None:
    """Late money and orders take pieces and seats, refunds and the buyers' own give them back: all want the team."""
    cast = call_cast()
    row, key = begun(cast, 50)
    alice, people = cast.actor("alice"), crowd(cast, 48)
    rows = [joined(cast, row, key, actor) for actor in people]
    asked = asked_for(cast, rows)
    for one in asked[::2]:
        taken(one)
    for one in rows[1::2]:
        cancel_order(order=one.pk, actor=alice, now=NOW)

    def either(number: int) -> object:
        if number % 2 == 0:
            return refund_order(order=rows[number].pk, actor=alice, now=NOW)
        return taken(asked[number]) if number % 3 else minute(NOW)

    at_once(either, list(range(48)), 16)

    states = sorted(Order.objects.values_list("state", flat=True))
    assert (faults(), escrow_faults()) == ([], [])
    assert {one: states.count(one) for one in set(states)} == {"cancelled": 8, "paid": 17, "refunded": 24}
    assert Variant.objects.get(pk=row.pk).left == 999 - 17
