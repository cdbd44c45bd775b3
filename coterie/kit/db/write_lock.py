"""One lock per database file in front of SQLite's single writer.

Threads that wait inside SQLite poll with growing sleeps and may starve; threads that wait here are woken in turn.
"""

import threading
from collections import defaultdict, deque


class WriteLock:
    """A lock that serves its waiters in the order in which they came; any thread may give it back."""

    def __init__(self) -> None:
        self._door = threading.Lock()
        self._taken = False
        self._queue: deque[threading.Lock] = deque()

    def acquire(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for a turn; return whether it came."""
        with self._door:
            if not self._taken:
                self._taken = True
                return True
            turn = threading.Lock()
            turn.acquire()
            self._queue.append(turn)
        return turn.acquire(timeout=timeout) or not self._give_up(turn)

    def release(self) -> None:
        """Hand the lock to who waits longest."""
        with self._door:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._taken = False

    def _give_up(self, turn: threading.Lock) -> bool:
        with self._door:
            if turn not in self._queue:
                return False  # the turn came between the timeout and here
            self._queue.remove(turn)
            return True


_locks: defaultdict[str, WriteLock] = defaultdict(WriteLock)


def of(path: object) -> WriteLock:
    """Return the lock of the database file at `path`."""
    return _locks[str(path)]
