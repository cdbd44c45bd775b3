"""The plan of the demo: who takes it, who goes on paying, who tries it, pauses and cancels."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from coterie.cli.demo.rituals import keen
from coterie.cli.demo.shop import PLANS_OPEN, bought, see_money
from coterie.cli.demo.stage import Person, Stage
from coterie.kit.actor import Actor
from coterie.market.domain.buying import cancel_due
from coterie.market.domain.grant import end_due
from coterie.market.domain.plan import turn_plans_on
from coterie.market.domain.plan_wish import cancel_plan, pause_plan, try_plan
from coterie.market.domain.renewal import ask_for_renewals
from coterie.market.enums import OrderState, PlanState
from coterie.market.models import Order
from coterie.market.queries.orders import orders_visible_to
from coterie.market.queries.plans import plans_run_by

PLANS_TAKEN = {33: 15, 45: 14, 57: 10, 71: 2}
"""Days of the story on which some take the plan, and how many of the basic group: enough for a forecast at its end."""
PLANS_CHANGED = 85
"""The day on which some think again, and others try it."""
STAYING = 4
"""Of how many one does not pay again; and of how many one takes the year."""

Deed = tuple[datetime, Callable[[datetime], None]]


def take_plans(stage: Stage, at: datetime, takers: int) -> None:
    """Let those in the VIP group pay, and some of the basic group: most by the month, some by the year."""
    members = without_plan(stage, stage.seats["vip"][3:])
    for place, person in enumerate([*members, *without_plan(stage, keen(stage, at))[:takers]]):
        length = "year" if place % STAYING == 1 else "month"
        bought(stage, person, {stage.goods[length]: 1}, at + timedelta(minutes=23 * place))


def without_plan(stage: Stage, people: list[Person]) -> list[Person]:
    """Return who of some people never had a plan."""
    known = set(plans_run_by(stage.owner, stage.community.pk).values_list("member", flat=True))
    return [person for person in people if person.member not in known]


def evenings(day: int, stage: Stage, morning: datetime) -> Iterator[Deed]:
    """Let the clock of the market be followed every third evening."""
    if day > PLANS_OPEN and day % 3 == 2:
        yield morning + timedelta(hours=15), partial(keep_time, stage)


def keep_time(stage: Stage, at: datetime) -> None:
    """Give up what nobody paid, end what is over, ask for the next turns, and let most pay for theirs."""
    facts: dict[str, Any] = {"actor": Actor.of_system("cli"), "now": at}
    cancel_due(**facts)
    turn_plans_on(**facts)
    end_due(**facts)
    ask_for_renewals(**facts)
    orders = orders_visible_to(stage.owner, stage.community.pk).filter(state=OrderState.PENDING)
    for order in orders.filter(lines__turn__asked_at__lt=at).order_by("pk"):
        pay_again(stage, order, at)


def pay_again(stage: Stage, order: Order, at: datetime) -> None:
    """Let a member pay the next turn, unless they are of those who do not."""
    plan = plans_run_by(stage.owner, stage.community.pk).get(turns__line__order=order)
    in_vip = any(person.member == plan.member_id for person in stage.seats["vip"])
    if plan.state in (PlanState.ACTIVE, PlanState.GRACE) and (in_vip or place_of(stage, plan.pk) % STAYING):
        see_money(stage, order, at)


def place_of(stage: Stage, plan: int) -> int:
    """Return how many took the plan by the month before."""
    rows = plans_run_by(stage.owner, stage.community.pk)
    return rows.filter(variant=stage.goods["month"], pk__lt=plan).count()


def think_again(stage: Stage, at: datetime) -> None:
    """Let one cancel and one pause, and some of the basic group and the owner try it."""
    people = keen(stage, at)
    rows = plans_run_by(stage.owner, stage.community.pk, PlanState.ACTIVE).filter(variant=stage.goods["month"])
    running = dict(rows.values_list("member", "pk"))
    mine = [person for person in stage.seats["basic"] if person.member in running]
    for person, verb in zip(mine, (cancel_plan, pause_plan), strict=False):
        verb(subscription=running[person.member], actor=person.actor, now=at)
    for person in (stage.seats["vip"][0], *without_plan(stage, people)[:3]):
        try_plan(variant=stage.goods["month"], actor=person.actor, now=at)
