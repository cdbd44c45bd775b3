"""What goes on with partners by itself."""

from datetime import timedelta

from django_tasks import task

from coterie.kit import clock
from coterie.kit.actor import Actor
from coterie.partners.domain.settling import settle_due
from coterie.partners.domain.work_file import let_files_go
from coterie.platform.jobs.schedule import every


@every(minutes=5)
@task()
def settle_commission() -> int:
    """Let commissions be paid out whose hold is over; return how many."""
    return settle_due(actor=Actor.of_system(), now=clock.now())


@every(days=1, after=timedelta(hours=3))
@task()
def let_old_files_go() -> int:
    """Delete the files of work that was sent back long ago; return how many."""
    return let_files_go(now=clock.now())
