"""What the market does by itself."""

from django_tasks import TaskContext, task

from coterie.kit import clock
from coterie.kit.actor import Actor
from coterie.market.domain.booking import give_up_called_off
from coterie.market.domain.booking_letter import remind_of_bookings_due
from coterie.market.domain.buying import cancel_due
from coterie.market.domain.decision import decide_due, give_back_due
from coterie.market.domain.giving_back import give_money_back
from coterie.market.domain.grant import end_due
from coterie.market.domain.hearing import forget_notices
from coterie.market.domain.looking import look_at_payment
from coterie.market.domain.plan import turn_plans_on
from coterie.market.domain.reminder import remind_due
from coterie.market.domain.renewal import ask_for_renewals
from coterie.market.domain.team_end import end_teams_due, give_teams_back_due
from coterie.market.queries.providers import payments_to_look_at
from coterie.platform.jobs.schedule import every
from coterie.platform.jobs.task import TRIES
from coterie.platform.jobs.unique import unique


@every(minutes=1)
@task()
def give_up_orders() -> int:
    """Give up orders that nobody paid in time; return how many."""
    return cancel_due(actor=Actor.of_system(), now=clock.now())


@every(minutes=5)
@task()
def end_access() -> int:
    """End what was opened for a time that is over; return how many grants."""
    return end_due(actor=Actor.of_system(), now=clock.now())


@every(minutes=5)
@task()
def turn_plans() -> int:
    """Let plans go on, wait for their payment, or end; return how many were looked at."""
    return turn_plans_on(actor=Actor.of_system(), now=clock.now())


@every(minutes=15)
@task()
def renew_plans() -> int:
    """Ask for the next turns of plans, and remind of them; return how many orders were made."""
    return ask_for_renewals(actor=Actor.of_system(), now=clock.now())


@every(minutes=1)
@task()
def end_projects() -> int:
    """Decide projects whose time is over, and give back what was pledged in vain; return how many are settled."""
    actor, moment = Actor.of_system(), clock.now()
    decide_due(actor=actor, now=moment)
    return give_back_due(actor=actor, now=moment)


@every(minutes=1)
@task()
def end_teams() -> int:
    """End teams whose time is over, and give back what was paid in them; return how many are settled."""
    actor, moment = Actor.of_system(), clock.now()
    end_teams_due(actor=actor, now=moment)
    return give_teams_back_due(actor=actor, now=moment)


@every(minutes=10)
@task()
def remind_of_orders() -> int:
    """Remind buyers whose orders are about to be given up; return how many."""
    return remind_due(actor=Actor.of_system(), now=clock.now())


@task()
def give_up_at_called_off(order: int) -> None:
    """Give up an order that nobody paid, whose time was called off."""
    give_up_called_off(order=order, actor=Actor.of_system(), now=clock.now())


@every(minutes=10)
@task()
def remind_of_bookings() -> int:
    """Remind of what is booked for the day that comes; return how many bookings."""
    return remind_of_bookings_due(actor=Actor.of_system(), now=clock.now())


@task(takes_context=True)
def give_refund_back(context: TaskContext, refund: int) -> bool:
    """Ask the provider to give money back; tried again for an hour and a half, then somebody does it by hand."""
    last = context.attempt >= TRIES
    return give_money_back(refund=refund, last=last, actor=Actor.of_system(), now=clock.now())


@task()
def look_at(payment: int) -> bool:
    """Ask the provider how one payment stands."""
    return look_at_payment(payment=payment, actor=Actor.of_system(), now=clock.now())


@every(minutes=1)
@task()
def look_at_payments() -> int:
    """Have providers asked how payments stand whose notices did not come; return how many."""
    rows = payments_to_look_at(clock.now())
    for payment in rows:
        with unique(f"look:{payment}"):
            look_at.enqueue(payment)
    return len(rows)


@every(days=1)
@task()
def forget_old_notices() -> int:
    """Forget what providers told that concerns nobody here; return how many."""
    return forget_notices(actor=Actor.of_system(), now=clock.now())
