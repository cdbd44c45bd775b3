"""Small pieces of work in one transaction, for all who come at one moment: a commit costs more than a row."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from django.db import OperationalError, connection, transaction

A = TypeVar("A")
R = TypeVar("R")

DEADLOCK = "40P01"
"""PostgreSQL ended one of two transactions that waited for each other; the other is through, so once more is enough."""


@dataclass(slots=True, eq=False)
class Waiting(Generic[A, R]):
    """What somebody wants who waits; then the answer, or why there is none."""

    asked: A
    answer: list[R]
    error: Exception | None = None


class Desk(Generic[A, R]):
    """Whoever comes first serves all who came while the one before was serving.

    `serve` does what some ask for, in the order of asking, and answers each; all of it is kept or none. What is one
    asker's own fault is an answer: what `serve` raises, everybody is told who was served together.
    """

    def __init__(self, serve: Callable[[Sequence[A]], Sequence[R]]) -> None:
        self._serve = serve
        self._waiting: deque[Waiting[A, R]] = deque()
        self._turn = Lock()

    def ask(self, asked: A) -> R:
        """Return the answer when it is kept for good; inside a transaction it belongs to that one."""
        if connection.in_atomic_block:
            return self._serve([asked])[0]
        own: Waiting[A, R] = Waiting(asked, [])
        self._waiting.append(own)
        with self._turn:
            if not own.answer and own.error is None:
                self._keep([self._waiting.popleft() for _ in range(len(self._waiting))])
        if own.error:
            raise own.error
        return own.answer[0]

    def _keep(self, many: list[Waiting[A, R]]) -> None:
        try:
            answers = self._served([each.asked for each in many])
        except Exception as error:  # noqa: BLE001 - raised where each of them asked
            for each in many:
                each.error = error
            return
        for each, answer in zip(many, answers, strict=True):
            each.answer.append(answer)

    def _served(self, asked: Sequence[A]) -> Sequence[R]:
        try:
            with transaction.atomic():
                return self._serve(asked)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != DEADLOCK:
                raise
        with transaction.atomic():
            return self._serve(asked)
