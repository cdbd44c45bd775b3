"""`kill -9` while programs write with keys: they try again until they are answered, and nothing is done twice."""

import json
import os
import random
import socket
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

import pytest

from tests.install import new_install
from tests.trust.test_sudden_death import crowd_for
from tests.trust.visitors import GONE, PATIENCE_S, Crowd

MOMENTS = int(os.environ.get("TRUST_MOMENTS", "3"))
WRITERS = 4


class Writers:
    """Threads that say one thing after the other, each until it is acknowledged."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.said: dict[str, str] = {}
        """Message key by its text."""
        self.refused: list[int] = []
        self.again = 0
        self.replayed = 0
        self.stopped = threading.Event()

    def run(self, writer: int) -> None:
        number = 0
        while not self.stopped.is_set():
            number += 1
            self.say(f"{writer} says {number}")

    def say(self, text: str) -> None:
        """Say something, however often it takes."""
        while True:
            try:
                self.said[text] = self.asked(text)
            except urllib.error.HTTPError as answer:
                answer.close()
                self.refused.append(answer.code)
            except GONE:
                pass
            else:
                return
            self.again += 1
            time.sleep(0.02)

    def asked(self, text: str) -> str:
        crowd = self.crowd
        head = {
            "Authorization": f"Bearer {crowd.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": text.replace(" ", "-"),
        }
        where = f"{crowd.install.address}/api/v1/communities/crash/groups/{crowd.room}/messages"
        request = urllib.request.Request(where, json.dumps({"text": text}).encode(), head)
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            self.replayed += "Idempotency-Replayed" in answer.headers
            return json.load(answer)["key"]


@pytest.mark.slow
@pytest.mark.trust
@pytest.mark.timeout(1800)
def test_what_is_tried_again_is_done_once(tmp_path: Path) -> None:
    install = new_install(tmp_path / "data")
    writers, dice = Writers(crowd_for(install)), random.Random(5)
    threads = [threading.Thread(target=writers.run, args=[number], daemon=True) for number in range(WRITERS)]

    for moment in range(MOMENTS):
        server = install.start("serve", "--port", str(install.port))
        install.wait()
        if not moment:
            [thread.start() for thread in threads]
        before, ends = len(writers.said), time.monotonic() + 30
        while len(writers.said) < before + 2 * WRITERS:
            assert time.monotonic() < ends
            time.sleep(0.01)
        time.sleep(dice.random() * 0.4)
        server.kill()
        server.communicate()
    with install.serving():
        writers.stopped.set()
        [thread.join(60) for thread in threads]

    base = sqlite3.connect(install.data / "coterie.sqlite3")
    kept = Counter(base.execute("SELECT text, key FROM talk_messages"))
    base.close()
    print(
        f"{MOMENTS} deaths: {len(writers.said)} messages, {writers.again} tries again, {writers.replayed} answered from what was kept"
    )
    assert [thread for thread in threads if thread.is_alive()] == []
    assert writers.refused == []
    assert kept == Counter(writers.said.items())
    assert writers.again > 0


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_call_that_was_cut_off_was_never_made(tmp_path: Path) -> None:
    """Whoever gave up before the last byte asks again with the same key, and is served."""
    install = new_install(tmp_path / "data")
    writers = Writers(crowd_for(install))
    crowd = writers.crowd
    text = json.dumps({"text": "cut off"}).encode()
    head = (
        f"POST /api/v1/communities/crash/groups/{crowd.room}/messages HTTP/1.1\r\nHost: x\r\n"
        f"Authorization: Bearer {crowd.token}\r\nContent-Type: application/json\r\n"
        f"Idempotency-Key: cut-off\r\nContent-Length: {len(text)}\r\n\r\n"
    ).encode()
    with install.serving():
        for length in (0, 1, len(text) - 1):
            with socket.create_connection(("127.0.0.1", install.port)) as line:
                line.sendall(head + text[:length])
            time.sleep(1)
        key = writers.asked("cut off")

    base = sqlite3.connect(install.data / "coterie.sqlite3")
    kept = list(base.execute("SELECT text, key FROM talk_messages"))
    base.close()
    assert kept == [("cut off", key)]
