"""Whatever backers, banks and operators do: escrow is what open pledges brought, and in the end it is empty."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coterie.kit.errors import DomainError
from coterie.market.domain.buying import cancel_due, cancel_order
from coterie.market.domain.decision import cancel_project
from coterie.market.domain.paying import ask_payment, fail_payment, take_payment
from coterie.market.domain.pledge import pay_again
from coterie.market.domain.refund import refund_order, settle_refund
from coterie.market.models import Order, Payment, Project, Refund, Tier
from coterie.market.queries.escrow_audit import escrow_faults
from coterie.platform.ledger.audit import faults
from coterie.platform.ledger.models import LedgerAccount
from tests.cast import NOW, Cast
from tests.market.fund import END, back, minute, running
from tests.rewards.points import SYSTEM
from tests.undone import rolled_back

WHO = ("dan", "carol", "nina", "paul")
Facts = dict[str, Any]
HOUR = timedelta(hours=1)


def came(asked: Payment, now: datetime, fee: int = 0) -> None:
    """Let a provider tell that the money is there."""
    take_payment(payment=asked.pk, amount=asked.amount, external=asked.key, fee=fee, actor=SYSTEM, now=now)


def pay(row: Order, facts: Facts) -> None:
    """Pay by a provider."""
    came(ask_payment(order=row.pk, provider="stripe", **facts), facts["now"], fee=7)


def late(row: Order, facts: Facts) -> None:
    """Let the money of the first try come, whatever became of the pledge."""
    for asked in Payment.objects.filter(order=row).order_by("pk")[:1]:
        came(asked, facts["now"])


def fail(row: Order, facts: Facts) -> None:
    """Let what was tried come to nothing."""
    for asked in Payment.objects.filter(order=row, state="asked"):
        fail_payment(payment=asked.pk, **facts)


def off(row: Order, facts: Facts) -> None:
    """Call the project off, once in a while."""
    if row.pk % 3 == 0:
        cancel_project(project=Project.objects.get().pk, **facts)


def a_minute(_row: Order, facts: Facts) -> None:
    """Let a minute pass."""
    cancel_due(actor=SYSTEM, now=facts["now"])
    minute(facts["now"])


DEEDS: dict[str, Callable[[Order, Facts], object]] = {
    "pay": pay,
    "pay too": pay,
    "late": late,
    "fail": fail,
    "again": lambda row, facts: pay_again(order=row.pk, **facts),
    "cancel": lambda row, facts: cancel_order(order=row.pk, **facts),
    "part": lambda row, facts: refund_order(order=row.pk, parts={row.lines.get().pk: 300}, **facts),
    "refund": lambda row, facts: refund_order(order=row.pk, **facts),
    "off": off,
    "minute": a_minute,
}
STEPS = st.lists(
    st.tuples(st.sampled_from(("pledge", *DEEDS)), st.integers(0, 5), st.integers(0, 60)), min_size=5, max_size=16
)


def deed(cast: Cast, tier: Tier, what: str, which: int, now: datetime) -> None:
    """Do one thing."""
    orders = list(Order.objects.order_by("pk"))
    if what == "pledge" or not orders:
        back(cast, tier, WHO[which % 4], quantity=1 + which % 2, now=now)
    else:
        DEEDS[what](orders[which % len(orders)], {"actor": cast.actor("alice"), "now": now})


@pytest.mark.timeout(300)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, kind=st.sampled_from(("all_or_nothing", "all_or_nothing", "keep_it_all")), fix=st.integers(0, 3))
def test_escrow_is_what_open_pledges_brought(
    cast: Cast, steps: list[tuple[str, int, int]], kind: str, fix: int
) -> None:
    with rolled_back():
        played(cast, steps, kind, fix)


def played(cast: Cast, steps: list[tuple[str, int, int]], kind: str, fix: int) -> None:
    """Play one story to its end."""
    tier, now = running(cast, kind=kind, fix_days=fix), NOW
    for what, which, hours in steps:
        now += hours * HOUR
        with suppress(DomainError), transaction.atomic():
            deed(cast, tier, what, which, now)
        assert escrow_faults() == []
    for _ in range(2):
        minute(max(now, END) + timedelta(days=4))
        for refund in Refund.objects.filter(state="asked"):
            settle_refund(refund=refund.pk, external="told", actor=SYSTEM, now=now)
    minute(max(now, END) + timedelta(days=4))

    project = Project.objects.get()
    assert (project.settled_at is None, escrow_faults(), faults()) == (False, [], [])
    assert not LedgerAccount.objects.filter(kind="escrow").exclude(balance=0).exists()
    if project.state != "won":
        assert not LedgerAccount.objects.filter(kind="revenue").exclude(balance=0).exists()
    brought = sum(Payment.objects.filter(state="paid").values_list("amount", flat=True))
    went = sum(Refund.objects.values_list("amount", flat=True))
    kept = -sum(LedgerAccount.objects.filter(kind="revenue").values_list("balance", flat=True))
    assert brought - went == kept
