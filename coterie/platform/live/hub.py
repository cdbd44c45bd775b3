"""Who listens in this process, and how a message reaches them."""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from threading import Lock

from coterie.kit.json import Json
from coterie.platform.live.subscription import Subscription
from coterie.platform.live.told import RESYNC, Told

logger = logging.getLogger(__name__)

Callback = Callable[[Mapping[str, Json] | None], None]
"""Called with each message, in the thread that tells it; with None when messages may have been lost."""


class Hub:
    """Subscribers by topic. Any thread may deliver; each event loop is woken once a message, not once a reader."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._readers: dict[str, dict[asyncio.AbstractEventLoop, set[Subscription]]] = defaultdict(dict)
        self._callbacks: dict[str, list[Callback]] = defaultdict(list)

    def subscribe(self, topics: tuple[str, ...], *, limit: int) -> Subscription:
        """Return a new reader of `topics` in the running event loop."""
        reader = Subscription(topics, limit=limit, leave=self._leave)
        with self._lock:
            for topic in topics:
                self._readers[topic].setdefault(reader.loop, set()).add(reader)
        return reader

    def listen(self, topic: str, callback: Callback) -> Callable[[], None]:
        """Call `callback` at each message of `topic`, quickly please; return what ends it."""
        with self._lock:
            self._callbacks[topic].append(callback)
        return lambda: self._callbacks[topic].remove(callback)

    def deliver(self, message: Told) -> None:
        """Hand `message` to everybody who listens to its topic here."""
        with self._lock:
            loops = list(self._readers.get(message.topic, ()))
            callbacks = list(self._callbacks.get(message.topic, ()))
        for callback in callbacks:
            _call(callback, json.loads(message.body))
        for loop in loops:
            self._post(loop, message)

    def resync(self) -> None:
        """Tell everybody that messages may have been lost."""
        with self._lock:
            everybody = [reader for loops in self._readers.values() for readers in loops.values() for reader in readers]
            callbacks = [callback for group in self._callbacks.values() for callback in group]
        for callback in callbacks:
            _call(callback, None)
        for reader in set(everybody):
            if not reader.loop.is_closed():
                reader.loop.call_soon_threadsafe(reader.put, RESYNC)

    def _post(self, loop: asyncio.AbstractEventLoop, message: Told) -> None:
        try:
            loop.call_soon_threadsafe(self._hand, loop, message)
        except RuntimeError:  # the loop was closed with its readers still in it
            with self._lock:
                self._readers[message.topic].pop(loop, None)

    def _hand(self, loop: asyncio.AbstractEventLoop, message: Told) -> None:
        for reader in list(self._readers[message.topic].get(loop, ())):
            reader.put(message)

    def _leave(self, reader: Subscription) -> None:
        with self._lock:
            for topic in reader.topics:
                loops = self._readers[topic]
                readers = loops.get(reader.loop, set())
                readers.discard(reader)
                if not readers:
                    loops.pop(reader.loop, None)
                if not loops:
                    del self._readers[topic]


def _call(callback: Callback, message: Mapping[str, Json] | None) -> None:
    try:
        callback(message)
    except Exception:
        logger.exception("a listener of the live bus failed")
