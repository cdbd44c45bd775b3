"""`/up` for who restarts us, `/metrics` for who watches us."""

import asyncio
import json
from collections.abc import Callable, Mapping
from hmac import compare_digest

from coterie.edge.wire import Receive, Scope, Send, answer
from coterie.joining.domain.seats.claim import Claim
from coterie.joining.domain.seats.clerk import Clerk
from coterie.joining.enums import Verdict
from coterie.joining.errors import DeskClosed
from coterie.kit.seal import Seal

PATIENCE_S = 2.0
NO_CODE = Claim("", 0, verdict=Verdict.HEAD)


class Readiness:
    """Ready means: the database answers through the desk, and the worker of this process is alive."""

    def __init__(self, clerk: Clerk, worker_alive: Callable[[], bool]) -> None:
        self._clerk = clerk
        self._worker_alive = worker_alive

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 200 or 503, and say what is wrong."""
        parts = {"database": await self._database_answers(), "worker": self._worker_alive()}
        ready = all(parts.values())
        said = json.dumps({"ready": ready, **parts}).encode() + b"\n"
        await answer(send, 200 if ready else 503, said, b"application/json", head=scope["method"] == "HEAD")

    async def _database_answers(self) -> bool:
        try:
            await asyncio.wait_for(self._clerk.claim(NO_CODE), PATIENCE_S)
        except (DeskClosed, TimeoutError):
            return False
        return True


class Metrics:
    """Figures of this process in Prometheus' text form, for who knows the token."""

    def __init__(self, secret: str, figures: Callable[[], Mapping[str, float]]) -> None:
        self._wanted = f"Bearer {metrics_token(secret)}".encode()
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the figures."""
        given = dict(scope["headers"]).get(b"authorization", b"")
        if not compare_digest(given, self._wanted):
            await answer(send, 401, b"", b"text/plain", ((b"www-authenticate", b"Bearer"),))
            return
        lines = (f"coterie_{name} {value}\n" for name, value in self._figures().items())
        await answer(send, 200, "".join(lines).encode(), b"text/plain; version=0.0.4")


def metrics_token(secret: str) -> str:
    """Return the token for `/metrics`: made of the install's secret."""
    return Seal(secret, "metrics").sign("metrics").rpartition(".")[2]
