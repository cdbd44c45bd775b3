"""Plans for tests: a club at the table, and days that go by."""

from datetime import datetime, timedelta
from typing import Any

from coterie.kit.actor import Actor
from coterie.market.domain.plan import turn_plans_on
from coterie.market.domain.plan_terms import set_terms
from coterie.market.domain.plan_wish import change_plan
from coterie.market.domain.variant import add_variant, set_benefit
from coterie.market.enums import BenefitKind
from coterie.market.models import Order, Subscription, Variant
from coterie.market.queries.grants import has_access
from tests.cast import NOW, Cast
from tests.market.stall import on_sale, order, pay

SYSTEM = Actor.of_system()
DAY = timedelta(days=1)


def a_club(cast: Cast, *, price: int = 3000, **terms: Any) -> Variant:
    """Sell a plan by the month that opens the VIP group."""
    alice = cast.actor("alice")
    row = on_sale(cast, "club", kind="plan", price=price, left=None)
    usual = {"period": "months", "grace_days": 7, "pause_days": 10, "trial_days": 14}
    set_terms(variant=row.pk, **{**usual, **terms}, actor=alice, now=NOW)
    set_benefit(offer=row.offer_id, kind=BenefitKind.GROUP, target=cast.vip.pk, actor=alice, now=NOW)
    return row


def another_way(cast: Cast, row: Variant, name: str, price: int, **terms: Any) -> Variant:
    """Let the plan be bought in one more way."""
    alice = cast.actor("alice")
    more = add_variant(offer=row.offer_id, name=name, price=price, actor=alice, now=NOW)
    set_terms(variant=more.pk, **{"period": "months", "pause_days": 10, **terms}, actor=alice, now=NOW)
    return more


def buy(cast: Cast, row: Variant, now: datetime = NOW, **facts: Any) -> Subscription:
    """Let dan buy a turn."""
    pay(cast, order(cast, row, now=now, **facts), now=now)
    return Subscription.objects.latest("pk")


def asked(row: Subscription) -> Order:
    """Return the order of the turn that is asked for."""
    return Order.objects.get(lines__turn__subscription=row, state="pending")


def inside(cast: Cast, at: datetime) -> bool:
    """Tell whether the VIP group is open to dan."""
    return has_access(member=cast.members["dan"].pk, kind=BenefitKind.GROUP, target=cast.vip.pk, now=at)


def tick(now: datetime) -> None:
    """Let the clock have its way."""
    turn_plans_on(actor=SYSTEM, now=now)


def upgrading(cast: Cast) -> tuple[Subscription, Order]:
    """Let dan have a plan, and ask for a better one."""
    row = a_club(cast, price=3000)
    gold = another_way(cast, row, "gold", 6000)
    plan = buy(cast, row)
    change_plan(subscription=plan.pk, variant=gold.pk, actor=cast.actor("dan"), now=NOW)
    return plan, asked(plan)
