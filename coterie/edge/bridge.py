"""The way from the event loop to Django's threads and back: an answer in one piece comes back in one step."""

import asyncio
import contextvars
from functools import partial
from typing import TYPE_CHECKING, cast

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi import Body, WSGIResponder, build_environ

if TYPE_CHECKING:
    from a2wsgi.asgi_typing import HTTPScope, Receive, Scope, Send, SendEvent


class Bridge(WSGIMiddleware):
    """The library's, but for how answers are sent: it lets a thread wait for the loop at every piece of each."""

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return await super().__call__(scope, receive, send)
        return await Answer(self.app, self.executor, self.send_queue_size)(scope, receive, send)


class Answer(WSGIResponder):
    """Holds the head, the first piece and the end until the thread is done; a longer answer goes piece by piece."""

    async def __call__(self, scope: "HTTPScope", receive: "Receive", send: "Send") -> None:
        """Let a thread make the answer, and send it."""
        self.out, self.held = send, list["SendEvent"]()
        environ = build_environ(scope, Body(self.loop, receive))
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
