"""Fetching from the net at somebody else's word: link previews, webhooks, pictures.

The name is resolved once; every address must be public; the connection goes to the address that was checked and to no
other; a redirect begins anew. Time and size have an end. Compressed answers are not asked for and never unpacked.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from coterie.kit.addresses import is_public

PATIENCE = 10.0
LARGEST = 2_000_000
REDIRECTS = 3
PORTS = {"http": 80, "https": 443}
FIRST_FREE_PORT = 1024
"""Below it only the ports of the web: a mail server must not be spoken to in HTTP."""
ELSEWHERE = (301, 302, 303, 307, 308)
AS_GET = (301, 302, 303)


class NotFetched(Exception):
    """Nothing came back that can be used."""


class Refused(NotFetched):
    """The address is not one that we go to."""


class Unreachable(NotFetched):
    """Nobody answered, or not in HTTP."""


class TooSlow(NotFetched):
    """The answer was not complete in time."""


class TooLarge(NotFetched):
    """The answer is larger than was allowed."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: where it came from in the end, its status, headers in small letters, and its bytes."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to ask. `private` is for peers that the operator has set up, which may live in the own network."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str]
    body: bytes | None = None
    private: bool = False


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    patience: float = PATIENCE,
    largest: int = LARGEST,
    private: bool = False,
) -> Fetched:
    """Fetch `url` within `patience` seconds and `largest` bytes. Raises NotFetched."""
    asked = Asked(url=url, method=method, headers=headers or {}, body=body, private=private)
    with _deadline(patience) as deadline:
        for _ in range(REDIRECTS + 1):
            answer = _ask(asked, largest, deadline)
            if answer.status not in ELSEWHERE or "location" not in answer.headers:
                return answer
            asked = _redirected(asked, answer)
    raise Refused("it goes from address to address")


class Deadline:
    """Cuts the line when the time is over: a peer that sends a byte now and then would keep us for ever."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self.seconds = seconds
        self._lock = threading.Lock()
        self._line: socket.socket | None = None

    def watch(self, line: socket.socket) -> None:
        """Cut `line` in time."""
        with self._lock:
            self._line = line
            if self.over:
                self._cut()

    def pass_(self) -> None:
        """The time is over."""
        with self._lock:
            self.over = True
            self._cut()

    def _cut(self) -> None:
        if self._line is not None:
            try:
                self._line.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


@contextmanager
def _deadline(seconds: float) -> Iterator[Deadline]:
    deadline = Deadline(seconds)
    timer = threading.Timer(seconds, deadline.pass_)
    timer.daemon = True
    timer.start()
    try:
        yield deadline
    finally:
        timer.cancel()


class Pinned(http.client.HTTPConnection):
    """A connection to an address that was checked, whatever the name says meanwhile."""

    def __init__(self, parts: SplitResult, address: str, deadline: Deadline) -> None:
        super().__init__(parts.hostname or "", parts.port or PORTS[parts.scheme], timeout=deadline.seconds)
        self._secure = parts.scheme == "https"
        self._address = address
        self._deadline = deadline

    def connect(self) -> None:
        """Connect to the checked address; certificates are those of the name."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        self._deadline.watch(self.sock)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
            self._deadline.watch(self.sock)


def _ask(asked: Asked, largest: int, deadline: Deadline) -> Fetched:
    parts = _parts(asked.url)
    connection = Pinned(parts, _address(parts, deadline, private=asked.private), deadline)
    try:
        answer = _answer(connection, parts, asked)
        body = answer.read(largest + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        late = deadline.over or isinstance(error, TimeoutError)
        raise TooSlow(asked.url) if late else Unreachable(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()
    if deadline.over:
        raise TooSlow(asked.url)
    if len(body) > largest:
        raise TooLarge(asked.url)
    return Fetched(asked.url, answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)


def _answer(connection: Pinned, parts: SplitResult, asked: Asked) -> http.client.HTTPResponse:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"User-Agent": "Coterie", "Accept-Encoding": "identity", "Connection": "close", **asked.headers}
    connection.request(asked.method, target, body=asked.body, headers=headers)
    return connection.getresponse()


def _parts(url: str) -> SplitResult:
    """Take the address apart. Raises Refused for what is not plain HTTP."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused("not an address") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise Refused("not an address of the web")
    if "@" in parts.netloc or not url.isascii() or any(sign <= " " or sign == "\x7f" for sign in url):
        raise Refused("not a plain address")
    if port is not None and port not in PORTS.values() and port < FIRST_FREE_PORT:
        raise Refused("not a port of the web")
    return parts


def _address(parts: SplitResult, deadline: Deadline, *, private: bool) -> str:
    """Resolve the name once. Raises Refused when any of its addresses is not public."""
    found: list[str] = []
    resolver = threading.Thread(target=_resolve, args=(parts, found), daemon=True)
    resolver.start()
    resolver.join(deadline.seconds)
    if resolver.is_alive() or deadline.over:
        raise TooSlow("the name was not resolved in time")
    if not found:
        raise Unreachable("the name is not known")
    if not private and not all(is_public(address) for address in found):
        raise Refused("not a public address")
    return found[0]


def _resolve(parts: SplitResult, found: list[str]) -> None:
    try:
        known = socket.getaddrinfo(parts.hostname, parts.port or PORTS[parts.scheme], type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return
    found.extend(str(entry[4][0]) for entry in known)


def _redirected(asked: Asked, answer: Fetched) -> Asked:
    """Return what to ask next; a peer's word goes on to nobody else: headers and body stay behind on another host."""
    url = urljoin(asked.url, answer.headers["location"])
    as_get = answer.status in AS_GET and asked.method != "HEAD"
    stranger = urlsplit(url).netloc != urlsplit(asked.url).netloc
    return Asked(
        url=url,
        method="GET" if as_get else asked.method,
        headers={} if stranger else asked.headers,
        body=None if as_get or stranger else asked.body,
        private=asked.private and not stranger,
    )
