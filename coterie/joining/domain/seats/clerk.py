"""The one thread of a process that gives seats: it commits what came in the meantime, all at once.

Claims that arrive while a batch is written form the next one, so that a busy door pays for few transactions. An
answer leaves only after its transaction is committed; a process that dies takes with it only claims that nobody was
answered.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from queue import Empty, SimpleQueue
from time import sleep
from typing import NamedTuple

from django.db import connection, transaction

from coterie.joining.domain.seats.batch import Tally, settle
from coterie.joining.domain.seats.claim import Claim, Seat
from coterie.joining.errors import DeskClosed

logger = logging.getLogger(__name__)

MOST_WAITING = 5_000
"""Claims in line; beyond, visitors are asked to come back, which is sooner than waiting."""
MOST_AT_ONCE = 512
BUSY = 4
GATHER_S = 0.002
"""After a batch of BUSY claims or more, how long the next one waits for company; a quiet door waits for nobody."""
PATIENCE_S = 5


class Waiting(NamedTuple):
    """A claim and who waits for its answer."""

    claim: Claim
    answer: "asyncio.Future[Seat]"


class Clerk:
    """Give it claims from an event loop; `stop` serves everybody in line first."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._line: SimpleQueue[Waiting | Tally | None] = SimpleQueue()
        self._addresses: dict[int, str] = {}
        self.answered = 0
        self._busy = self._serving = False
        self._thread = threading.Thread(target=self._work, name="seats", daemon=True)

    def start(self) -> None:
        """Open the desk."""
        self._thread.start()

    def stop(self) -> None:
        """Serve who waits, then close."""
        self._line.put(None)
        self._thread.join(PATIENCE_S)

    def pressed(self) -> bool:
        """Tell whether somebody waits for an answer."""
        return self._serving or not self._line.empty()

    @property
    def waiting(self) -> int:
        """How many are in line."""
        return self._line.qsize()

    def claim(self, claim: Claim) -> "asyncio.Future[Seat]":
        """Return the future answer to a claim, in the running event loop.

        Raises DeskClosed when too many wait already; the answer raises it when the database refused.
        """
        if self._line.qsize() >= MOST_WAITING:
            raise DeskClosed
        answer: asyncio.Future[Seat] = asyncio.get_running_loop().create_future()
        self._line.put(Waiting(claim, answer))
        return answer

    def count(self, tally: Tally) -> None:
        """Hand over looks that were counted elsewhere; the tally must not change any more."""
        self._line.put(tally)

    def _work(self) -> None:
        open_ = True
        while open_:
            open_, waiting, tallies = self._gathered()
            self._serving = True
            try:
                self._serve(waiting, tallies)
            except Exception:
                logger.exception("no seats were given to %d claims", len(waiting))
                connection.close()
                _tell(waiting, [None] * len(waiting))
            self._serving = False
        connection.close()

    def _gathered(self) -> tuple[bool, list[Waiting], list[Tally]]:
        """Wait for somebody, then take everybody who is in line."""
        waiting: list[Waiting] = []
        tallies: list[Tally] = []
        come = self._line.get()
        if self._busy and come is not None:
            sleep(GATHER_S)
        try:
            while come is not None:
                if isinstance(come, Waiting):
                    waiting.append(come)
                else:
                    tallies.append(come)
                if len(waiting) >= MOST_AT_ONCE:
                    break
                come = self._line.get_nowait()
        except Empty:
            pass
        self._busy = len(waiting) >= BUSY
        return come is not None, waiting, tallies

    def _serve(self, waiting: list[Waiting], tallies: list[Tally]) -> None:
        tally: dict[tuple[str, str, str], int] = {}
        for part in tallies:
            for kind, count in part.items():
                tally[kind] = tally.get(kind, 0) + count
        if not waiting and not tally:
            return
        with transaction.atomic():
            seats = settle([each.claim for each in waiting], tally=tally, addresses=self._addresses, now=self._clock())
        self.answered += len(seats)
        _tell(waiting, seats)


def _tell(waiting: list[Waiting], seats: Iterable[Seat | None]) -> None:
    """Wake each event loop once, with all its answers."""
    answers: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Seat], Seat | None]]] = {}
    for (_claim, answer), seat in zip(waiting, seats, strict=True):
        answers.setdefault(answer.get_loop(), []).append((answer, seat))
    for loop, part in answers.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_answer, part)


def _answer(answers: list[tuple["asyncio.Future[Seat]", Seat | None]]) -> None:
    for answer, seat in answers:
        if answer.done():  # the visitor has gone; the seat is held and comes back by itself
            continue
        if seat is None:
            answer.set_exception(DeskClosed())
        else:
            answer.set_result(seat)
