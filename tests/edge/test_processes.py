"""Servers as they run for people: several at once, killed, stopped."""

import http.client
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from coterie.joining.rules import VISITOR_COOKIE
from tests.edge.server import crowd, found, get, serving

pytestmark = [pytest.mark.slow, pytest.mark.race, pytest.mark.timeout(300)]

VISITORS, SLOTS, CAPACITY = 1000, 10, 50
ADMIT = """
import django
django.setup()
from coterie.kit.clock import now
from coterie.platform.live.admission import admission
print(admission("group:1", now=now()))
"""
FACTS = "SELECT (SELECT sum(taken) FROM joining_slots), (SELECT count(*) FROM joining_tickets WHERE state = 'held')"


def visitor_of(headers: dict[str, str]) -> int:
    value = headers["set-cookie"].partition("=")[2]
    assert headers["set-cookie"].startswith(f"{VISITOR_COOKIE}=")
    return int(value.partition(".")[0], 16)


def shown(answers: list[tuple[int, dict[str, str]]]) -> Counter[str]:
    assert {status for status, _ in answers} == {302}
    return Counter(headers["x-coterie-slot"] for _, headers in answers)


FULL_HOUSE = Counter({str(number): CAPACITY for number in range(1, SLOTS + 1)} | {"wait": VISITORS - SLOTS * CAPACITY})


def cookie_in(headers: dict[str, str]) -> str:
    return headers["set-cookie"].partition(";")[0]


def seen_again(ports: list[int], path: str, answers: list[tuple[int, dict[str, str]]]) -> list[tuple[str, str]]:
    """Let every tenth visitor look again at the other server; return what they saw then and before, where it differs."""
    pairs = [
        (headers["x-coterie-slot"], get(ports[(number + 1) % 2], path, Cookie=cookie_in(headers))[1]["x-coterie-slot"])
        for number, (_status, headers) in list(enumerate(answers))[::10]
    ]
    return [pair for pair in pairs if pair[0] != pair[1]]


@dataclass(frozen=True)
class Base:
    """A database for several servers."""

    url: str
    file: Path

    def asked(self, question: str) -> tuple[int, ...]:
        with psycopg.connect(self.url) if self.url else closing(sqlite3.connect(self.file)) as database:
            return tuple(database.execute(question).fetchone())

    def changed(self, statement: str) -> None:
        with psycopg.connect(self.url) if self.url else closing(sqlite3.connect(self.file)) as database:
            database.execute(statement)
            database.commit()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def base(request: pytest.FixtureRequest, tmp_path: Path) -> Base:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    return Base(url, tmp_path / "coterie.sqlite3")


def test_two_servers_share_the_seats_and_nobody_sees_two_groups(tmp_path: Path, base: Base) -> None:
    house = found(tmp_path, slots=SLOTS, capacity=CAPACITY, database=base.url)
    with serving(house) as (one, _), serving(house) as (two, _):
        answers = crowd([one, two], f"/g/{house.slug}", VISITORS)
        moved = seen_again([one, two], f"/g/{house.slug}", answers)

    assert base.asked(FACTS) == (SLOTS * CAPACITY, SLOTS * CAPACITY)
    assert (shown(answers), moved) == (FULL_HOUSE, [])


def test_two_servers_without_the_guard_give_too_many_seats(tmp_path: Path, base: Base) -> None:
    """Negative control: the same crowd at the same servers, which let go of the lock for a moment."""
    house = found(tmp_path, slots=2, capacity=CAPACITY, database=base.url)
    program = "tests.edge.unguarded:application"
    with serving(house, program) as (one, _), serving(house, program) as (two, _):
        answers = crowd([one, two], f"/g/{house.slug}", 300)

    seated = sum(headers.get("x-coterie-slot", "wait") != "wait" for _status, headers in answers)
    assert seated > 2 * CAPACITY


def test_seats_of_the_dead_come_back_after_their_hold(tmp_path: Path, base: Base) -> None:
    house = found(tmp_path, slots=1, capacity=20, database=base.url)
    with serving(house) as (one, _), serving(house) as (two, process):
        crowd([one, two], f"/g/{house.slug}", 10)
        process.send_signal(signal.SIGKILL)
        kept = base.asked(FACTS)
        crowd([one], f"/g/{house.slug}", 10)
        before = get(one, f"/g/{house.slug}")[1]["x-coterie-slot"]
        base.changed(f"UPDATE joining_tickets SET held_until = {AN_HOUR_AGO[bool(base.url)]} WHERE state = 'held'")
        after = [get(one, f"/g/{house.slug}")[1]["x-coterie-slot"] for _ in range(19)]

    assert (kept, before) == ((10, 10), "wait")
    assert Counter(after) == {"1": 19}
    assert base.asked(FACTS) == (20, 20), "who waited has the first of them"


AN_HOUR_AGO = {False: "datetime('now', '-1 hour')", True: "now() - interval '1 hour'"}
CRAWLERS = ("Mozilla/5.0 (compatible; Googlebot/2.1)", "WhatsApp/2.23.20.0 A", "Baiduspider/2.0", "Twitterbot/1.0")


