"""The live bus over Redis pub/sub."""

from redis.asyncio import Redis

from coterie.platform.live.carriers.carrier import Carrier
from coterie.platform.live.hub import Hub

QUIET = 20.0
"""Seconds of silence after which the line is tested."""


class RedisCarrier(Carrier):
    """Publishes to one channel. Redis has no databases in pub/sub: the channel's name keeps installs apart."""

    def __init__(self, hub: Hub, url: str, channel: str) -> None:
        super().__init__(hub)
        self._url = url
        self._channel = channel

    async def listen(self) -> None:
        """Deliver parcels as they come."""
        async with self._connect() as redis, redis.pubsub() as ear:
            await ear.subscribe(self._channel)
            while True:
                message = await ear.get_message(timeout=QUIET)
                if message is None:
                    await ear.ping()
                elif message["type"] == "subscribe":
                    self.heard()
                elif message["type"] == "message":
                    self.take(message["data"])

    async def talk(self) -> None:
        """Send parcels."""
        async with self._connect() as redis:
            await redis.ping()
            while True:
                parcel = await self.parcel()
                await redis.publish(self._channel, parcel)
                self.sent()

    def _connect(self) -> Redis:
        return Redis.from_url(self._url, decode_responses=True, socket_connect_timeout=5, socket_keepalive=True)
