"""What a task of ours may say beyond the tasks API."""

from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from django_tasks.base import Task

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 8
"""With the pauses between them, about an hour and a half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DurableTask(Task[P, T]):
    """A task that is tried `tries` times, and may forget what it was told once it is done.

    `@task(forgets=True)` is for arguments that must not stay: addresses, texts, codes.
    """

    tries: int = TRIES
    forgets: bool = False
