"""Plans in the demo, as far as the community sells one: people take it, try it, pause, and cancel."""

from datetime import datetime, timedelta

from coterie.cli.demo.rituals import keen
from coterie.cli.demo.stage import Person, Stage
from coterie.market.domain.buying import place_order
from coterie.market.domain.paying import ask_payment, confirm_payment
from coterie.market.domain.plan_terms import set_terms
from coterie.market.domain.plan_wish import cancel_plan, pause_plan, try_plan
from coterie.market.models import Variant
from coterie.market.queries.plans import plans_of, ways_run_by
from coterie.market.rules import FREE, MANUAL

PLANS_SOLD, PLANS_CHANGED = 64, 85
"""Days of the story: people take a plan; some think again, and others try it."""


def sell_plans(stage: Stage, at: datetime) -> None:
    """Let people of the VIP group pay for a month."""
    way = plan_on_sale(stage, at)
    for place, person in enumerate(stage.seats["vip"][:8] if way else ()):
        if way:
            take(stage, way, person, at + timedelta(minutes=23 * place))


def plan_on_sale(stage: Stage, at: datetime) -> Variant | None:
    """Return the dearest way to buy a plan, with terms; None where no plan is for sale."""
    way = ways_run_by(stage.owner, stage.community.pk).filter(offer__state="open", closed_at=None).last()
    if way and not hasattr(way, "terms"):
        set_terms(variant=way.pk, period="months", trial_days=7, pause_days=14, actor=stage.owner, now=at)
    return way


def take(stage: Stage, way: Variant, person: Person, at: datetime) -> None:
    """Let a person order and pay."""
    order = place_order(community=stage.community.pk, wanted={way.pk: 1}, actor=person.actor, now=at)
    provider = MANUAL if order.amount else FREE
    asked = ask_payment(order=order.pk, provider=provider, actor=person.actor, now=at)
    if order.amount:
        confirm_payment(payment=asked.pk, evidence=f"Transfer {order.number}", actor=stage.owner, now=at)


def think_again(stage: Stage, at: datetime) -> None:
    """Let one cancel and one pause, and some of the basic group try it."""
    way = plan_on_sale(stage, at)
    if way is None:
        return
    for person, verb in zip(stage.seats["vip"][:2], (cancel_plan, pause_plan), strict=False):
        for row in plans_of(person.actor, stage.community.pk).filter(state="active")[:1]:
            verb(subscription=row.pk, actor=person.actor, now=at)
    for person in keen(stage, at)[4:7]:
        if not plans_of(person.actor, stage.community.pk).exists():
            try_plan(variant=way.pk, actor=person.actor, now=at)
