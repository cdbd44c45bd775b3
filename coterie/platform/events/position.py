"""Places in the log, and reading on from them."""

from time import monotonic, sleep
from typing import NamedTuple, Self

from django.db import connection

from coterie.platform.events.models import LoggedEvent

SQLITE = "SELECT * FROM events WHERE id > %(event)s ORDER BY id LIMIT %(limit)s"
"""Writers are serial: the order of ids is the order of commits."""

POSTGRES = """
SELECT * FROM events
WHERE tx > 0 AND (tx, id) > (%(tx)s, %(event)s)
    AND (tx < event_horizon() OR tx = event_tx_if_writing())
ORDER BY tx, id LIMIT %(limit)s
"""
"""Only what no running transaction can still come before; and, for a reader inside a transaction, its own events."""


class Position(NamedTuple):
    """Up to and including which event somebody has read; `tx` counts on PostgreSQL only."""

    tx: int = 0
    event: int = 0

    @classmethod
    def of(cls, event: LoggedEvent) -> Self:
        """Return the position just after `event`."""
        return cls(event.tx, event.id)


def events_after(position: Position, *, limit: int) -> list[LoggedEvent]:
    """Return the next events in the order of their commits."""
    sql = POSTGRES if connection.vendor == "postgresql" else SQLITE
    return list(LoggedEvent.objects.raw(sql, {**position._asdict(), "limit": limit}))


UNSETTLED = """
SELECT EXISTS (SELECT FROM events WHERE tx > 0 AND tx >= event_horizon() AND tx IS DISTINCT FROM event_tx_if_writing())
"""


def await_order(patience: float = 10.0) -> bool:
    """Wait until every event committed so far may be read: until the transactions that began before them are over.

    Return whether that came true within `patience` seconds. On SQLite it is always so.
    """
    ends = monotonic() + patience
    while connection.vendor == "postgresql" and _unsettled():
        if monotonic() > ends:
            return False
        sleep(0.01)
    return True


def _unsettled() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(UNSETTLED)
        return bool(cursor.fetchone()[0])
