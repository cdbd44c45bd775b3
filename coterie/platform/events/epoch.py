"""Keeping the order of the log when a PostgreSQL database moves to a server that counts transactions from lower."""

from django.db import connection, transaction

FUNCTIONS = """
CREATE OR REPLACE FUNCTION event_tx() RETURNS bigint LANGUAGE sql VOLATILE
    AS 'SELECT pg_current_xact_id()::text::bigint + {offset}';
CREATE OR REPLACE FUNCTION event_horizon() RETURNS bigint LANGUAGE sql STABLE
    AS 'SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + {offset}';
CREATE OR REPLACE FUNCTION event_tx_if_writing() RETURNS bigint LANGUAGE sql STABLE
    AS 'SELECT pg_current_xact_id_if_assigned()::text::bigint + {offset}';
"""

BEHIND = "SELECT coalesce(max(tx), 0) - event_tx(), event_tx() - pg_current_xact_id()::text::bigint FROM events"


def continue_order() -> int:
    """See to it that new events come after all old ones; return by how much the count was raised, mostly 0.

    To be called before the first event is written after a restore or a move. On SQLite there is nothing to do.
    """
    if connection.vendor != "postgresql" or _behind()[0] <= 0:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE events IN SHARE ROW EXCLUSIVE MODE")
        behind, offset = _behind()
        if behind <= 0:
            return 0
        cursor.execute(FUNCTIONS.format(offset=offset + behind + 1))
        return behind + 1


def _behind() -> tuple[int, int]:
    """Return how far the count is behind the log, and by how much it is raised already."""
    with connection.cursor() as cursor:
        cursor.execute(BEHIND)
        behind, offset = cursor.fetchone()
        return behind, offset
