"""The programs that some tests need and a machine may lack: how to find each, how to get it."""

import contextlib
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests import postgres

PATIENCE = 10


@dataclass(frozen=True)
class Need:
    """One optional program; `name` is the pytest mark of the tests that need it, `fixtures` those that use it."""

    name: str
    title: str
    here: Callable[[], bool]
    how: str
    fixtures: frozenset[str]


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def browsers_wait_long() -> None:
    """Let every browser of this process wait for a busy machine: what never comes fails as before, only later."""
    from playwright.sync_api import Browser, BrowserContext, expect

    expect.set_options(timeout=20_000)
    new_context = Browser.new_context

    def new_patient_context(browser: Browser, **look: Any) -> BrowserContext:
        context = new_context(browser, **look)
        context.set_default_timeout(90_000)
        return context

    Browser.new_context = new_patient_context  # type: ignore[assignment,method-assign]


def redis() -> str | None:
    return shutil.which("redis-server")


ALL = (
    Need(
        "browser",
        "Chromium",
        lambda: chromium() is not None,
        "install Chromium (Debian: chromium)",
        frozenset({"playwright"}),
    ),
    Need("postgres", "PostgreSQL", postgres.available, postgres.HOW, frozenset({"postgres_url"})),
    Need(
        "redis",
        "Redis",
        lambda: redis() is not None,
        "install Redis (Debian: redis-server)",
        frozenset({"redis_url"}),
    ),
)


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """Start a Redis that keeps nothing; yield its address; stop it."""
    port = postgres.free_port()
    command = [str(redis()), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd="/")
    with postgres.at_our_end("kill", server.pid, user=None):
        await_answer(port)
        yield f"redis://127.0.0.1:{port}/0"
    server.wait(PATIENCE)


def await_answer(port: int) -> None:
    """Return once something listens on `port`."""
    import socket

    until = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return
