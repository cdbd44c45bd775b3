"""The counts of one process."""

from threading import Lock

MOST = 50_000


class Ledger:
    """Keys and when they are even again; forgets those that are even when it is full."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._even: dict[tuple[str, str], float] = {}

    def spend(self, key: tuple[str, str], *, now: float, step: float, end: float) -> bool:
        """Count one try of `key`, unless that would put it beyond `end`.

        A key that is beyond already was counted by a clock that has been set back since; it begins anew.
        """
        with self._lock:
            known = self._even.get(key, now)
            even = (known if now <= known <= end else now) + step
            if even > end:
                return False
            self._even[key] = even
            if len(self._even) > MOST:
                self._forget(now)
            return True

    def _forget(self, now: float) -> None:
        self._even = {key: even for key, even in self._even.items() if even > now}
        while len(self._even) > MOST:
            del self._even[next(iter(self._even))]
