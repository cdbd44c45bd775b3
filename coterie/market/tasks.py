"""What the market does by itself."""

from django_tasks import task

from coterie.kit import clock
from coterie.kit.actor import Actor
from coterie.market.domain.buying import cancel_due
from coterie.market.domain.grant import end_due
from coterie.market.domain.reminder import remind_due
from coterie.platform.jobs.schedule import every


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


@every(minutes=10)
@task()
def remind_of_orders() -> int:
    """Remind buyers whose orders are about to be given up; return how many."""
    return remind_due(actor=Actor.of_system(), now=clock.now())
