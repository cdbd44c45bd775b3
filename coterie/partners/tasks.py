"""What partners' money does by itself."""

from django_tasks import task

from coterie.kit import clock
from coterie.kit.actor import Actor
from coterie.partners.domain.settling import settle_due
from coterie.platform.jobs.schedule import every


@every(minutes=5)
@task()
def settle_commission() -> int:
    """Let commissions be paid out whose hold is over; return how many."""
    return settle_due(actor=Actor.of_system(), now=clock.now())
