"""The worker: runs jobs, brings events to receivers, keeps leases and the clock's promises."""

import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from time import monotonic
from types import TracebackType
from typing import Self

from django.db import connection

from coterie.kit.clock import now
from coterie.kit.db.sqlite.checkpoint import Checkpointer
from coterie.kit.json import Json
from coterie.platform.events.epoch import continue_order
from coterie.platform.events.pump import Pump
from coterie.platform.holder import new_holder
from coterie.platform.jobs import queue
from coterie.platform.jobs.chore import run
from coterie.platform.jobs.loop import Loop
from coterie.platform.jobs.schedule import Timetable
from coterie.platform.live import listen

IDLE = 1.0
"""Seconds between looks when nobody rings."""
CALM = 0.02
"""Seconds for which the receivers let events gather: at a busy door they come a thousand times a second."""
CARRIED_EVERY = 0.1
"""Seconds between looks at what SQLite has written."""
GRACE = queue.LEASE / 10
"""How long the lease of a job lasts that a stopping worker leaves behind; the process is gone by then."""


class Worker:
    """Some threads; a part of the server's process, or a process of its own. Stops within two seconds."""

    def __init__(self, *, threads: int = 2, receivers: bool = True) -> None:
        self.holder = new_holder()
        self._running: set[int] = set()
        self._reaped = 0.0
        self._timetable = Timetable()
        self._pump = Pump()
        hands = [Loop(f"jobs-{number}", self._work, idle=IDLE) for number in range(threads)]
        ears = [Loop("receivers", self._hear, idle=IDLE, calm=CALM, end=self._pump.close)] if receivers else []
        self._loops = [*hands, Loop("keeper", self._keep, idle=IDLE), *ears, *carriers()]
        self._rung = {"work": hands, "events": ears}
        self._deaf: list[Callable[[], None]] = []

    def start(self) -> None:
        """Start working."""
        continue_order()
        self._deaf = [listen(topic, partial(ring, loops)) for topic, loops in self._rung.items()]
        for loop in self._loops:
            loop.start()

    def stop(self, patience: float = 1.5) -> bool:
        """Stop working; return whether every job came to its end in time. The others will be run again."""
        while self._deaf:
            self._deaf.pop()()
        for loop in self._loops:
            loop.stop()
        ends = monotonic() + patience
        for loop in self._loops:
            loop.join(max(0.0, ends - monotonic()))
        if self._running:
            queue.renew(self._running, holder=self.holder, now=now(), lease=GRACE)
        return not any(loop.is_alive() for loop in self._loops)

    @property
    def alive(self) -> bool:
        """Whether every thread works."""
        return all(loop.is_alive() for loop in self._loops)

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set: the whole life of `coterie worker`."""
        with self:
            stop.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _work(self) -> bool:
        job = queue.claim(holder=self.holder, now=now())
        if job is None:
            return False
        self._running.add(job.id)
        try:
            run(job)
        finally:
            self._running.discard(job.id)
        return True

    def _hear(self) -> bool:
        self._pump.run(now=now())
        return self._pump.behind

    def _keep(self) -> bool:
        self._timetable.tick(now=now())
        if monotonic() - self._reaped > queue.LEASE.total_seconds() / 6:
            queue.renew(set(self._running), holder=self.holder, now=now())
            queue.reap(mine=self.holder, now=now())
            self._reaped = monotonic()
        return False


def carriers() -> list[Loop]:
    """Return the thread that carries SQLite's log into its file."""
    if connection.vendor != "sqlite":
        return []
    checkpointer = Checkpointer(connection.settings_dict["NAME"])
    return [Loop("checkpoints", lambda: checkpointer.step() < 0, idle=CARRIED_EVERY, end=checkpointer.close)]


def ring(loops: Iterable[Loop], _: Mapping[str, Json] | None) -> None:
    """Wake those whose work has come."""
    for loop in loops:
        loop.ring()
