"""What runs by the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django_tasks import task_backends
from django_tasks.base import Task

from coterie.platform.jobs.backend import DurableBackend
from coterie.platform.jobs.models import Job

EPOCH = datetime(2001, 1, 1, tzinfo=UTC)
"""A Monday: weekly slots begin on Mondays, daily ones at midnight UTC."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A task, how often it runs, and how far into each period."""

    task: Task[[], Any]
    period: timedelta
    after: timedelta

    def slot(self, now: datetime) -> datetime:
        """Return when the slot began that we are in."""
        return EPOCH + self.after + (now - EPOCH - self.after) // self.period * self.period


SCHEDULE: dict[str, Turn] = {}

T = TypeVar("T", bound=Task[[], Any])


def every(
    *, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0, after: timedelta = timedelta(0)
) -> Callable[[T], T]:
    """Run the task below once in each period, `after` its beginning: `@every(minutes=5)` above `@task()`.

    Periods are counted in UTC. A slot that was missed because nothing ran is made up for, once.
    """
    period = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)

    def enter(task: T) -> T:
        SCHEDULE[task.module_path] = Turn(task, period, after)
        return task

    return enter


class Timetable:
    """Enqueues what is due by the clock. Several workers may: a slot's key is unique in the table."""

    def __init__(self) -> None:
        self._last: dict[str, datetime] = {}

    def tick(self, *, now: datetime) -> int:
        """Enqueue every slot that has begun since the last tick; return how many were ours to enqueue."""
        begun = [(name, turn, turn.slot(now)) for name, turn in SCHEDULE.items()]
        new = [(name, turn, slot) for name, turn, slot in begun if self._last.get(name) != slot]
        enqueued = sum(_enqueue(name, turn, slot, now=now) for name, turn, slot in new)
        self._last.update({name: slot for name, _, slot in new})
        return enqueued


def _enqueue(name: str, turn: Turn, slot: datetime, *, now: datetime) -> bool:
    backend = task_backends[turn.task.backend]
    if not isinstance(backend, DurableBackend):
        return False
    job = backend.job(turn.task, [], {}, at=now)
    job.slot = f"{name}@{slot:%Y-%m-%dT%H:%M:%S}"
    Job.objects.bulk_create([job], ignore_conflicts=True)
    return Job.objects.filter(key=job.key).exists()
