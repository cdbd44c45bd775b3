"""`/g/CODE`: the address that is printed on posters."""

import re
from datetime import datetime

from coterie.edge import page
from coterie.edge.memory import Memory, way_in
from coterie.edge.tally import Looks
from coterie.edge.wire import Header, Receive, Scope, Send, redirect
from coterie.joining.domain.seats.claim import Claim, Door, Seat
from coterie.joining.domain.seats.clerk import Clerk
from coterie.joining.enums import Verdict
from coterie.joining.errors import DeskClosed
from coterie.joining.rules import VISITOR_COOKIE, VISITOR_COOKIE_AGE, cookie_of, verdict, visitor_in
from coterie.kit import clock
from coterie.kit.ids import ALPHABET, new_visitor

PREFIX = "/g/"
SLUG = re.compile(f"[{ALPHABET}]{{3,20}}")
COOKIE = re.compile(rf"(?:^|;\s*){VISITOR_COOKIE}=([^;\s]+)".encode())


class Scan:
    """Answers looks at live codes: from memory, or from the desk once the seat is committed."""

    def __init__(self, clerk: Clerk, *, secure: bool) -> None:
        self.memory = Memory()
        self.looks = Looks(clerk.count)
        self._clerk = clerk
        self._cookie = f"Path=/; Max-Age={VISITOR_COOKIE_AGE}; HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one look."""
        slug = scope["path"][len(PREFIX) :].rstrip("/").lower()
        headers: dict[bytes, bytes] = dict(scope["headers"])
        who, sign = verdict(scope["method"], headers, scope.get("client"))
        if scope["method"] not in ("GET", "HEAD"):
            await page.only_get(send)
        elif SLUG.fullmatch(slug) is None:
            await page.unknown(send, headers, head=who == Verdict.HEAD)
        elif who == Verdict.PERSON:
            await self._person(slug, headers, send)
        else:
            await self._machine(slug, headers, send, who, sign)

    async def _person(self, slug: str, headers: dict[bytes, bytes], send: Send) -> None:
        visitor = known_visitor(headers)
        if visitor is not None and (remembered := self.memory.seat(slug, visitor)):
            self.looks.add(slug, Verdict.AGAIN, "")
            await redirect(send, remembered)
            return
        if self.memory.door(slug) == (True, None):
            await page.unknown(send, headers)
            return
        number = new_visitor() if visitor is None else visitor
        try:
            seat = await self._clerk.claim(Claim(slug, number, visitor is None, accept=accepted(headers)))
        except DeskClosed:
            await page.busy(send, headers)
            return
        self.memory.keep_door(slug, seat.door)
        if seat.door is None:
            await page.unknown(send, headers)
            return
        answer = self._seated(seat.door, seat, number)
        await redirect(send, answer if visitor is not None else [*answer, self._set_cookie(number)])

    async def _machine(self, slug: str, headers: dict[bytes, bytes], send: Send, who: str, sign: str) -> None:
        remembered, door = self.memory.door(slug)
        if remembered and door:
            self.looks.add(slug, who, sign)
        elif not remembered:
            try:
                door = (await self._clerk.claim(Claim(slug, 0, verdict=who, reason=sign))).door
            except DeskClosed:
                await page.busy(send, headers)
                return
            self.memory.keep_door(slug, door)
        if door is None:
            await page.unknown(send, headers, head=who == Verdict.HEAD)
        else:
            await redirect(send, way_in(door.address, slug, None))

    def _seated(self, door: Door, seat: Seat, visitor: int) -> list[Header]:
        answer = way_in(door.address, door.slug, seat.number, waits=seat.number is None)
        if seat.number is not None:
            self.memory.keep_seat(door.slug, visitor, answer, seconds_until(seat.until))
        return answer

    def _set_cookie(self, visitor: int) -> Header:
        return b"set-cookie", f"{VISITOR_COOKIE}={cookie_of(visitor)}; {self._cookie}".encode()


def known_visitor(headers: dict[bytes, bytes]) -> int | None:
    """Return the visitor's number from the request's cookies."""
    found = COOKIE.search(headers.get(b"cookie", b""))
    return visitor_in(found[1].decode("latin-1")) if found else None


def accepted(headers: dict[bytes, bytes]) -> str:
    """Return which languages the visitor's browser asks for."""
    return headers.get(b"accept-language", b"").decode("latin-1")


def seconds_until(moment: datetime | None) -> float:
    """Return how long an answer holds; long, if it has no end."""
    return (moment - clock.now()).total_seconds() if moment else float("inf")
