"""The one process: the edge in front, Django behind it in a bounded number of threads, the worker beside them."""

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from types import FrameType
from typing import TYPE_CHECKING, cast

from django.core.wsgi import get_wsgi_application

from coterie.kit.json import Json
from coterie.kit.sweep import sweep_less

if TYPE_CHECKING:
    from a2wsgi.wsgi_typing import WSGIApp

    from coterie.edge.courtesy import Pages
    from coterie.edge.wire import App, Receive, Scope, Send
    from coterie.platform.jobs.worker import Worker

Handler = Callable[[int, FrameType | None], object] | int | None

logger = logging.getLogger(__name__)

PAGES_AT_ONCE = 12
"""Threads of Django: more only wait for one another."""
SWITCH_S = 0.0005
"""How long a thread may keep the others waiting; the usual 5 ms would be felt at every scan under load."""
WORKER_STOPS_S = 1.0


class Program:
    """What uvicorn runs. Nothing is started before the server says so."""

    def __init__(self) -> None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coterie.settings")
        pages = get_wsgi_application()
        from django.conf import settings

        from coterie.edge.bridge import Bridge
        from coterie.edge.courtesy import Courtesy
        from coterie.edge.readiness import Metrics, Readiness
        from coterie.edge.scan import Scan
        from coterie.edge.streams import Streams
        from coterie.joining.domain.seats.clerk import Clerk
        from coterie.kit import clock

        self.clerk = Clerk(clock.now)
        self.pages = Bridge(cast("WSGIApp", Courtesy(cast("Pages", pages), self.clerk.pressed)), workers=PAGES_AT_ONCE)
        self.scan = Scan(self.clerk, secure=settings.SECURE)
        self.streams = Streams()
        self.ready = Readiness(self.clerk, self.worker_alive)
        self.metrics = Metrics(settings.SECRET_KEY, self.figures)
        self.worker: Worker | None = None

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Serve one request, or the server's own life."""
        if scope["type"] == "lifespan":
            await self.live(receive, send)
        else:
            await self.door(scope)(scope, receive, send)

    def door(self, scope: "Scope") -> "App":
        """Return who answers an address."""
        path: str = scope["path"] if scope["type"] == "http" else ""
        if path.startswith("/g/"):
            return self.scan
        if path.startswith("/live/"):
            return self.streams
        if path == "/up":
            return self.ready
        if path == "/metrics":
            return self.metrics
        return cast("App", self.pages)

    async def live(self, receive: "Receive", send: "Send") -> None:
        """Start with the server, and stop with it; who comes first does not wait until every page is loaded."""
        await receive()
        try:
            loop = asyncio.get_running_loop()
            await asyncio.to_thread(self.start, loop)
            self.heed(loop)
        except Exception:
            logger.exception("Coterie cannot start")
            await send({"type": "lifespan.startup.failed", "message": "Coterie cannot start"})
            return
        await send({"type": "lifespan.startup.complete"})
        self.pages.executor.submit(import_module, "coterie.urls")
        await receive()
        await asyncio.to_thread(self.stop)
        await send({"type": "lifespan.shutdown.complete"})

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Open the desk, listen to news of codes, begin to work; outside the event loop, for it asks the database."""
        from django.db import connections

        from coterie.platform.jobs.worker import Worker
        from coterie.platform.live import listen

        sys.setswitchinterval(SWITCH_S)
        self.clerk.start()
        listen("codes", partial(self.learn, loop))
        self.worker = Worker()
        self.worker.start()
        connections.close_all()
        sweep_less()

    def heed(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hear the signs to stop before the server does; where the server runs in another thread, it alone does."""
        if threading.current_thread() is threading.main_thread():
            for sign in (signal.SIGTERM, signal.SIGINT):
                signal.signal(sign, partial(self.leave, loop, signal.getsignal(sign)))

    def learn(self, loop: asyncio.AbstractEventLoop, news: Mapping[str, Json] | None) -> None:
        """Forget a code that changed, in the loop that remembers it."""
        loop.call_soon_threadsafe(self.scan.memory.forget, str(news["slug"]) if news else None)

    def leave(self, loop: asyncio.AbstractEventLoop, server: Handler, sign: int, frame: FrameType | None) -> None:
        """End the streams as soon as the server is told to stop, which waits for open answers."""
        loop.call_soon_threadsafe(self.streams.end)
        if callable(server):
            server(sign, frame)

    def stop(self) -> None:
        """Serve who waits for a seat, let the worker finish what it holds, hang up."""
        from coterie.platform.live import bus

        self.scan.looks.flush()
        self.clerk.stop()
        if self.worker:
            self.worker.stop(WORKER_STOPS_S)
        self.pages.executor.shutdown(wait=False, cancel_futures=True)
        bus.stop()

    def worker_alive(self) -> bool:
        """Tell whether jobs are worked on in this process."""
        return self.worker is not None and self.worker.alive

    def figures(self) -> dict[str, float]:
        """Return what `/metrics` says."""
        return {
            "streams_open": len(self.streams),
            "seats_waiting": self.clerk.waiting,
            "seats_answered_total": self.clerk.answered,
            "worker_alive": float(self.worker_alive()),
        }


application = Program()
