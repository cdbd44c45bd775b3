"""SQLite writes into a log first (WAL). Carrying the log over into the file, in small steps, beside the writers.

Left alone, SQLite lets whoever commits carry everything at once, and all who write wait for it.
"""

import contextlib
import sqlite3
from pathlib import Path

from coterie.kit.db import write_lock

FULL = 8_192
"""Pages in the log (32 MB) from which on it begins anew; the writers' own limit is twice as much."""
PATIENCE_S = 0.1


class Checkpointer:
    """Carries the log of one database file; used by one thread."""

    def __init__(self, path: object) -> None:
        self._path = str(path)
        self._log = Path(f"{path}-wal")
        self._seen = 0
        self._connection: sqlite3.Connection | None = None

    def step(self) -> int:
        """Carry what was committed since the last step; return the pages in the log, 0 if nobody wrote."""
        written = self._written()
        if written == self._seen:
            return 0
        self._seen = written
        _busy, pages, _carried = self._run("PASSIVE")
        if pages >= FULL:
            self._begin_anew()
        return pages

    def close(self) -> None:
        """Leave the file."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def _written(self) -> int:
        with contextlib.suppress(FileNotFoundError):
            return self._log.stat().st_mtime_ns
        return self._seen

    def _begin_anew(self) -> None:
        """Let the next writer write at the log's beginning: hardly anything is left to carry, so the wait is short."""
        lock = write_lock.of(self._path)
        if not lock.acquire(PATIENCE_S):
            return
        try:
            self._run("RESTART")
        finally:
            lock.release()

    def _run(self, how: str) -> tuple[int, int, int]:
        # Nobody is waited for: who reads an old state or writes just now is left alone until the next step.
        self._connection = self._connection or sqlite3.connect(self._path, timeout=0, isolation_level=None)
        try:
            busy, pages, carried = self._connection.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
        except sqlite3.OperationalError:
            return 1, 0, 0
        return busy, pages, carried
