"""A browser in the same process: sends one request to an ASGI program and keeps what comes back."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field


@dataclass
class Answer:
    """What came back."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Browser:
    """One request; `gone` hangs up."""

    def __init__(self, path: str, method: str = "GET", **headers: str) -> None:
        named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        self.scope = {"type": "http", "method": method, "path": path, "headers": named, "query_string": b""}
        self.answer = Answer()
        self.gone = asyncio.Event()
        self.come = asyncio.Event()

    async def receive(self) -> dict[str, object]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            self.answer.status = message["status"]
            self.answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.answer.body += message["body"]
        self.come.set()

    async def until(self, part: bytes) -> None:
        """Wait until `part` has come."""
        while part not in self.answer.body:
            self.come.clear()
            await asyncio.wait_for(self.come.wait(), 5)


async def look(program: Callable[..., Awaitable[None]], path: str, method: str = "GET", **headers: str) -> Answer:
    """Send one request and return the whole answer."""
    browser = Browser(path, method, **headers)
    await program(browser.scope, browser.receive, browser.send)
    return browser.answer