def test_ten_thousand_looks_of_crawlers_take_no_seat(tmp_path: Path) -> None:
    house = found(tmp_path, slots=1, capacity=50)
    with serving(house) as (port, process):
        with ThreadPoolExecutor(16) as pool:
            looks = pool.map(
                lambda number: get(port, f"/g/{house.slug}", **{"User-Agent": CRAWLERS[number % 4]}), range(10_000)
            )
            answers = Counter((status, headers["x-coterie-slot"]) for status, headers in looks)
        seat = get(port, f"/g/{house.slug}")[1]["x-coterie-slot"]
        process.send_signal(signal.SIGTERM)
        process.wait(10)

    base = Base("", tmp_path / "coterie.sqlite3")
    assert (answers, seat) == ({(302, "wait"): 10_000}, "1")
    assert base.asked(FACTS) == (1, 1)
    assert base.asked("SELECT views, visitors, machine_looks FROM joining_codes") == (1, 1, 10_000)


@pytest.mark.postgres
def test_one_server_forgets_what_another_changed(tmp_path: Path, postgres_url: str) -> None:
    house, base = found(tmp_path, slots=2, capacity=50, database=postgres_url), Base(postgres_url, tmp_path)
    with serving(house) as (one, _):
        first = get(one, f"/g/{house.slug}")[1]
        cookie = cookie_in(first)
        remembered = [get(one, f"/g/{house.slug}", Cookie=cookie)[1]["x-coterie-slot"] for _ in range(2)]
        base.changed("UPDATE joining_slots SET expires_at = now() - interval '1 minute' WHERE number = 1")
        silent = get(one, f"/g/{house.slug}", Cookie=cookie)[1]["x-coterie-slot"]
        subprocess.run([sys.executable, "-c", TELL, house.slug], env=house.environment, check=True)
        until = time.monotonic() + 10
        while (heard := get(one, f"/g/{house.slug}", Cookie=cookie)[1]["x-coterie-slot"]) == "1":
            assert time.monotonic() < until, "the news did not come"

    assert (remembered, silent, heard) == (["1", "1"], "1", "2")


TELL = """
import sys, time, django
django.setup()
from coterie.platform.live import tell_now
tell_now("codes", {"slug": sys.argv[1]})
time.sleep(1)  # a carrier posts from a thread of its own
"""


class Stream(threading.Thread):
    """New visitors, one after the other, until the server is gone; keeps what was answered."""

    def __init__(self, port: int, path: str) -> None:
        super().__init__(daemon=True)
        self.port, self.path = port, path
        self.answered: dict[int, str] = {}
        self.start()

    def run(self) -> None:
        try:
            while True:
                status, headers = get(self.port, self.path)
                assert status == 302
                self.answered[visitor_of(headers)] = headers["x-coterie-slot"]
        except (OSError, http.client.HTTPException):
            return


def test_every_answered_seat_survives_a_kill(tmp_path: Path) -> None:
    house = found(tmp_path, slots=4, capacity=100_000)
    answered: dict[int, str] = {}
    for moment in (0.2, 0.5, 0.9):
        with serving(house) as (port, process):
            streams = [Stream(port, f"/g/{house.slug}") for _ in range(16)]
            time.sleep(moment)
            process.send_signal(signal.SIGKILL)
            for stream in streams:
                stream.join(30)
                answered |= stream.answered

    with sqlite3.connect(tmp_path / "coterie.sqlite3") as database:
        kept = dict(
            database.execute(
                "SELECT visitor, CAST(number AS TEXT) FROM joining_tickets t JOIN joining_slots s ON s.id = t.slot_id"
            )
        )
        taken, held = database.execute(FACTS).fetchone()
        told = database.execute("SELECT count(*) FROM events WHERE kind = 'code_scanned'").fetchone()[0]
    assert len(answered) > 30
    assert {visitor: slot for visitor, slot in answered.items() if kept.get(visitor) != slot} == {}
    assert taken == held == told == len(kept)


def test_server_stops_within_two_seconds_with_streams_open(tmp_path: Path) -> None:
    house = found(tmp_path, slots=1, capacity=9)
    with serving(house) as (port, process):
        stream = open_stream(port, house.environment)
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        with stream:
            rest = stream.read()
        code = process.wait(10)
        lasted = time.monotonic() - begun

    assert (rest.endswith(b": open\n\n"), code) == (True, -signal.SIGTERM)
    assert lasted < 4, "two seconds, and as much again for a busy machine"


def open_stream(port: int, environment: dict[str, str]) -> http.client.HTTPResponse:
    said = subprocess.run([sys.executable, "-c", ADMIT], env=environment, capture_output=True, text=True, check=True)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", f"/live/{said.stdout.strip()}", headers={"Connection": "close"})
    answer = connection.getresponse()
    assert answer.status == 200
    return answer
