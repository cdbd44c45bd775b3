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
def _effects():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE effects (receiver text, subject bigint)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE effects")


def publish(subjects):
    with transaction.atomic():
        insert_rows([EventRow(NOW, "something_happened", subject % 7, subject=subject) for subject in subjects])


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_effects")
def test_killed_readers_lose_and_double_nothing():
    chance = random.Random(7)
    count = 150 * (DEATHS + 1)
    died_at_work = 0

    for death in range(DEATHS + 1):
        publish(range(death * 150, (death + 1) * 150))
        reader = start(READER, count * 3)
        assert reader.stdout.readline() == "reading\n"
        if death < DEATHS:
            time.sleep(chance.uniform(0.02, 0.25))
            reader.kill()
            died_at_work += heard() < (death + 1) * 450
        assert reader.wait(60) == (0 if death == DEATHS else -9)
        reader.stdout.close()
        reader.stdin.close()

    with connection.cursor() as cursor:
        cursor.execute("SELECT receiver, subject FROM effects")
        effects = Counter(cursor.fetchall())
    assert died_at_work > 0
    assert effects == Counter({(name, subject): 1 for name in "abc" for subject in range(count)})


def heard():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM effects")
        return cursor.fetchone()[0]
