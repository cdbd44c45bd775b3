"""Taking jobs from the table and putting them back: leases, tries, pauses, the dead letter."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from traceback import format_exception

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django_tasks.utils import get_module_path

from coterie.platform.holder import is_gone
from coterie.platform.jobs.enums import JobState
from coterie.platform.jobs.models import Job

LEASE = timedelta(seconds=30)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)
KEPT_ERRORS = 3


class GiveUp(Exception):
    """Raised by a task that knows that trying again is of no use; its job is laid dead at once."""


class WorkerDied(Exception):
    """The process that ran the job ended in the middle of it."""


def due(*, now: datetime) -> QuerySet[Job]:
    """Return the jobs that may run now, the next one first. Two of one unique key never run together."""
    twin = Job.objects.filter(state=JobState.RUNNING, unique_key=OuterRef("unique_key"))
    return (
        Job.objects.filter(Q(unique_key=None) | ~Exists(twin), state=JobState.READY, run_after__lte=now)
        .order_by("-priority", "run_after", "id")
    )  # fmt: skip


def claim(*, holder: str, now: datetime, lease: timedelta = LEASE) -> Job | None:
    """Take the next job, under a lease; None when nothing is due."""
    if not due(now=now).exists():
        return None  # on SQLite, looking needs no turn to write
    with transaction.atomic():
        job = due(now=now).select_for_update(skip_locked=True, of=("self",)).first()
        if job:
            job.state, job.holder, job.lease_until = JobState.RUNNING, holder, now + lease
            job.attempts += 1
            job.holders = [*job.holders, holder][-KEPT_ERRORS:]
            job.attempted_at = now
            job.started_at = job.started_at or now
            job.save()
        return job


def renew(ids: Iterable[int], *, holder: str, now: datetime, lease: timedelta = LEASE) -> None:
    """Hold on to running jobs."""
    Job.objects.filter(id__in=list(ids), holder=holder, state=JobState.RUNNING).update(lease_until=now + lease)


def finish(job: Job, result: object, *, forget: bool, now: datetime) -> bool:
    """Note that `job` returned `result`; return False when the lease was lost meanwhile."""
    told: dict[str, object] = {"args": [], "kwargs": {}, "errors": []} if forget else {}
    return bool(_mine(job).update(state=JobState.DONE, result=result, finished_at=now, lease_until=None, **told))


def fail(job: Job, error: BaseException, *, now: datetime) -> None:
    """Put `job` back for another try after a pause, or lay it dead after the last."""
    with transaction.atomic():
        held = _mine(job).select_for_update().first()
        if held is None:
            return
        held.errors = [*held.errors, _told(error)][-KEPT_ERRORS:]
        held.lease_until = None
        if held.attempts >= held.tries or isinstance(error, GiveUp):
            held.state, held.finished_at = JobState.DEAD, now
        elif held.unique_key and Job.objects.filter(unique_key=held.unique_key, state=JobState.READY).exists():
            held.state, held.finished_at = JobState.REPLACED, now
        else:
            held.state = JobState.READY
            held.run_after = now if isinstance(error, WorkerDied) else now + pause(held.attempts)
        held.save()


def reap(*, mine: str, now: datetime) -> int:
    """Put back the jobs of workers that died; return how many."""
    running = Job.objects.filter(state=JobState.RUNNING)
    gone = [holder for holder in running.values_list("holder", flat=True).distinct() if is_gone(holder, mine=mine)]
    orphans = list(running.filter(Q(lease_until__lt=now) | Q(holder__in=gone)))
    for job in orphans:
        fail(job, WorkerDied(f"{job.holder} let go of the job"), now=now)
    return len(orphans)


def pause(attempts: int) -> timedelta:
    """Return how long to wait after that many failures: three times longer each time, never in step with others."""
    steady = min(FIRST_PAUSE * int(3 ** (attempts - 1)), LONGEST_PAUSE)
    return steady * random.uniform(0.8, 1.2)  # noqa: S311 - spreads load, guards nothing


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(id=job.id, state=JobState.RUNNING, holder=job.holder, attempts=job.attempts)


def _told(error: BaseException) -> dict[str, str]:
    return {"class": get_module_path(type(error)), "traceback": "".join(format_exception(error))[-4000:]}
