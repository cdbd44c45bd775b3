"""Writing the log: in the transaction of the change it tells about."""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.db import connection, transaction

from coterie.platform.events.event import Event
from coterie.platform.live import tell


class EventRow(NamedTuple):
    """The columns of one event in the order of the INSERT; `data` is JSON text."""

    at: datetime
    kind: str
    community: int | None = None
    actor: int | None = None
    subject: int | None = None
    visitor: int | None = None
    member: int | None = None
    group: int | None = None
    campaign: int | None = None
    channel: int | None = None
    code: int | None = None
    order: int | None = None
    data: str = "{}"


_NAMES = ", ".join(f'"{column}"' for column in EventRow._fields)
INSERT = f"INSERT INTO events ({_NAMES}) VALUES ({', '.join(['%s'] * len(EventRow._fields))})"  # noqa: S608 - our own names


def publish(*events: Event) -> None:
    """Write `events` with the change that caused them; receivers hear of them after the commit.

    Raises TransactionManagementError outside `transaction.atomic()`.
    """
    insert_rows(row_of(event) for event in events)


def insert_rows(rows: Iterable[EventRow]) -> None:
    """Write many events at once: the fast path of importers and of the seat engine.

    Raises TransactionManagementError outside `transaction.atomic()`.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("events are published in the transaction of their change")
    adapt = cache(connection.ops.adapt_datetimefield_value)
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, [(adapt(row[0]), *row[1:]) for row in rows])
    tell("events", {})


def row_of(event: Event) -> EventRow:
    """Return the columns of `event`."""
    return EventRow(
        event.at,
        event.kind,
        event.community,
        event.actor,
        event.subject,
        event.visitor,
        event.member,
        event.group,
        event.campaign,
        event.channel,
        event.code,
        event.order,
        json.dumps(event.data, separators=(",", ":")) if event.data else "{}",
    )
