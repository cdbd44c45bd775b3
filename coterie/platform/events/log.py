"""Writing the log: in the transaction of the change it tells about."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from coterie.kit.db.bulk import NOTHING, put
from coterie.kit.db.statement import Kept, keeper
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


class Alike(NamedTuple):
    """What one of many events of a kind has for itself; `at` as the database keeps it."""

    at: Kept
    subject: int
    member: int
    data: str


TOGETHER = 25
"""Events of one statement: the log has no constraint that would make it costly."""


def publish(*events: Event) -> None:
    """Write `events` with the change that caused them; receivers hear of them after the commit.

    Raises TransactionManagementError outside `transaction.atomic()`.
    """
    insert_rows(row_of(event) for event in events)


def insert_rows(rows: Iterable[EventRow]) -> None:
    """Write many events at once: the fast path of importers and of the seat engine.

    Raises TransactionManagementError outside `transaction.atomic()`.
    """
    kept = keeper()
    _insert(EventRow._fields, ((kept(row[0]), *row[1:]) for row in rows))


def insert_alike(rows: Iterable[Alike], *, kind: str, community: int, actor: int | None, group: int) -> None:
    """Write many events of one kind that happened in one group.

    Raises TransactionManagementError outside `transaction.atomic()`.
    """
    _insert(Alike._fields, rows, {"kind": kind, "community": community, "actor": actor, "group": group})


def _insert(columns: tuple[str, ...], rows: Iterable[Sequence[Kept]], same: Mapping[str, Kept] = NOTHING) -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("events are published in the transaction of their change")
    put("events", columns, rows, same=same, together=TOGETHER)
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
