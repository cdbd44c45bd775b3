"""A job in the words of the tasks API."""

from typing import Any

from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus

from coterie.platform.jobs.enums import JobState
from coterie.platform.jobs.models import Job

STATUS = {
    JobState.READY: TaskResultStatus.READY,
    JobState.RUNNING: TaskResultStatus.RUNNING,
    JobState.DONE: TaskResultStatus.SUCCESSFUL,
    JobState.DEAD: TaskResultStatus.FAILED,
    JobState.REPLACED: TaskResultStatus.FAILED,
}


def task_of(job: Job) -> Task[Any, Any]:
    """Return the task that the job calls. Raises ImportError when it is gone, TypeError when it is none any more."""
    task = import_string(job.task)
    if not isinstance(task, Task):
        raise TypeError(f"{job.task} is not a task")
    return task


def outcome(job: Job, *, alias: str = "default") -> TaskResult[Any]:
    """Return how `job` stands."""
    result: TaskResult[Any] = TaskResult(
        task=task_of(job).using(priority=job.priority, queue_name=job.queue, run_after=job.run_after),
        id=job.key,
        status=STATUS[JobState(job.state)],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.attempted_at,
        args=job.args,
        kwargs=job.kwargs,
        backend=alias,
        errors=[TaskError(exception_class_path=error["class"], traceback=error["traceback"]) for error in job.errors],
        worker_ids=list(job.holders),
    )
    object.__setattr__(result, "_return_value", job.result)
    return result
