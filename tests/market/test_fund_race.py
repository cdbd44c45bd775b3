"""Many at once: the last piece goes to one backer, and money that comes at the last moment is never lost."""

from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from coterie.kit.actor import Actor
from coterie.market.domain import decision
from coterie.market.domain import escrow as purses
from coterie.market.domain.buying import cancel_order
from coterie.market.domain.paying import ask_payment, take_payment
from coterie.market.domain.pledge import pledge
from coterie.market.domain.refund import refund_order, settle_refund
from coterie.market.errors import SoldOut
from coterie.market.models import Order, Payment, Project, Refund, Variant
from coterie.market.queries.books import escrow
from coterie.market.queries.escrow_audit import escrow_faults
from coterie.platform.ledger.audit import faults
from coterie.platform.ledger.models import LedgerAccount
from tests.cast import NOW, call_cast
from tests.market.fund import END, back, minute, paid, running
from tests.rewards.points import SYSTEM
from tests.rewards.test_race import at_once
from tests.rituals.test_gathering import crowd

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY = 64
DAY_BEFORE = END - timedelta(days=1)


def test_sixty_four_want_the_last_piece() -> None:
    cast = call_cast()
    tier = running(cast, tier={"left": 1})

    def want(actor: Actor) -> object:
        try:
            return pledge(tier=tier.pk, actor=actor, now=NOW)
        except SoldOut as refused:
            return refused.code

    got = at_once(want, crowd(cast, MANY))

    print(f"{MANY} at the last piece: {Order.objects.count()} pledges, {got.count('sold_out')} told that none is left")
    assert (Order.objects.count(), got.count("sold_out")) == (1, MANY - 1)
    assert Variant.objects.get(pk=tier.variant_id).left == 0


@pytest.mark.parametrize("goal", [1000, 8000, 9000])
def test_money_that_comes_while_it_is_decided(goal: int) -> None:
    """Eight payments and the decision at the same moment: each unit is revenue or back, and none is lost."""
    cast = call_cast()
    tier = running(cast, goal=goal, fix_days=1)

    rows = [pledge(tier=tier.pk, actor=actor, now=DAY_BEFORE) for actor in crowd(cast, 8)]
    asked = [ask_payment(order=row.pk, provider="stripe", actor=cast.actor("alice"), now=DAY_BEFORE) for row in rows]

    def either(number: int) -> object:
        if number % 2:
            return minute()
        one = asked[number // 2]
        return take_payment(payment=one.pk, amount=1000, external=one.key, actor=SYSTEM, now=END)

    at_once(either, list(range(16)), 16)
    minute(END + (END - NOW))
    for refund in Refund.objects.filter(state="asked"):
        settle_refund(refund=refund.pk, external="told", actor=SYSTEM, now=END)
    minute(END + (END - NOW))

    row = Project.objects.get()
    kept = -sum(LedgerAccount.objects.filter(kind="revenue").values_list("balance", flat=True))
    print(f"goal {goal}: {row.state}, {kept} kept of 8000 that came")
    assert (faults(), escrow_faults(), Payment.objects.filter(state="paid").count()) == ([], [], 8)
    assert row.settled_at
    assert not LedgerAccount.objects.filter(kind="escrow").exclude(balance=0).exists()
    assert kept == sum(Order.objects.filter(state="paid").values_list("amount", flat=True))
    assert kept == 0 if row.state == "lost" else kept >= goal


def test_who_pays_late_and_who_gets_back_do_not_wait_in_a_circle() -> None:
    """Late money and pledges take pieces, a refund puts some back: all want the tier and the project."""
    cast = call_cast()
    tier, alice = running(cast, goal=1_000_000, tier={"left": 999}), cast.actor("alice")
    people = crowd(cast, MANY)
    rows = [pledge(tier=tier.pk, actor=actor, now=NOW) for actor in people]
    asked = [ask_payment(order=row.pk, provider="stripe", actor=alice, now=NOW) for row in rows]
    for one in asked[::2]:
        take_payment(payment=one.pk, amount=1000, external=one.key, actor=SYSTEM, now=NOW)
    for row in rows[1::2]:
        cancel_order(order=row.pk, actor=alice, now=NOW)

    def either(number: int) -> object:
        if number >= MANY:
            return pledge(tier=tier.pk, actor=people[number - MANY], now=NOW)
        if number % 2 == 0:
            return refund_order(order=rows[number].pk, actor=alice, now=NOW)
        one = asked[number]
        return take_payment(payment=one.pk, amount=1000, external=one.key, actor=SYSTEM, now=NOW)

    at_once(either, sorted(range(MANY + MANY // 2), key=lambda number: number % 32))

    states = sorted(Order.objects.values_list("state", flat=True))
    assert (faults(), escrow_faults()) == ([], [])
    assert [states.count(one) for one in ("paid", "pending", "refunded")] == [MANY // 2] * 3
    assert Variant.objects.get(pk=tier.variant_id).left == 999 - MANY


@pytest.mark.many_writers
def test_without_the_lock_money_stays_in_escrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: a payment looks where its money goes before the decision, and books it after."""

    cast = call_cast()
    tier = running(cast, goal=1000)
    paid(cast, back(cast, tier))
    late = back(cast, tier, "carol")
    [asked] = Payment.objects.filter(order=late)
    looked, decided = Barrier(2), Barrier(2)

    def unlocked(offers: Any) -> dict[int, Project]:
        found = {row.offer_id: row for row in Project.objects.filter(offer__in=offers)}
        looked.wait()
        decided.wait()
        return found

    monkeypatch.setattr(purses, "held_projects", unlocked)

    def either(number: int) -> object:
        if number:
            return paid(cast, late)
        looked.wait()
        decision.decide(project=tier.project_id, actor=SYSTEM, now=END)
        return decided.wait()

    at_once(either, [0, 1], 2)

    stuck = LedgerAccount.objects.get(kind=escrow(0).kind, owner=tier.project_id).balance
    assert (asked.pk > 0, stuck) == (True, -1000)
    assert escrow_faults() != []
