"""Housekeeping of the limits."""

from django_tasks import task

from coterie.kit.clock import now
from coterie.platform.jobs.schedule import every
from coterie.platform.limits.models import Spent


@every(hours=1)
@task()
def forget_what_is_even() -> int:
    """Delete the rows of those who may try as often as ever."""
    return Spent.objects.filter(even_at__lt=now().timestamp()).delete()[0]
