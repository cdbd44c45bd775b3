"""Housekeeping of kept answers."""

from django_tasks import task

from coterie.kit.clock import now
from coterie.platform.jobs.schedule import every
from coterie.platform.once.keeping import KEPT
from coterie.platform.once.models import KeptAnswer

AT_ONCE = 500
"""Rows of one transaction: on SQLite everybody else's writes wait for it."""


@every(hours=1)
@task()
def forget_old_answers() -> int:
    """Delete answers that nobody can ask for any more."""
    gone = 0
    while old := list(KeptAnswer.objects.filter(begun_at__lte=now() - KEPT).values_list("pk", flat=True)[:AT_ONCE]):
        gone += KeptAnswer.objects.filter(pk__in=old, begun_at__lte=now() - KEPT).delete()[0]
    return gone
