"""Whatever customers, banks, staff and the clock do: the books hold what is open, and nobody is paid twice."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coterie.kit.actor import Actor
from coterie.kit.errors import DomainError
from coterie.market.models import Order
from coterie.partners.domain.earning import count_order
from coterie.partners.domain.enrolment import decide_partner
from coterie.partners.domain.payout import prepare_batch, send_batch, turn_payout
from coterie.partners.domain.settling import hold_earning, hold_order, release_earning, settle_due, take_back_earning
from coterie.partners.domain.work import decide_work, hand_in_work
from coterie.partners.enums import EntryKind
from coterie.partners.models import Bounty, CommissionEntry, Earning, Partner, Payout, PayoutBatch, Work
from coterie.partners.queries.payout_audit import negative_earnings, order_faults, partner_faults
from coterie.platform.ledger.audit import faults
from coterie.platform.ledger.models import LedgerAccount
from tests.cast import NOW, Cast
from tests.market.stall import on_sale
from tests.partners.kit_rows import a_bounty
from tests.partners.sales import DAY, buys, gives_back, partner, programme, sends
from tests.rewards.points import SYSTEM
from tests.undone import rolled_back

Facts = dict[str, Any]
BUYERS = ("dan", "nina", "carol")


def part(row: Order, which: int) -> dict[int, int]:
    """Return a part of what is left of an order."""
    return {line.pk: (line.amount - line.refunded) * (which + 1) // 7 for line in row.lines.all()}


def turned(which: int, state: str, facts: Facts) -> None:
    """Turn one of the payouts."""
    rows = list(Payout.objects.order_by("pk"))
    turn_payout(payout=rows[which % len(rows)].pk, state=state, word="Seen", **facts)


def batch(_row: Order, which: int, facts: Facts) -> None:
    """Put payouts together, or send those of before."""
    if which % 3 == 2 and (known := PayoutBatch.objects.order_by("-pk").first()):
        send_batch(batch=known.pk, **facts)
    else:
        prepare_batch(community=Partner.objects.all()[0].programme.community_id, **facts)


def one(which: int) -> int:
    """Return one of the earnings."""
    rows = list(Earning.objects.order_by("pk").values_list("pk", flat=True))
    return rows[which % len(rows)]


def swing(_row: Order, which: int, facts: Facts) -> None:
    """Suspend a partner, or take them back."""
    row = Partner.objects.order_by("pk")[which % 2]
    decide_partner(partner=row.pk, state="suspended" if row.state == "approved" else "approved", **facts)


def hand_in(_row: Order, which: int, facts: Facts) -> None:
    """Let a partner hand work in for the bounty."""
    bounty, who = Bounty.objects.get(), Partner.objects.order_by("pk")[which % 2].member.account_id
    actor = Actor(account=who)
    hand_in_work(community=bounty.programme.community_id, bounty=bounty.key, text="Done", actor=actor, now=facts["now"])


def judge(_row: Order, which: int, facts: Facts) -> None:
    """Accept one of the pieces of work, or send it back."""
    rows = list(Work.objects.order_by("pk").values_list("pk", flat=True))
    if rows:
        decide_work(work=rows[which % len(rows)], accept=which % 4 != 3, note="Seen", **facts)


DEEDS: dict[str, Callable[[Order, int, Facts], object]] = {
    "settle": lambda _row, _which, facts: settle_due(actor=SYSTEM, now=facts["now"]),
    "batch": batch,
    "batch too": batch,
    "paid": lambda _row, which, facts: turned(which, "paid", facts),
    "failed": lambda _row, which, facts: turned(which, "failed", facts),
    "again": lambda _row, which, facts: turned(which, "prepared", facts),
    "hold": lambda _row, which, facts: hold_earning(earning=one(which), why="Odd", **facts),
    "release": lambda _row, which, facts: release_earning(earning=one(which), **facts),
    "off": lambda _row, which, facts: take_back_earning(earning=one(which), why="Fraud", **facts),
    "dispute": lambda row, _which, facts: hold_order(order=row.pk, why="disputed", **facts),
    "replay": lambda row, _which, facts: count_order(order=row.pk, actor=SYSTEM, now=facts["now"]),
    "swing": swing,
    "hand in": hand_in,
    "judge": judge,
    "judge too": judge,
}
ALWAYS = ("settle", "batch", "batch too", "replay", "swing", "dispute", "hand in", "judge", "judge too")
WHAT = ("buy", "buy too", "part", "refund", *DEEDS)
STEPS = st.lists(
    st.tuples(st.sampled_from(WHAT), st.integers(0, 5), st.sampled_from((0, 0, 1, 8, 31))), min_size=6, max_size=20
)


@pytest.mark.django_db
@pytest.mark.timeout(600)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=STEPS, rates=st.sampled_from(((1000, 500), (1999, 1001), (2500, 0), (1, 2999))),
    price=st.sampled_from((1, 7, 999, 100_003)), minimum=st.sampled_from((0, 0, 120)),
)  # fmt: skip
def test_the_books_hold_what_is_open_and_nobody_is_paid_twice(
    cast: Cast, steps: list[tuple[str, int, int]], rates: tuple[int, int], price: int, minimum: int
) -> None:
    with rolled_back():
        played(cast, steps, rates, price, minimum)


def played(cast: Cast, steps: list[tuple[str, int, int]], rates: tuple[int, int], price: int, minimum: int) -> None:
    """Play one story to its end."""
    programme(cast, rate=rates[0], second_rate=rates[1], hold_days=7, minimum=minimum)
    carol = partner(cast, "carol")
    paul = partner(cast, "paul", sponsor=carol.code)
    for place, who in enumerate(BUYERS):
        sends(cast, paul, who=who, visitor=100 + place)
    a_bounty(cast, amount=price, most=5, most_each=4, budget=price * 2, now=NOW)
    goods, now = [on_sale(cast, "pen", price=price, left=None), on_sale(cast, "cup", price=price * 3, left=None)], NOW
    for what, which, days in steps:
        now += days * DAY
        with suppress(DomainError), transaction.atomic():
            deed(cast, goods, what, which, now)
        assert sound()
    assert paid_once()


def deed(cast: Cast, goods: list[Any], what: str, which: int, now: datetime) -> None:
    """Do one thing."""
    orders = list(Order.objects.order_by("pk"))
    if what.startswith("buy") or not orders:
        buys(cast, *goods[: 1 + which % 2], who=BUYERS[which % 3], quantity=1 + which % 3, now=now)
        return
    row = orders[which % len(orders)]
    if what in ("part", "refund"):
        gives_back(cast, row, part(row, which) if what == "part" else None, now)
        return
    if what in DEEDS and (what in ALWAYS or anything(what)):
        DEEDS[what](row, which, {"actor": cast.actor("alice"), "now": now})


def anything(what: str) -> bool:
    """Tell whether there is something that can be turned."""
    return Payout.objects.exists() if what in ("paid", "failed", "again") else Earning.objects.exists()


def sound() -> bool:
    """Tell that the books balance, that they hold what is open, and that no order gives more than its cap."""
    assert [*faults(), *partner_faults(), *order_faults(), *negative_earnings()] == []
    spent = sum(LedgerAccount.objects.filter(kind="commission").values_list("balance", flat=True))
    for row in Bounty.objects.all():
        paid = CommissionEntry.objects.filter(earning__work__bounty=row).aggregate(n=Sum("amount", default=0))["n"]
        assert 0 <= paid <= (row.budget or 0)
    assert spent == CommissionEntry.objects.aggregate(n=Sum("amount", default=0))["n"]
    return True


def paid_once() -> bool:
    """Tell that what was paid is what was earned, less what is owed."""
    for row in Partner.objects.all():
        paid = sum(Payout.objects.filter(partner=row, state="paid").values_list("amount", flat=True))
        taken = CommissionEntry.objects.filter(partner=row, payout__state="paid")
        assert paid == sum(taken.values_list("amount", flat=True))
        earned = taken.filter(kind=EntryKind.EARNED)
        assert len(set(earned.values_list("earning", flat=True))) == earned.count()
    return True
