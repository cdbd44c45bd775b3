"""Django's SQLite engine, whose writes queue on the lock of their file."""

import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

from coterie.kit.db.sqlite.operations import DatabaseOperations
from coterie.kit.db.sqlite.turn import Turn

UNQUEUED = ("SELECT", "PRAGMA", "EXPLAIN", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")
"""Statements that do not write, or belong to a transaction that has its turn already."""


@lru_cache(2_048)
def with_marks(query: str) -> str:
    """Return a query with `?` for `%s`."""
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class QueuedCursor(base.SQLiteCursorWrapper):
    """A cursor that also queues the single write outside a transaction."""

    turn: Turn

    def execute(self, query: str, params: Any = None) -> Any:  # noqa: ANN401 - driver type
        """Run one statement."""
        if self.connection.in_transaction or query.lstrip()[:9].upper().startswith(UNQUEUED):
            return super().execute(query, params)
        with self.turn:
            return super().execute(query, params)

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """Return the query with SQLite's marks for values; the same queries come again and again."""
        converted: str = super().convert_query(query, param_names=param_names) if param_names else with_marks(query)
        return converted

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:  # noqa: ANN401 - driver type
        """Run one statement for each of `param_list`."""
        if self.connection.in_transaction:
            return super().executemany(query, param_list)
        with self.turn:
            return super().executemany(query, param_list)


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite with an orderly queue of writers: a transaction has its turn from BEGIN to COMMIT or ROLLBACK."""

    ops_class = DatabaseOperations
    turn: Turn

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Connect, with a place in the queue of the file."""
        self.turn = Turn(conn_params["database"], conn_params.get("timeout", 5.0))
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        return connection

    def create_cursor(self, name: str | None = None) -> QueuedCursor:
        """Return a cursor that queues writes."""
        cursor: QueuedCursor = self.connection.cursor(factory=QueuedCursor)
        cursor.turn = self.turn
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        self.turn.take()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc] # the stubs lack it
        except BaseException:
            self.turn.give_back()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc] # the stubs lack it
        self._give_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc] # the stubs lack it
        finally:
            self._give_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc] # the stubs lack it
        finally:
            self._give_back()

    def _give_back(self) -> None:
        if self.connection is not None:
            self.turn.give_back()
