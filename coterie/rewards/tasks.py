"""What rewards do by themselves."""

from django_tasks import task

from coterie.kit import clock
from coterie.kit.actor import Actor
from coterie.platform.jobs.schedule import every
from coterie.rewards.domain.envelope import close_due
from coterie.rewards.domain.expiry import expire_due
from coterie.rewards.domain.level import recount_ranks
from coterie.rewards.domain.plan import end_months


@every(minutes=1)
@task()
def close_envelopes() -> int:
    """Give back what is left of envelopes whose time is over; return of how many."""
    return close_due(actor=Actor.of_system(), now=clock.now())


@every(hours=24)
@task()
def let_points_expire() -> int:
    """Take out points that nobody spent in time, and what is left of old budgets; return of how many purses."""
    actor, now = Actor.of_system(), clock.now()
    return expire_due(actor=actor, now=now) + end_months(now=now)


@task()
def recount_levels(community: int) -> int:
    """Find out where everybody stands; return how many stand at another level."""
    return recount_ranks(community=community, actor=Actor.of_system(), now=clock.now())
