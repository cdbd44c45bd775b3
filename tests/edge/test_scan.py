"""The printed address, without a database behind it: a desk that notes who came."""

import asyncio
from datetime import timedelta

import pytest

from coterie.edge.scan import Scan
from coterie.joining.domain.seats.claim import UNKNOWN, Claim, Door, Seat
from coterie.joining.enums import Verdict
from coterie.joining.errors import DeskClosed
from coterie.joining.rules import VISITOR_COOKIE, cookie_of, visitor_in
from coterie.kit import clock
from coterie.kit.ids import new_visitor
from tests.edge.wire import Answer, look

SLUG = "7fk3mqz"
DOOR = Door(1, SLUG, 1, "table", None, False, "fill_in_order", 60)
WAY_IN = f"/c/table/join?code={SLUG}"


class Desk:
    """Seats everybody in slot 3; `seat` says otherwise."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.tallies: list[dict[tuple[str, str, str], int]] = []
        self.seat = Seat(DOOR, 3, 3, clock.now() + timedelta(hours=1))

    def claim(self, claim: Claim) -> "asyncio.Future[Seat]":
        self.claims.append(claim)
        answer: asyncio.Future[Seat] = asyncio.get_running_loop().create_future()
        if self.seat is None:
            answer.set_exception(DeskClosed())
        else:
            answer.set_result(self.seat if claim.verdict == Verdict.PERSON else Seat(self.seat.door))
        return answer

    def count(self, tally: dict[tuple[str, str, str], int]) -> None:
        self.tallies.append(tally)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def scan(desk: Desk) -> Scan:
    return Scan(desk, secure=False)


def run(scan: Scan, *looks: tuple[str, dict[str, str]]) -> list[Answer]:
    async def all_of_them() -> list[Answer]:
        answers = [await look(scan, path, **headers) for path, headers in looks]
        scan.looks.flush()
        return answers

    return asyncio.run(all_of_them())


def cookie(visitor: int) -> dict[str, str]:
    return {"cookie": f"theme=dark; {VISITOR_COOKIE}={cookie_of(visitor)}; other=1"}


def test_new_visitor_gets_a_seat_and_a_cookie(scan: Scan, desk: Desk) -> None:
    [answer] = run(scan, (f"/g/{SLUG}", {}))

    [claim] = desk.claims
    name, _, rest = answer.headers["set-cookie"].partition("=")
    assert (answer.status, answer.headers["location"], answer.headers["x-coterie-slot"]) == (302, WAY_IN, "3")
    assert answer.headers["cache-control"] == "no-store"
    assert (claim.slug, claim.fresh, name, visitor_in(rest.partition(";")[0])) == (
        SLUG,
        True,
        VISITOR_COOKIE,
        claim.visitor,
    )
    assert rest.partition("; ")[2] == "Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax"


def test_cookie_is_for_https_alone_where_there_is_https(desk: Desk) -> None:
    [answer] = run(Scan(desk, secure=True), (f"/g/{SLUG}", {}))

    assert answer.headers["set-cookie"].endswith("; Secure")


def test_known_visitor_asks_the_desk_once(scan: Scan, desk: Desk) -> None:
    known = cookie(new_visitor())

    answers = run(scan, *[(f"/g/{SLUG}", known)] * 4)

    assert {answer.headers["x-coterie-slot"] for answer in answers} == {"3"}
    assert not any("set-cookie" in answer.headers for answer in answers)
    assert (len(desk.claims), desk.claims[0].fresh) == (1, False)
    assert desk.tallies == [{(SLUG, "again", ""): 3}]


def test_forged_cookie_is_a_new_visitor(scan: Scan, desk: Desk) -> None:
    [answer] = run(scan, (f"/g/{SLUG}", {"cookie": f"{VISITOR_COOKIE}=7.AAAAAAAAAAAAAAAAAAAA"}))

    assert desk.claims[0].fresh
    assert "set-cookie" in answer.headers


def test_waiting_visitor_is_asked_about_again(scan: Scan, desk: Desk) -> None:
    desk.seat = Seat(DOOR)
    known = cookie(new_visitor())

    answers = run(scan, *[(f"/g/{SLUG}", known)] * 2)

    assert {(answer.headers["x-coterie-slot"], answer.headers["location"]) for answer in answers} == {
        ("wait", f"{WAY_IN}&wait=1")
    }
    assert len(desk.claims) == 2


def test_seat_is_not_remembered_beyond_its_hold(scan: Scan, desk: Desk) -> None:
    desk.seat = Seat(DOOR, 3, 3, clock.now() - timedelta(seconds=1))
    known = cookie(new_visitor())

    run(scan, *[(f"/g/{SLUG}", known)] * 2)

    assert len(desk.claims) == 2


def test_news_of_a_code_is_asked_for_at_the_desk(scan: Scan, desk: Desk) -> None:
    known = cookie(new_visitor())
    for changed in (SLUG, None):
        run(scan, *[(f"/g/{SLUG}", known)] * 2)
        scan.memory.forget(changed)
    run(scan, *[(f"/g/{SLUG}", known)] * 2)

    assert len(desk.claims) == 3


@pytest.mark.parametrize(
    ("method", "headers", "who"),
    [
        ("HEAD", {}, "head"),
        ("GET", {"user-agent": "Twitterbot/1.0"}, "preview"),
        ("GET", {"user-agent": "Mozilla/5.0 (compatible; bingbot/2.0)"}, "bot"),
        ("GET", {"sec_purpose": "prefetch"}, "prefetch"),
        ("GET", {"sec_fetch_dest": "image"}, "embedded"),
    ],
)
def test_machine_is_shown_the_way_and_takes_no_seat(
    scan: Scan, desk: Desk, method: str, headers: dict[str, str], who: str
) -> None:
    answers = run(scan, *[(f"/g/{SLUG}", {"method": method, **headers})] * 3)

    assert {(answer.status, answer.headers["location"]) for answer in answers} == {(302, WAY_IN)}
    assert {answer.headers["x-coterie-slot"] for answer in answers} == {"wait"}
    assert not any("set-cookie" in answer.headers for answer in answers)
    assert [claim.verdict for claim in desk.claims] == [who]
    assert [set(tally.values()) for tally in desk.tallies] == [{2}]


@pytest.mark.parametrize("slug", ["", "a!b", "x" * 60, "ÄÖÜ", "7fk3mqz/../up"])
def test_what_cannot_be_a_code_never_reaches_the_desk(scan: Scan, desk: Desk, slug: str) -> None:
    [answer] = run(scan, (f"/g/{slug}", {}))

    assert (answer.status, desk.claims) == (404, [])


def test_unknown_code_is_a_page_in_the_readers_language(scan: Scan, desk: Desk) -> None:
    desk.seat = UNKNOWN

    answers = run(scan, (f"/g/{SLUG}", {"accept_language": "fr;q=0.9, zh-CN, en"}), (f"/g/{SLUG}", {"method": "HEAD"}))

    assert [answer.status for answer in answers] == [404, 404]
    assert b'lang="zh-hans"' in answers[0].body
    assert answers[1].body == b""
    assert len(desk.claims) == 1


def test_code_is_read_as_it_was_typed(scan: Scan, desk: Desk) -> None:
    run(scan, (f"/g/{SLUG.upper()}/", {}))

    assert desk.claims[0].slug == SLUG


def test_closed_desk_asks_to_come_back(scan: Scan, desk: Desk) -> None:
    desk.seat = None

    answers = run(scan, (f"/g/{SLUG}", {}), (f"/g/{SLUG}", {"method": "HEAD"}))

    assert [(answer.status, answer.headers["retry-after"]) for answer in answers] == [(503, "2")] * 2
    assert b"Try again" in answers[0].body


def test_nobody_posts_to_a_code(scan: Scan, desk: Desk) -> None:
    [answer] = run(scan, (f"/g/{SLUG}", {"method": "POST"}))

    assert (answer.status, answer.headers["allow"], desk.claims) == (405, "GET, HEAD", [])


def test_memory_is_bounded(scan: Scan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coterie.edge.memory.MOST_SEATS", 3)
    monkeypatch.setattr("coterie.edge.memory.MOST_DOORS", 3)
    for number in range(9):
        scan.memory.keep_seat(SLUG, number, [], 60)
        scan.memory.keep_door(f"code{number}", DOOR)

    assert [number for number in range(9) if scan.memory.seat(SLUG, number) is not None] == [6, 7, 8]
    assert scan.memory.door("code0") == (False, None)
