"""The words of ASGI, and a whole answer in one call."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
Header: TypeAlias = tuple[bytes, bytes]

NO_STORE: Header = (b"cache-control", b"no-store")
NO_GUESS: Header = (b"x-content-type-options", b"nosniff")
EMPTY: Message = {"type": "http.response.body", "body": b""}


async def redirect(send: Send, headers: list[Header]) -> None:
    """Answer 302; the headers say where to."""
    await send({"type": "http.response.start", "status": 302, "headers": headers})
    await send(EMPTY)


async def answer(
    send: Send, status: int, body: bytes, content_type: bytes, headers: tuple[Header, ...] = (), *, head: bool = False
) -> None:
    """Answer with a short body, which HEAD leaves out."""
    length = str(len(body)).encode()
    fixed = [
        (b"content-type", content_type),
        (b"content-length", length),
        NO_STORE,
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": [*fixed, *headers]})
    await send({"type": "http.response.body", "body": b"" if head else body})
