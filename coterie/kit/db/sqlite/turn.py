"""A connection's place in the queue of writers."""

from django.db import OperationalError

from coterie.kit.db import write_lock


class Turn:
    """Held from the first word of a write to its commit; taking it twice counts once."""

    def __init__(self, path: object, timeout: float) -> None:
        self._lock = write_lock.of(path)
        self._timeout = timeout
        self._mine = False

    def take(self) -> None:
        """Wait for the turn. Raises OperationalError when it does not come in time."""
        if not self._mine:
            if not self._lock.acquire(self._timeout):
                raise OperationalError("database is locked: no turn to write came in time")
            self._mine = True

    def give_back(self) -> None:
        """Let the next one write, if this one could."""
        if self._mine:
            self._mine = False
            self._lock.release()

    def __enter__(self) -> None:
        self.take()

    def __exit__(self, *_: object) -> None:
        self.give_back()

    def __del__(self) -> None:
        """Free the queue when a thread died in the middle of a transaction and its connection with it."""
        self.give_back()
