"""Two workers at once: a turn is asked for once; without the lock both try, and the database refuses one."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError

from coterie.kit.errors import DomainError
from coterie.market.domain import renewal
from coterie.market.domain.paying import confirm_payment
from coterie.market.domain.refund import refund_order
from coterie.market.models import Order, Subscription, Turn
from tests.cast import NOW, call_cast
from tests.joining.doors import in_thread
from tests.market.clubs import DAY, SYSTEM, a_club, buy, upgrading
from tests.market.stall import balances
from tests.rewards.test_race import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def two_workers(row: Subscription) -> list[object]:
    """Let two workers ask for the same turn."""

    def ask(_number: object) -> object:
        try:
            return renewal.renew_plan(subscription=row.pk, actor=SYSTEM, now=row.paid_until - DAY)
        except IntegrityError:
            return "refused"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(lambda number: in_thread(ask, number), range(2)), key=str)


def test_two_workers_ask_once() -> None:
    cast = call_cast()
    row = buy(cast, a_club(cast))

    assert two_workers(row) == [False, True]
    assert (Order.objects.filter(state="pending").count(), Turn.objects.filter(paid_at=None).count()) == (1, 1)


@pytest.mark.many_writers
def test_without_the_lock_both_make_an_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: both look for the asked turn before any of them asks."""
    cast = call_cast()
    row = buy(cast, a_club(cast))
    together, looked, tries = Barrier(2), renewal.asked_turn, []
    order_turn = renewal.order_turn

    def seen(*given: Any) -> Any:
        found = looked(*given)
        if len(tries) < 2:
            together.wait(20)
        return found

    def tried(*given: Any) -> Any:
        tries.append(1)
        return order_turn(*given)

    rows = Subscription.objects.select_related("offer", "variant__terms", "next_variant__terms", "member__community")
    monkeypatch.setattr(renewal, "held_plan", lambda pk: rows.get(pk=pk))
    monkeypatch.setattr(renewal, "asked_turn", seen)
    monkeypatch.setattr(renewal, "order_turn", tried)
    monkeypatch.setattr(renewal, "remind", lambda *_given: None)

    said = two_workers(row)

    assert (len(tries), said) == (2, [True, "refused"])


def test_credit_and_its_money_do_not_both_go() -> None:
    """An upgrade is paid while the turn that it was credited for is given back: in the end the books are sound."""
    cast = call_cast()
    plan, better = upgrading(cast)
    first, by = Order.objects.earliest("pk"), {"actor": cast.actor("alice"), "now": NOW}
    asked = better.payments.get()

    def either(number: int) -> object:
        with suppress(DomainError):
            if number % 2:
                return refund_order(order=first.pk, **by)
            return confirm_payment(payment=asked.pk, evidence="Seen", **by)
        return None

    at_once(either, list(range(6)), 6)

    plan.refresh_from_db()
    assert (plan.state, plan.variant.name) in {("active", "gold"), ("ended", "")}
    assert -balances(cast).get("revenue", 0) == (3000 if plan.state == "active" else 0)
