"""What every carrier does: a thread with an event loop, an outbox, and reconnection."""

import asyncio
import json
import logging
import threading
from abc import abstractmethod
from collections import deque
from collections.abc import Awaitable, Callable

from coterie.kit.ids import new_key
from coterie.platform.live.hub import Hub
from coterie.platform.live.told import Told, from_wire

logger = logging.getLogger(__name__)

OUTBOX = 10_000
"""Messages kept while the other side is away; beyond, everybody is told to look again."""
PARCEL = 7_000
"""Bytes sent at once."""
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0


class Carrier(threading.Thread):
    """Sends parcels of messages and delivers those of other processes to the hub."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(name="live", daemon=True)
        self.connected = threading.Event()
        self._hub = hub
        self._origin = new_key()
        self._outbox: deque[Told | None] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._main: asyncio.Task[None] | None = None
        self._ready = threading.Event()

    @abstractmethod
    async def listen(self) -> None:
        """Connect, call `self.heard()`, then `self.take(parcel)` for each parcel that comes."""

    @abstractmethod
    async def talk(self) -> None:
        """Connect, then send each parcel of `self.parcel()` and call `self.sent()` when it went."""

    def post(self, message: Told) -> None:
        """Put `message` into the outbox; any thread may."""
        if len(self._outbox) >= OUTBOX:
            self._outbox.clear()
            self._outbox.append(None)
        self._outbox.append(message)
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._posted.set)

    def start(self) -> None:
        """Start the thread and wait until its loop runs."""
        super().start()
        self._ready.wait()

    def run(self) -> None:
        """Talk and listen until stopped."""
        asyncio.run(self._carry())

    def stop(self) -> None:
        """End the thread."""
        if self._loop and self._main and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._main.cancel)
        self.join(timeout=2)

    def heard(self) -> None:
        """Note that the ear is open; what was said before that is lost."""
        self.connected.set()
        self._hub.resync()

    def take(self, parcel: str) -> None:
        """Deliver the messages of another process."""
        origin, messages = json.loads(parcel)
        if origin == self._origin:
            return
        for topic, body in messages:
            if topic:
                self._hub.deliver(from_wire(topic, body))
            else:
                self._hub.resync()

    async def parcel(self) -> str:
        """Return the next messages to send, equal ones once; they stay in the outbox until `sent`."""
        while not self._outbox:
            self._posted.clear()
            await self._posted.wait()
        self._taken, size = 0, 0
        chosen: dict[tuple[str, str], None] = {}
        for message in list(self._outbox):
            pair = (message.topic, message.body) if message else ("", "{}")
            size += len(pair[0]) + len(pair[1]) * 5 // 4 + 10
            if chosen and size > PARCEL:
                break
            chosen[pair] = None
            self._taken += 1
        return json.dumps([self._origin, list(chosen)], ensure_ascii=False, separators=(",", ":"))

    def sent(self) -> None:
        """Forget the parcel."""
        for _ in range(min(self._taken, len(self._outbox))):
            self._outbox.popleft()

    async def _carry(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._posted = asyncio.Event()
        self._main = asyncio.ensure_future(self._both())
        self._ready.set()
        await asyncio.wait({self._main})

    async def _both(self) -> None:
        await asyncio.gather(self._again(self.listen), self._again(self.talk))

    async def _again(self, side: Callable[[], Awaitable[None]]) -> None:
        pause = FIRST_PAUSE
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await side()
            except Exception as error:  # noqa: BLE001 - whatever breaks the line, it is tried again
                logger.warning("the live bus lost its line and tries again: %s", error)
            if side == self.listen:
                self.connected.clear()
            lasted = asyncio.get_running_loop().time() - began
            pause = FIRST_PAUSE if lasted > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
            await asyncio.sleep(pause)
