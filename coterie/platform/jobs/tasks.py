"""Housekeeping of the jobs themselves."""

from datetime import timedelta

from django.db.models import Q
from django_tasks import task

from coterie.kit.clock import now
from coterie.platform.jobs.enums import JobState
from coterie.platform.jobs.models import Job
from coterie.platform.jobs.schedule import every

KEPT = timedelta(days=7)
KEPT_DEAD = timedelta(days=30)
KEPT_WITH_SLOT = timedelta(days=60)
"""A slot's row is what keeps the slot from running twice."""


@every(hours=1)
@task()
def forget_old_jobs() -> int:
    """Delete jobs that ended long ago; the dead ones give an operator more time."""
    over = Q(state__in=[JobState.DONE, JobState.REPLACED], finished_at__lt=now() - KEPT, slot=None)
    dead = Q(state=JobState.DEAD, finished_at__lt=now() - KEPT_DEAD, slot=None)
    return Job.objects.filter(over | dead | Q(finished_at__lt=now() - KEPT_WITH_SLOT)).delete()[0]
