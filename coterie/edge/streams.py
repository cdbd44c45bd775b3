"""`/live/ADMISSION`: server-sent events for everybody who is looking."""

import asyncio
from datetime import datetime

from coterie.edge.wire import NO_GUESS, NO_STORE, Receive, Scope, Send, answer
from coterie.kit import clock
from coterie.platform.live import Subscription, subscribe
from coterie.platform.live.admission import admitted

PREFIX = "/live/"
HEARTBEAT_S = 20.0
"""A comment in the silence: proxies keep the stream open, and a reader who is gone is found out."""
STALLED_S = 20.0
"""A reader who takes nothing for so long is let go; the browser comes back by itself."""
HEADERS = [
    (b"content-type", b"text/event-stream"),
    NO_STORE,
    NO_GUESS,
    (b"x-accel-buffering", b"no"),
]
HELLO = b"retry: 2000\n: open\n\n"


class Streams:
    """All open streams of this process."""

    def __init__(self) -> None:
        self._open: set[Subscription] = set()
        self._ended = False

    def __len__(self) -> int:
        return len(self._open)

    def end(self) -> None:
        """End every stream; browsers come back when the server does."""
        self._ended = True
        for reader in list(self._open):
            reader.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stream one reader's topics until somebody hangs up."""
        admission = admitted(scope["path"][len(PREFIX) :], now=clock.now())
        if scope["method"] != "GET" or admission is None or self._ended:
            await answer(send, 403, b"This stream is not open to you.\n", b"text/plain; charset=utf-8")
            return
        topics, until = admission
        async with subscribe(*topics) as reader:
            self._open.add(reader)
            gone = asyncio.create_task(hung_up(receive, reader))
            try:
                await flow(reader, send, until)
            finally:
                gone.cancel()
                self._open.discard(reader)


async def hung_up(receive: Receive, reader: Subscription) -> None:
    """Wait until the browser is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    reader.close()


async def flow(reader: Subscription, send: Send, until: datetime) -> None:
    """Send what comes, as it comes, until the reader ends, stalls or is admitted no longer."""
    loop = asyncio.get_running_loop()
    end = loop.time() + (until - clock.now()).total_seconds()
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    body = HELLO
    while True:
        try:
            async with asyncio.timeout(STALLED_S):
                await send({"type": "http.response.body", "body": body, "more_body": True})
        except TimeoutError:
            return
        come = await reader.batch(HEARTBEAT_S)
        if (not come and reader.ended) or loop.time() >= end:
            break
        body = b"".join([message.frame for message in come]) or b": \n\n"
    await send({"type": "http.response.body", "body": b""})
