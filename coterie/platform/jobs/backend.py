"""The tasks API on our own table, so that a job is written with the change that wants it."""

from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from coterie.kit.clock import now
from coterie.platform.jobs import unique
from coterie.platform.jobs.enums import JobState
from coterie.platform.jobs.models import Job
from coterie.platform.jobs.outcome import outcome
from coterie.platform.jobs.task import TRIES, DurableTask
from coterie.platform.live import tell

P = ParamSpec("P")
T = TypeVar("T")


class DurableBackend(BaseTaskBackend):
    """Keeps jobs in the database; workers run them at least once."""

    task_class = DurableTask
    supports_defer = True
    supports_async_task = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task[P, T], args: Any, kwargs: Any) -> TaskResult[T]:  # noqa: ANN401 - as the API has it
        """Write the job in the caller's transaction; workers are woken after the commit."""
        self.validate_task(task)
        job = self.job(task, args, kwargs, at=now())
        job.unique_key = unique.current()
        return outcome(_stored(job), alias=self.alias)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """Return how the job with this key stands."""
        try:
            return outcome(Job.objects.get(key=result_id), alias=self.alias)
        except Job.DoesNotExist as error:
            raise TaskResultDoesNotExist(result_id) from error

    def job(self, task: Task[Any, Any], args: Any, kwargs: Any, *, at: datetime) -> Job:  # noqa: ANN401 - as above
        """Return the row of a call of `task`, not yet written."""
        return Job(
            task=task.module_path,
            queue=task.queue_name,
            priority=task.priority,
            args=normalize_json(args),
            kwargs=normalize_json(kwargs),
            run_after=task.run_after or at,
            enqueued_at=at,
            tries=task.tries if isinstance(task, DurableTask) else TRIES,
        )


def _stored(job: Job) -> Job:
    """Write the job, or find the one that waits under its unique key."""
    if job.unique_key is None:
        job.save(force_insert=True)
    else:
        job = _stored_once(job)
    tell("work", {})
    return job


def _stored_once(job: Job) -> Job:
    waiting = Job.objects.filter(unique_key=job.unique_key, state=JobState.READY)
    while True:
        Job.objects.bulk_create([job], ignore_conflicts=True)
        if found := waiting.first():
            return found
        # A worker took the waiting one between the two statements: ours can be written now.
