"""Telling and listening: the bus of this process."""

import hashlib
from collections.abc import Callable, Mapping
from threading import Lock

from django.conf import settings
from django.db import connection, transaction

from coterie.kit.json import Json
from coterie.platform.live.carriers.carrier import Carrier
from coterie.platform.live.hub import Callback, Hub
from coterie.platform.live.subscription import Subscription
from coterie.platform.live.told import told

LIMIT = 256
"""Messages that a slow reader may leave untaken."""


class Bus:
    """The hub of this process and, where there are several processes, what carries messages between them."""

    def __init__(self, carrier: Callable[[Hub], Carrier] | None = None) -> None:
        self.hub = Hub()
        self.carrier = carrier(self.hub) if carrier else None
        if self.carrier:
            self.carrier.start()

    def send(self, topic: str, message: Mapping[str, Json]) -> None:
        """Send `message` to all readers of `topic`, here and elsewhere, at once."""
        parcel = told(topic, message)
        self.hub.deliver(parcel)
        if self.carrier:
            self.carrier.post(parcel)

    def stop(self) -> None:
        """Hang up."""
        if self.carrier:
            self.carrier.stop()


_bus: Bus | None = None
_making = Lock()


def bus() -> Bus:
    """Return the bus of this process, connected as the settings say."""
    global _bus  # noqa: PLW0603 - one process has one bus
    with _making:
        if _bus is None:
            _bus = Bus(_carrier())
        return _bus


def stop() -> None:
    """Close the bus of this process; the next use opens a new one."""
    global _bus
    with _making:
        ending, _bus = _bus, None
    if ending:
        ending.stop()


def tell(topic: str, message: Mapping[str, Json]) -> None:
    """Send `message` (ids, not bodies) to the readers of `topic` once the transaction around it is committed."""
    transaction.on_commit(lambda: bus().send(topic, message), robust=True)


def tell_now(topic: str, message: Mapping[str, Json]) -> None:
    """Send `message` at once, transaction or not; for code outside Django's connection."""
    bus().send(topic, message)


def subscribe(*topics: str, limit: int = LIMIT) -> Subscription:
    """Return a reader of `topics` for the running event loop; use it in `async with`."""
    return bus().hub.subscribe(topics, limit=limit)


def listen(topic: str, callback: Callback) -> Callable[[], None]:
    """Call `callback` at each message of `topic`, in whatever thread tells it; return what ends it."""
    return bus().hub.listen(topic, callback)


def _carrier() -> Callable[[Hub], Carrier] | None:
    if url := settings.ENVIRONMENT.redis_url:
        from coterie.platform.live.carriers.redis import RedisCarrier

        install = hashlib.sha256(settings.SECRET_KEY.encode()).hexdigest()[:8]
        return lambda hub: RedisCarrier(hub, url, f"coterie:live:{install}")
    if connection.vendor == "postgresql":
        from coterie.platform.live.carriers.postgres import PostgresCarrier, conninfo

        return lambda hub: PostgresCarrier(hub, conninfo(connection.settings_dict))
    return None
