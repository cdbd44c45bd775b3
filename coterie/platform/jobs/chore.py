"""Running one job."""

import logging
from typing import Any

from django.db import close_old_connections
from django_tasks.base import Task, TaskContext
from django_tasks.utils import normalize_json

from coterie.kit.clock import now
from coterie.platform.jobs import queue
from coterie.platform.jobs.models import Job
from coterie.platform.jobs.outcome import outcome, task_of
from coterie.platform.jobs.task import DurableTask

logger = logging.getLogger(__name__)


def run(job: Job) -> None:
    """Run a claimed job and note how it went."""
    try:
        task = task_of(job)
        result = normalize_json(_call(task, job))
    except BaseException as error:
        logger.warning("job %s (%s) failed, try %s of %s", job.key, job.task, job.attempts, job.tries, exc_info=True)
        close_old_connections()
        queue.fail(job, error, now=now())
    else:
        forget = isinstance(task, DurableTask) and task.forgets
        if not queue.finish(job, result, forget=forget, now=now()):
            logger.warning("job %s (%s) outlived its lease; its result is dropped", job.key, job.task)


def drain(*, holder: str = "drain") -> int:
    """Run all jobs that are due, in this thread; return how many ran. For commands that end, and for tests."""
    ran = 0
    while job := queue.claim(holder=holder, now=now()):
        run(job)
        ran += 1
    return ran


def _call(task: Task[..., Any], job: Job) -> Any:  # noqa: ANN401 - whatever the task returns
    if task.takes_context:
        return task.call(TaskContext(task_result=outcome(job)), *job.args, **job.kwargs)
    return task.call(*job.args, **job.kwargs)
