"""One reader of some topics, in its event loop."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Self

from coterie.platform.live.told import RESYNC, Told


class Subscription:
    """What has come for one reader and was not taken yet.

    A reader that falls `limit` messages behind is let go: its last message is RESYNC.
    """

    def __init__(self, topics: tuple[str, ...], *, limit: int, leave: Callable[["Subscription"], None]) -> None:
        self.topics = topics
        self.loop = asyncio.get_running_loop()
        self.ended = False
        self._limit = limit
        self._leave = leave
        self._waiting: deque[Told] = deque()
        self._wake: asyncio.Future[None] | None = None

    def put(self, message: Told) -> None:
        """Take a message in; called in the reader's loop."""
        if self.ended:
            return
        if len(self._waiting) >= self._limit:
            self._waiting.clear()
            self._waiting.append(RESYNC)
            self.close()
        else:
            self._waiting.append(message)
        self._ring()

    async def batch(self, timeout: float | None = None) -> list[Told]:  # noqa: ASYNC109 - the end of a wait is an answer here
        """Return what has come, waiting up to `timeout` seconds; empty if nothing came or the reader was let go."""
        if not self._waiting and not self.ended:
            self._wake = self.loop.create_future()
            await asyncio.wait({self._wake}, timeout=timeout)
        come = list(self._waiting)
        self._waiting.clear()
        return come

    def close(self) -> None:
        """Stop listening."""
        if not self.ended:
            self.ended = True
            self._leave(self)
            self._ring()

    def _ring(self) -> None:
        if self._wake is not None and not self._wake.done():
            self._wake.set_result(None)

    async def __aiter__(self) -> AsyncIterator[Told]:
        """Yield messages until the reader is let go."""
        while come := await self.batch():
            for message in come:
                yield message

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
