"""Django's SQLite engine, whose transactions queue on the process-wide write lock."""

import sqlite3
from typing import Any

from django.db.backends.sqlite3 import base

from coterie.kit.db import write_lock

Database = base.Database

_READS = ("SELECT", "PRAGMA", "EXPLAIN", "SAVEPOINT", "RELEASE", "ROLLBACK")


class QueuedCursor(base.SQLiteCursorWrapper):
    """A cursor that also queues the single write outside a transaction."""

    queue = False

    def execute(self, query: str, params: Any = None) -> sqlite3.Cursor:  # noqa: ANN401 - driver type
        """Run one statement."""
        if not self.queue or self.connection.in_transaction or query.lstrip()[:9].upper().startswith(_READS):
            return super().execute(query, params)
        write_lock.acquire()
        try:
            return super().execute(query, params)
        finally:
            if not query.startswith("BEGIN"):
                write_lock.release()


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite with an orderly queue of writers."""

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ANN401 - driver type
        """Return a cursor that queues writes."""
        cursor = self.connection.cursor(factory=QueuedCursor)
        cursor.queue = not self.is_in_memory_db()
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        write_lock.acquire()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            write_lock.release()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            if self.connection is None or not self.connection.in_transaction:
                write_lock.release()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            write_lock.release()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            write_lock.release()
