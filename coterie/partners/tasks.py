"""What goes on with partners by itself."""

from datetime import timedelta

from django_tasks import task

from coterie.kit import clock
from coterie.kit.actor import Actor
from coterie.partners.domain.settling import settle_due
from coterie.partners.domain.taking import look_at_told, look_at_transfers
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


@task()
def look_at_mark(mark: str) -> bool:
    """Ask WeChat to what end a payout came of which it told."""
    return look_at_told(mark=mark, actor=Actor.of_system(), now=clock.now()) is not None


@every(minutes=10)
@task()
def look_at_waiting() -> int:
    """Ask WeChat how payouts stand that wait there, should it have told nothing; return how many came to an end."""
    return look_at_transfers(actor=Actor.of_system(), now=clock.now())
