"""`kill -9` of a process that reads for receivers, again and again: nothing is lost, nothing doubled."""

import random
import time
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from coterie.platform.events.log import EventRow, insert_rows
from tests.platform.process import start

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DEATHS = 6
PATIENCE = 200
READER = """
import time
from django.db import connection, transaction
from coterie.kit.clock import now
from coterie.platform.events.models import Cursor
from coterie.platform.events.pump import Pump
from coterie.platform.events.receiver import Receiver

def ear(name):
    def hear(event, *, now):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO effects (receiver, subject) VALUES (%s, %s)", [name, event.subject])
        time.sleep(0.0005)
    return Receiver(name, None, hear)

pump = Pump({name: ear(name) for name in ("a", "b", "c")})
print("reading", flush=True)
until = int(sys.argv[1])
while True:
    if not pump.run(now=now()):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM effects")
            if cursor.fetchone()[0] >= until:
                break
        time.sleep(0.01)
print("done", flush=True)
"""


@pytest.fixture
def effects_table():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE effects (receiver text, subject bigint)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE effects")


def publish(subjects):
    with transaction.atomic():
        insert_rows([EventRow(NOW, "something_happened", subject % 7, subject=subject) for subject in subjects])


@pytest.fixture
def reader():
    """Start reading processes; none outlives its test."""
    started = []

    def begin(until):
        started.append(start(READER, until))
        assert started[-1].stdout.readline() == "reading\n"
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stdin.close()


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.django_db(transaction=True)
def test_killed_readers_lose_and_double_nothing(effects_table, reader):
    chance = random.Random(7)
    count = 150 * (DEATHS + 1)
    died_at_work = 0

    for death in range(DEATHS + 1):
        publish(range(death * 150, (death + 1) * 150))
        reading = reader(count * 3)
        if death < DEATHS:
            time.sleep(chance.uniform(0.02, 0.25))
            reading.kill()
            died_at_work += heard() < (death + 1) * 450
        assert reading.wait(PATIENCE) == (0 if death == DEATHS else -9)

    with connection.cursor() as cursor:
        cursor.execute("SELECT receiver, subject FROM effects")
        effects = Counter(cursor.fetchall())
    assert died_at_work > 0
    assert effects == Counter({(name, subject): 1 for name in "abc" for subject in range(count)})


def heard():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM effects")
        return cursor.fetchone()[0]
