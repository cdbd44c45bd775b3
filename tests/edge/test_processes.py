"""Servers as they run for people: several at once, killed, stopped."""

import http.client
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
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


def test_two_servers_on_one_file_share_the_seats(tmp_path: Path) -> None:
    house = found(tmp_path, slots=SLOTS, capacity=CAPACITY)
    with serving(house) as (one, _), serving(house) as (two, _):
        answers = crowd([one, two], f"/g/{house.slug}", VISITORS)
        again = [get(two, f"/g/{house.slug}", Cookie=answers[0][1]["set-cookie"].partition(";")[0]) for _ in range(20)]

    with sqlite3.connect(tmp_path / "coterie.sqlite3") as database:
        assert database.execute(FACTS).fetchone() == (SLOTS * CAPACITY, SLOTS * CAPACITY)
    assert shown(answers) == FULL_HOUSE
    assert set(shown(again)) == {answers[0][1]["x-coterie-slot"]}


@pytest.mark.postgres
def test_two_servers_on_postgres_share_the_seats(tmp_path: Path, postgres_url: str) -> None:
    house = found(tmp_path, slots=SLOTS, capacity=CAPACITY, database=postgres_url)
    with serving(house) as (one, _), serving(house) as (two, _):
        answers = crowd([one, two], f"/g/{house.slug}", VISITORS)

    with psycopg.connect(postgres_url) as database:
        assert database.execute(FACTS).fetchone() == (SLOTS * CAPACITY, SLOTS * CAPACITY)
    assert shown(answers) == FULL_HOUSE


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
