"""Bringing events to the receivers that this process reads for."""

import logging
from collections.abc import Mapping
from datetime import datetime
from time import monotonic

from django.db import connection, transaction

from coterie.platform.events import leases, parking
from coterie.platform.events.models import LoggedEvent, ParkedEvent
from coterie.platform.events.pages import Pages
from coterie.platform.events.position import await_order
from coterie.platform.events.reader import LeaseLost, Reader
from coterie.platform.events.receiver import RECEIVERS, Receiver
from coterie.platform.holder import new_holder

logger = logging.getLogger(__name__)

SLICE = {"sqlite": 0.025}
"""Seconds of effects in one transaction; on SQLite everybody else's writes wait that long."""
LONGEST_SLICE = 0.25
LOOK_AGAIN = 0.5
"""Seconds between looks at the waiting lanes."""


class Pump:
    """Reads the log for some receivers, under leases; not for use by several threads."""

    def __init__(self, receivers: Mapping[str, Receiver] | None = None) -> None:
        self.receivers = RECEIVERS if receivers is None else receivers
        self.holder = new_holder()
        self.readers: dict[str, Reader] = {}
        self._renewed: datetime | None = None
        self._pages = Pages()
        self._looked = 0.0

    def run(self, *, now: datetime) -> int:
        """Bring every receiver at most one slice further; return how many events moved, 0 when all are up to date."""
        self._renew(now)
        self._pages.turn()
        moved = self._retry_lanes(now)
        for reader in list(self.readers.values()):
            try:
                moved += self._advance(reader, now)
            except LeaseLost:
                self.readers.pop(reader.receiver.name)
        return moved

    @property
    def behind(self) -> bool:
        """Whether the last run left something that is known to be there."""
        return self._pages.more or any(reader.ahead for reader in self.readers.values())

    def drain(self, *, now: datetime) -> int:
        """Bring every receiver up to date; return how many events moved."""
        total = 0
        while moved := self.run(now=now):
            total += moved
        return total

    def close(self) -> None:
        """Save all positions and give the leases back."""
        self._flush()
        leases.release(self.holder)
        self.readers.clear()
        self._renewed = None

    def _renew(self, now: datetime) -> None:
        if self._renewed and abs(now - self._renewed) < leases.LEASE / 3:
            return
        self._flush()
        ours = leases.lease(self.receivers, holder=self.holder, now=now)
        for name, position in ours.items():
            if name not in self.readers or self.readers[name].saved != position:
                self.readers[name] = Reader(self.receivers[name], self.holder, position)
        for name in self.readers.keys() - ours.keys():
            del self.readers[name]
        self._renewed = now

    def _flush(self) -> None:
        for reader in list(self.readers.values()):
            try:
                reader.flush()
            except LeaseLost:
                del self.readers[reader.receiver.name]

    def _advance(self, reader: Reader, now: datetime) -> int:
        page: list[LoggedEvent] = []
        if not reader.ahead:
            page = self._pages.after(reader.seen)
            if page:
                reader.load(page)
        return self._hear(reader, now) if reader.ahead else len(page)

    def _hear(self, reader: Reader, now: datetime) -> int:
        try:
            with reader.step():
                self._take_slice(reader, now)
        except LeaseLost:
            raise
        except Exception:  # noqa: BLE001 - a receiver may fail in any way; its events are then taken one by one
            count = len(reader.ahead) if reader.receiver.hear_many else reader.taken + 1
            for _ in range(count):
                self._hear_one(reader, now)
            return count
        return reader.taken

    def _take_slice(self, reader: Reader, now: datetime) -> None:
        held = parking.held_communities(reader.receiver.name)
        if reader.receiver.hear_many and not held:
            reader.receiver.hear_many(list(reader.ahead), now=now)
            reader.taken = len(reader.ahead)
            return
        ends = monotonic() + SLICE.get(connection.vendor, LONGEST_SLICE)
        for event in reader.ahead:
            self._take_one(reader, event, held, now)
            reader.taken += 1
            if monotonic() > ends:
                break

    def _take_one(self, reader: Reader, event: LoggedEvent, held: frozenset[int], now: datetime) -> None:
        if (event.community or 0) in held:
            parking.hold(reader.receiver.name, event, error=None, now=now)
        else:
            reader.receiver.hear(event, now=now)

    def _hear_one(self, reader: Reader, now: datetime) -> None:
        event, name = reader.ahead[0], reader.receiver.name
        try:
            with reader.step():
                self._take_one(reader, event, parking.held_communities(name), now)
                reader.taken = 1
        except LeaseLost:
            raise
        except Exception as error:
            logger.warning("receiver %s failed on event %s", name, event.id, exc_info=True)
            with reader.step():
                parking.hold(name, event, error=error, now=now)
                reader.taken = 1

    def _retry_lanes(self, now: datetime) -> int:
        if monotonic() - self._looked < LOOK_AGAIN:
            return 0
        retried = sum(self._retry_lane(lane, now) for lane in parking.due_lanes(list(self.readers), now=now))
        if not retried:
            self._looked = monotonic()
        return retried

    def _retry_lane(self, lane: list[ParkedEvent], now: datetime) -> int:
        for done, parked in enumerate(lane):
            if not self._retry(self.readers[parked.receiver], parked, now):
                return done + 1
        return len(lane)

    def _retry(self, reader: Reader, parked: ParkedEvent, now: datetime) -> bool:
        """Try one waiting event again; return whether its lane may go on."""
        try:
            with transaction.atomic():
                reader.lock()
                reader.receiver.hear(LoggedEvent.objects.get(id=parked.event), now=now)
                parked.delete()
        except LeaseLost:
            return False
        except Exception as error:
            logger.warning("receiver %s failed again on event %s", parked.receiver, parked.event, exc_info=True)
            with transaction.atomic():
                reader.lock()
                parking.fail(parked, error, now=now)
            return False
        return True


def catch_up(*, now: datetime) -> int:
    """Bring all receivers that nobody reads for up to date, in this thread; return how many events moved.

    For commands that end, for the demo and for tests; a worker does it all the time.
    """
    pump = Pump()
    try:
        await_order()
        return pump.drain(now=now)
    finally:
        pump.close()
