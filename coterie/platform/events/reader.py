"""One receiver in the process that reads for it."""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction

from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.position import Position
from coterie.platform.events.receiver import Receiver

# Each runs once per receiver and slice: written out, they cost a tenth of what building them takes.
MINE = "WHERE receiver = %s AND holder = %s AND tx = %s AND event = %s"
LOOK = f"SELECT 1 FROM event_cursors {MINE}"  # noqa: S608 - our own words
LOCK = f"{LOOK} FOR UPDATE"
MOVE = f"UPDATE event_cursors SET tx = %s, event = %s {MINE}"  # noqa: S608 - our own words


class LeaseLost(Exception):
    """Another process reads for this receiver now; nothing was changed."""


@dataclass(slots=True)
class Reader:
    """Where a receiver stands: `saved` in the database, `seen` in memory, `ahead` read but not yet heard.

    Events that a receiver does not want move `seen` alone, so a quiet receiver costs no writes.
    """

    receiver: Receiver
    holder: str
    saved: Position
    seen: Position = field(init=False)
    ahead: deque[LoggedEvent] = field(default_factory=deque)
    taken: int = 0

    def __post_init__(self) -> None:
        self.seen = self.saved

    def load(self, page: Sequence[LoggedEvent]) -> None:
        """Take in the events after `seen`, keeping those the receiver wants."""
        kinds = self.receiver.kinds
        self.ahead.extend(event for event in page if kinds is None or event.kind in kinds)
        self.seen = Position.of(page[-1])

    @contextmanager
    def step(self) -> Iterator[None]:
        """Move the cursor past the next `taken` events in the transaction of their effects; the block counts `taken`.

        The cursor's row is locked and compared first: whoever lost the lease changes nothing. Raises LeaseLost.
        """
        self.taken = 0
        with transaction.atomic():
            self.lock()
            yield
            position = self.seen if self.taken == len(self.ahead) else Position.of(self.ahead[self.taken - 1])
            self.save(position)
        self.saved = position
        for _ in range(self.taken):
            self.ahead.popleft()

    def lock(self) -> None:
        """Take the cursor's row for this transaction. Raises LeaseLost."""
        with connection.cursor() as cursor:
            cursor.execute(LOCK if connection.features.has_select_for_update else LOOK, self._mine())
            if not cursor.fetchone():
                raise LeaseLost(self.receiver.name)

    def save(self, position: Position) -> None:
        """Write `position`. Raises LeaseLost."""
        with connection.cursor() as cursor:
            cursor.execute(MOVE, [*position, *self._mine()])
            if not cursor.rowcount:
                raise LeaseLost(self.receiver.name)

    def flush(self) -> None:
        """Write what is only in memory. Raises LeaseLost."""
        if not self.ahead and self.seen != self.saved:
            self.save(self.seen)
            self.saved = self.seen

    def _mine(self) -> list[str | int]:
        return [self.receiver.name, self.holder, *self.saved]
