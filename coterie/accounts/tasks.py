"""Housekeeping of accounts."""

from datetime import timedelta

from django_tasks import task

from coterie.accounts.domain.session import forget_ended_sessions
from coterie.kit.clock import now
from coterie.platform.jobs.schedule import every


@every(days=1, after=timedelta(hours=3, minutes=30))
@task()
def sweep_sessions() -> int:
    """Forget the sessions that ran out."""
    return forget_ended_sessions(now=now())
