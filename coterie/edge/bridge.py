"""The way from the event loop to Django's threads and back: whole requests in, answers in one piece out in one step."""

import asyncio
import contextvars
from functools import partial
from typing import TYPE_CHECKING, cast

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi import Body, WSGIResponder, build_environ

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from a2wsgi.asgi_typing import HTTPDisconnectEvent, HTTPRequestEvent, HTTPScope, Receive, Scope, Send, SendEvent


class Bridge(WSGIMiddleware):
    """The library's, but for how answers are sent: it lets a thread wait for the loop at every piece of each."""

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return await super().__call__(scope, receive, send)
        return await Answer(self.app, self.executor, self.send_queue_size)(scope, receive, send)


class Whole(Body):
    """The library's, but for a caller who goes in the middle: what came is no request, though it may look like one."""

    def _receive_more_data(self) -> bytes:
        """Wait for the next piece. Raises ConnectionResetError when the caller went before the last one."""
        if not self._has_more:
            return b""
        asked = cast("Coroutine[None, None, HTTPRequestEvent | HTTPDisconnectEvent]", self.receive())
        message = asyncio.run_coroutine_threadsafe(asked, loop=self.loop).result()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError("the request was cut off")
        self._has_more = message.get("more_body", False)
        return message.get("body", b"")


class Answer(WSGIResponder):
    """Holds the head, the first piece and the end until the thread is done; a longer answer goes piece by piece."""

    async def __call__(self, scope: "HTTPScope", receive: "Receive", send: "Send") -> None:
        """Let a thread make the answer, and send it."""
        self.out, self.held = send, list["SendEvent"]()
        environ = build_environ(scope, Whole(self.loop, receive))
        inside = partial(contextvars.copy_context().run, self.wsgi, environ, self.start_response)
        await self.loop.run_in_executor(self.executor, inside)
        await self.post()
        if self.exc_info is not None:
            raise self.exc_info[1].with_traceback(self.exc_info[2])

    def send(self, message: "SendEvent | None") -> None:
        """Hold a message; the thread waits here while the piece before a further one is sent."""
        told = cast("SendEvent", message)
        if told.get("more_body") and self.held[-1:] and self.held[-1]["type"] == "http.response.body":
            asyncio.run_coroutine_threadsafe(self.post(), self.loop).result()
        self.held.append(told)

    async def post(self) -> None:
        """Send what is held."""
        held, self.held = self.held, []
        for message in held:
            await self.out(message)
