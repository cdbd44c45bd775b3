"""Looks that took no seat, counted in memory and handed over once a second."""

import asyncio
from collections.abc import Callable

from coterie.joining.domain.seats.batch import Tally

EVERY_S = 1.0


class Looks:
    """Counts for one event loop; a process that is killed loses the last second of repeated looks, never a seat."""

    def __init__(self, hand_over: Callable[[Tally], None]) -> None:
        self._hand_over = hand_over
        self._counts: dict[tuple[str, str, str], int] = {}
        self._timer: asyncio.TimerHandle | None = None

    def add(self, slug: str, verdict: str, reason: str) -> None:
        """Count one look."""
        look = (slug, verdict, reason)
        self._counts[look] = self._counts.get(look, 0) + 1
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(EVERY_S, self.flush)

    def flush(self) -> None:
        """Hand over what was counted."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._counts:
            counted, self._counts = self._counts, {}
            self._hand_over(counted)
