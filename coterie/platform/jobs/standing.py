"""How the jobs stand, for operators; and what they may do about dead ones."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet

from coterie.kit.db.rows import locked
from coterie.platform.jobs.enums import JobState
from coterie.platform.jobs.models import Job
from coterie.platform.live import tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One task: how many of its jobs wait, are late, run, and have died."""

    task: str
    ready: int
    late: int
    running: int
    dead: int


def standings(*, now: datetime) -> list[Standing]:
    """Return how every task with open jobs stands, by name."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in open_jobs().values("task", "state").annotate(count=Count("id")):
        counts[row["task"], row["state"]] = row["count"]
    late = Counter(open_jobs().filter(state=JobState.READY, run_after__lt=now).values_list("task", flat=True))
    return [
        Standing(
            task=task,
            ready=counts[task, JobState.READY],
            late=late[task],
            running=counts[task, JobState.RUNNING],
            dead=counts[task, JobState.DEAD],
        )
        for task in sorted({task for task, _ in counts})
    ]


def open_jobs() -> QuerySet[Job]:
    """Return the jobs that are not over, dead ones included."""
    return Job.objects.filter(state__in=[JobState.READY, JobState.RUNNING, JobState.DEAD])


def dead_jobs() -> QuerySet[Job]:
    """Return the jobs that wait for an operator, the newest first."""
    return Job.objects.filter(state=JobState.DEAD).order_by("-id")


@transaction.atomic
def retry(job_id: int, *, now: datetime) -> None:
    """Give a dead job all its tries again. Raises NotFound."""
    job = locked(dead_jobs().filter(id=job_id))
    job.state, job.attempts, job.run_after, job.finished_at = JobState.READY, 0, now, None
    job.save()
    tell("work", {})


@transaction.atomic
def dismiss(job_id: int) -> None:
    """Let a dead job go. Raises NotFound."""
    locked(dead_jobs().filter(id=job_id)).delete()
