"""Events of one moment in one transaction, where nothing changes beside them: a commit costs more than a row."""

from collections import deque
from dataclasses import dataclass
from threading import Lock

from django.db import connection, transaction

from coterie.platform.events.event import Event
from coterie.platform.events.log import publish


@dataclass(slots=True, eq=False)
class Waiting:
    """An event whose writer waits; `error` is why it could not be kept."""

    event: Event
    kept: bool = False
    error: Exception | None = None


class Desk:
    """Whoever comes first writes for all who came while the one before was writing."""

    def __init__(self) -> None:
        self._waiting: deque[Waiting] = deque()
        self._turn = Lock()

    def publish(self, event: Event) -> None:
        """Write the event and return when it is kept for good; inside a transaction it belongs to that one."""
        if connection.in_atomic_block:
            return publish(event)
        own = Waiting(event)
        self._waiting.append(own)
        with self._turn:
            if not own.kept and own.error is None:
                keep([self._waiting.popleft() for _ in range(len(self._waiting))])
        if own.error:
            raise own.error
        return None


def keep(many: list[Waiting]) -> None:
    """Keep all events or none; their writers are told."""
    try:
        with transaction.atomic():
            publish(*(each.event for each in many))
    except Exception as error:  # noqa: BLE001 - raised where each event came from
        for each in many:
            each.error = error
        return
    for each in many:
        each.kept = True


publish_together = Desk().publish
