"""A provider on this machine: what all three stand-ins share.

    with StripeStandIn() as peer:                        # a thread, 127.0.0.1, a free port
        provider = provider_called("stripe", peer.secrets, base=peer.base)
        started = provider.start(wanted)
        sent = peer.pay(wanted.key)                      # the buyer pays; a notice goes to the notify address
        sent.status, sent.body                           # what was answered to it

Of every stand-in:

- `base`, `secrets`: what a provider is made of; `payments`: what was asked for, by our key.
- `pay(key)`, `fail(key)`, `give_back(key, minor)`: something happens, and is told. The buyer's page at `Started.url`
  has a button that pays, for browsers.
- `notices`: all that were made, in order; `deliver(notice)` sends one (again), `again(notice)` as the provider repeats
  it: the same event, signed anew; `forged(notice)`, `stale(notice)`, `altered(notice)` make bad ones of it.
- `quiet = True`: notices are made and kept but not sent, to be delivered late, twice or in another order.
- `trouble`: `"hang"`, `"refuse"`, `"garbage"` or a status, instead of the next answers; `asked`: every request.
- `statement()`: the provider's own file of what happened.
"""

import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from urllib.parse import parse_qsl, urlsplit

PATIENCE = 30


@dataclass
class Payment:
    """A payment as the provider knows it; amounts as the provider counts them."""

    key: str
    external: str
    amount: int
    currency: str
    title: str
    back: str
    notify: str
    ends: datetime
    state: str = "open"
    fee: int = 0
    refunds: dict[str, int] = field(default_factory=dict)
    paid_at: datetime | None = None
    more: dict[str, str] = field(default_factory=dict)

    @property
    def given_back(self) -> int:
        return sum(self.refunds.values())


@dataclass(frozen=True)
class Sealed:
    """A notice ready to be sent; `content` is what it says before it was signed."""

    url: str
    headers: dict[str, str]
    body: bytes
    content: dict[str, object]


@dataclass(frozen=True)
class Delivery:
    """What was answered to a notice; status 0 when nobody did, or when it was not sent."""

    notice: Sealed
    status: int = 0
    body: bytes = b""


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


class Rejected(Exception):
    """The stand-in answers an error: status and body, made by the stand-in."""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__(status)
        self.status, self.body = status, body


Answer = tuple[int, dict[str, str], bytes]
PAGE = '<!doctype html><title>{title}</title><h1>{title}</h1><form method="post"><button>Pay</button></form>'


class StandIn:
    """The common part; a provider's own answers `served` and makes notices with `told`."""

    secrets: dict[str, str]

    def __init__(self) -> None:
        self.payments: dict[str, Payment] = {}
        self.notices: list[Sealed] = []
        self.asked: list[Asked] = []
        self.trouble: str | int = ""
        self.quiet = False
        self.lock = Lock()
        self._over = Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler(self))
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_error) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def now(self) -> datetime:
        return datetime.now(tz=UTC)

    def answered(self, asked: Asked) -> Answer:
        """Answer a request, or misbehave as `trouble` says."""
        self.asked.append(asked)
        if self.trouble == "hang":
            self._over.wait(PATIENCE)
        if isinstance(self.trouble, int):
            return self.trouble, {}, b'{"code": "SYSTEM_ERROR", "message": "trouble"}'
        if self.trouble:
            return 200, {"Content-Type": "application/json"}, b'["\xff garbage'
        try:
            return self.served(asked)
        except Rejected as error:
            return error.status, {"Content-Type": "application/json"}, error.body

    def page(self, asked: Asked, key: str) -> Answer:
        """Show the buyer's page; its button pays and sends back to the shop."""
        payment = self.payments[key]
        if asked.method == "GET":
            return 200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.format(title=payment.title).encode()
        self.pay(key)
        return 303, {"Location": payment.back}, b""

    def send(self, notice: Sealed) -> Delivery:
        """Keep a new notice, and send it unless it is to be quiet."""
        self.notices.append(notice)
        return Delivery(notice) if self.quiet else self.deliver(notice)

    def deliver(self, notice: Sealed) -> Delivery:
        """Send a notice as it is."""
        request = urllib.request.Request(notice.url, notice.body, notice.headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return Delivery(notice, answer.status, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Delivery(notice, error.code, error.read())
        except OSError:
            return Delivery(notice)

    def again(self, notice: Sealed) -> Sealed:
        """Return the notice as the provider repeats it."""
        return self.sealed(notice.url, notice.content)

    def forged(self, notice: Sealed) -> Sealed:
        """Return the notice signed by somebody else."""
        return self.sealed(notice.url, notice.content, forged=True)

    def stale(self, notice: Sealed, by: timedelta = timedelta(days=3)) -> Sealed:
        """Return the notice as it was signed long ago."""
        return self.sealed(notice.url, notice.content, at=self.now() - by)

    def altered(self, notice: Sealed) -> Sealed:
        """Return the notice with one digit changed on the way."""
        place = next(i for i in range(len(notice.body) - 1, 0, -1) if 48 <= notice.body[i] <= 57)
        digit = b"1" if notice.body[place : place + 1] != b"1" else b"2"
        return replace(notice, body=notice.body[:place] + digit + notice.body[place + 1 :])

    def served(self, asked: Asked) -> Answer:
        raise NotImplementedError

    def pay(self, key: str) -> Delivery:
        raise NotImplementedError

    def sealed(
        self, url: str, content: dict[str, object], *, at: datetime | None = None, forged: bool = False
    ) -> Sealed:
        raise NotImplementedError


def handler(peer: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            query = dict(parse_qsl(parts.query, keep_blank_values=True))
            headers = {name.lower(): value for name, value in self.headers.items()}
            if peer.trouble == "refuse":
                self.connection.close()
                return
            status, more, answer = peer.answered(Asked(self.command, self.path, query, headers, body))
            self.send_response(status)
            for name, value in {**more, "Content-Length": str(len(answer))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_words) -> None:
            return

        def handle(self) -> None:
            try:
                super().handle()
            except (OSError, ValueError):
                return

    return Handler


def main(peer: StandIn) -> None:
    """Run a stand-in by hand: `python -m tests.market.standin.stripe`."""
    with peer:
        print(peer.base, peer.secrets)
        while True:
            time.sleep(3600)
