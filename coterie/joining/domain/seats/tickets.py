"""Tickets of many visitors, read and written at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from coterie.joining.models import Ticket
from coterie.kit.db.statement import Kept, moment, rows, stored

TABLE = Ticket._meta.db_table
# The only word put into these statements is the table's name.
COLUMNS = "id, visitor, slot_id, state, held_until, why"
READ = f"SELECT {COLUMNS} FROM {TABLE} WHERE code_id = {{code}} AND visitor IN ({{}})"  # noqa: S608
READ_ENDED = (
    f"SELECT {COLUMNS} FROM {TABLE}"  # noqa: S608
    " WHERE state = 'held' AND held_until <= %s AND code_id = %s ORDER BY held_until LIMIT %s"
)
READ_LINE = f"SELECT {COLUMNS} FROM {TABLE} WHERE state = 'waiting' AND code_id = %s ORDER BY at, id LIMIT %s"  # noqa: S608
INSERT = (
    f"INSERT INTO {TABLE} (code_id, visitor, slot_id, state, at, held_until, why)"  # noqa: S608
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)
UPDATE = f"UPDATE {TABLE} SET slot_id = %s, state = %s, at = %s, held_until = %s, why = %s WHERE id = %s"  # noqa: S608
RENEW = f"UPDATE {TABLE} SET held_until = %s WHERE id = %s"  # noqa: S608
RELEASE = f"UPDATE {TABLE} SET state = 'released', at = %s, held_until = NULL WHERE id = %s"  # noqa: S608


class NewTicket(NamedTuple):
    """The columns of a ticket that is written for the first time."""

    code: int
    visitor: int
    slot: int | None
    state: str
    at: Kept
    held_until: Kept
    why: str


@dataclass(slots=True)
class KnownTicket:
    """A ticket that was there before."""

    id: int
    visitor: int
    slot: int | None
    state: str
    held_until: datetime | None
    why: str = "{}"


def read(code: int, visitors: Sequence[int]) -> dict[int, KnownTicket]:
    """Return the tickets that these visitors have at a code."""
    if not visitors:
        return {}
    found = rows(READ.replace("{code}", str(int(code))), visitors)
    return {row[1]: known(*row) for row in found}


def read_ended(code: int, *, now: datetime, limit: int) -> list[KnownTicket]:
    """Return tickets whose hold has ended, the longest ended first."""
    return [known(*row) for row in rows(READ_ENDED, [stored(now), code, limit])]


def read_line(code: int, *, limit: int) -> list[KnownTicket]:
    """Return the tickets of those who wait at a code, the first comers first."""
    return [known(*row) for row in rows(READ_LINE, [code, limit])]


def known(  # noqa: PLR0917 - a row of the table
    ticket: int, visitor: int, slot: int | None, state: str, end: datetime | None, why: str
) -> KnownTicket:
    """Return a ticket from its columns."""
    return KnownTicket(ticket, visitor, slot, state, moment(end), why)
