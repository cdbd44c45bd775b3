"""People who use an install over HTTP, and remember what they were told."""

import http.client
import json
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar

from tests.install import Install

GONE = (OSError, http.client.HTTPException)
"""The server is not there, or died in the middle of its answer: nothing was acknowledged."""
PATIENCE_S = 5


class Stay(urllib.request.HTTPRedirectHandler):
    """Show redirects instead of following them."""

    def redirect_request(self, *_: object) -> None:
        return None


@dataclass
class Told:
    """What the server has answered for: nothing of it may be lost."""

    seats: dict[str, str] = field(default_factory=dict)
    """Slot number by visitor cookie."""
    joined: dict[str, str] = field(default_factory=dict)
    """Address of the group by name."""
    posted: dict[str, str] = field(default_factory=dict)
    """Message key by nonce."""
    given: list[str] = field(default_factory=list)
    """Reasons of points that were given by hand."""


class Crowd:
    """Some threads that scan, join, post and give points until they are stopped; each notes only what was acknowledged."""

    def __init__(self, install: Install, code: str, room: str, member: str, token: str) -> None:
        self.install, self.code, self.room, self.member, self.token = install, code, room, member, token
        self.told = Told()
        self.count = 0
        self.refused: list[tuple[str, int]] = []
        self.stopped = threading.Event()
        self.lock = threading.Lock()

    @property
    def busy(self) -> tuple[int, int]:
        """How many joins and messages were acknowledged so far."""
        return len(self.told.joined), len(self.told.posted)

    def number(self) -> int:
        with self.lock:
            self.count += 1
            return self.count

    def run(self, deed: str) -> None:
        while not self.stopped.is_set():
            try:
                getattr(self, deed)(self.number())
            except urllib.error.HTTPError as answer:
                self.refused.append((deed, answer.code))
                answer.close()
            except GONE:
                self.stopped.wait(0.05)

    def open(self) -> tuple[urllib.request.OpenerDirector, CookieJar]:
        jar = CookieJar()
        return urllib.request.build_opener(Stay, urllib.request.HTTPCookieProcessor(jar)), jar

    def scan(self, _number: int) -> None:
        opener, jar = self.open()
        with asked(opener, f"{self.install.address}/g/{self.code}") as answer:
            slot = answer.headers["X-Coterie-Slot"]
        cookie = next(one.value for one in jar if one.name == "coterie_visitor")
        self.told.seats[cookie] = slot

    def join(self, number: int) -> None:
        opener, _jar = self.open()
        door = f"{self.install.address}/c/crash/join?code={self.code}"
        with asked(opener, door) as answer:
            page = answer.read().decode()
        mark = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        words = {"csrfmiddlewaretoken": mark[1] if mark else "", "name": f"P{number}", "rules": "on"}
        with asked(opener, door, urllib.parse.urlencode(words).encode()) as answer:
            if answer.status == 302:
                self.told.joined[f"P{number}"] = answer.headers["Location"]

    def post(self, number: int) -> None:
        said = self.call(f"groups/{self.room}/messages", {"text": f"Message {number}", "nonce": f"n{number}"})
        self.told.posted[f"n{number}"] = said["key"]

    def give(self, number: int) -> None:
        self.call(f"members/{self.member}/points", {"points": 1, "note": f"G{number}"})
        self.told.given.append(f"G{number}")

    def call(self, where: str, body: dict[str, object]) -> dict[str, str]:
        """Ask the API for something in the community; return its answer."""
        head = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        address = f"{self.install.address}/api/v1/communities/crash/{where}"
        request = urllib.request.Request(address, json.dumps(body).encode(), head)
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            said: dict[str, str] = json.load(answer)
            return said


def asked(
    opener: urllib.request.OpenerDirector, url: str, body: bytes | None = None
) -> urllib.request.http.client.HTTPResponse:
    """Return the answer, a redirect being one."""
    try:
        return opener.open(url, body, timeout=PATIENCE_S)
    except urllib.error.HTTPError as answer:
        if answer.code in (302, 303):
            return answer
        raise
