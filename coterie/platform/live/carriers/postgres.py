"""The live bus over PostgreSQL's LISTEN and NOTIFY."""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from coterie.platform.live.carriers.carrier import Carrier
from coterie.platform.live.hub import Hub

CHANNEL = "coterie_live"
QUIET = 20.0
"""Seconds of silence after which the line is tested."""


class PostgresCarrier(Carrier):
    """Two connections of its own: one ear, one mouth."""

    def __init__(self, hub: Hub, conninfo: str) -> None:
        super().__init__(hub)
        self._conninfo = conninfo

    async def listen(self) -> None:
        """Deliver notices as they come."""
        async with await self._connect() as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            self.heard()
            while True:
                async for notice in connection.notifies(timeout=QUIET):
                    self.take(notice.payload)
                await connection.execute("SELECT 1")

    async def talk(self) -> None:
        """Send parcels; a notice in its own transaction holds no lock of ours."""
        async with await self._connect() as connection:
            while True:
                parcel = await self.parcel()
                await connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, parcel))
                self.sent()

    async def _connect(self) -> psycopg.AsyncConnection:
        return await psycopg.AsyncConnection.connect(
            self._conninfo, autocommit=True, connect_timeout=5, keepalives_idle=10, application_name="coterie live"
        )


def conninfo(database: Mapping[str, Any]) -> str:
    """Return the address of Django's `database`, which in a test is not the one of the environment."""
    return make_conninfo(
        dbname=database["NAME"],
        user=database["USER"] or None,
        password=database["PASSWORD"] or None,
        host=database["HOST"] or None,
        port=database["PORT"] or None,
    )
