"""A thread that works when there is work, and sleeps lightly when there is none."""

import logging
import threading
from collections.abc import Callable
from time import sleep

from django.db import close_old_connections, connections

logger = logging.getLogger(__name__)

FIRST_PAUSE = 0.01


class Loop(threading.Thread):
    """Calls `turn` again and again; while it returns False, waits: a little at first, then up to `idle` seconds.

    Many rings within `calm` seconds are one: who is rung a thousand times a second is not woken as often.
    """

    def __init__(
        self,
        name: str,
        turn: Callable[[], bool],
        *,
        idle: float,
        calm: float = 0.0,
        end: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(name=name, daemon=True)
        self._turn = turn
        self._end = end
        self._idle = idle
        self._calm = calm
        self._bell = threading.Event()
        self._stopping = False

    def ring(self) -> None:
        """Wake the thread: there may be work."""
        self._bell.set()

    def stop(self) -> None:
        """Ask the thread to end after the turn that it is in."""
        self._stopping = True
        self._bell.set()

    def run(self) -> None:
        """Work until stopped."""
        wait = 0.0
        while not self._stopping:
            rung = self._bell.wait(wait) if wait else False
            if rung and self._calm and not self._stopping:
                sleep(self._calm)
            self._bell.clear()
            worked = self._try()
            # After a ring, others' transactions may still hide the work for a moment: look again soon.
            wait = 0.0 if worked else FIRST_PAUSE if rung else min(max(wait * 2, FIRST_PAUSE), self._idle)
        self._close()

    def _try(self) -> bool:
        try:
            return self._turn()
        except Exception:
            logger.exception("%s: a turn failed; trying again in a second", self.name)
            if not self._stopping:
                self._bell.wait(1)
            return False
        finally:
            close_old_connections()

    def _close(self) -> None:
        try:
            if self._end:
                self._end()
        except Exception:
            logger.exception("%s: could not end in order", self.name)
        finally:
            connections.close_all()
