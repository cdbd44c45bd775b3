"""The worker: wakes at once, stops in time, and may die at any moment."""

import threading
import time
from collections import Counter

import pytest
from django.db import connection, transaction

from coterie.kit.clock import now
from coterie.platform.events.log import EventRow, insert_rows
from coterie.platform.events.models import Cursor
from coterie.platform.events.receiver import RECEIVERS, Receiver
from coterie.platform.jobs import queue, schedule
from coterie.platform.jobs.enums import JobState
from coterie.platform.jobs.models import Job
from coterie.platform.jobs.schedule import every
from coterie.platform.jobs.worker import Worker
from tests.platform.jobs import chores
from tests.platform.process import start

PATIENCE = 20
WORKER = """
import threading
from coterie.platform.jobs.schedule import SCHEDULE
from coterie.platform.jobs.worker import Worker
SCHEDULE.clear()
print("working", flush=True)  # before it may die of its first job
with Worker(threads=3, receivers=False):
    sys.stdin.read()
"""


def eventually(true):
    ends = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < ends, "it never came true"
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def _no_schedule(monkeypatch):
    monkeypatch.setattr(schedule, "SCHEDULE", {})


@pytest.fixture
def process():
    """Start worker processes; end those that still live."""
    started = []

    def begin():
        worker = start(WORKER)
        started.append(worker)
        assert worker.stdout.readline() == "working\n"
        return worker

    yield begin
    for worker in started:
        worker.kill()
        worker.wait()
        worker.stdout.close()
        worker.stdin.close()


def test_worker_runs_jobs_and_receivers_and_the_schedule(monkeypatch):
    heard = []
    monkeypatch.setitem(
        RECEIVERS, "test_ear", Receiver("test_ear", None, lambda event, now: heard.append(event.subject))
    )
    every(days=1)(chores.tick)

    with Worker() as worker:
        assert worker.alive
        with transaction.atomic():
            chores.write.enqueue("x")
            insert_rows([EventRow(now(), "something_happened", 1, subject=7)])
        eventually(lambda: sorted(chores.notes()) == ["tick", "x"] and heard == [7])

    assert set(Cursor.objects.values_list("holder", flat=True)) == {""}


@pytest.fixture
def _sleepy(monkeypatch):
    """Let idle threads sleep until they are woken."""
    monkeypatch.setattr("coterie.platform.jobs.loop.FIRST_PAUSE", 60)
    monkeypatch.setattr("coterie.platform.jobs.worker.IDLE", 60)


@pytest.fixture
def release():
    """Hold the jobs that wait to be released; let them go at the end whatever happens."""
    chores.RELEASED.clear()
    yield chores.RELEASED.set
    chores.RELEASED.set()


@pytest.mark.usefixtures("_sleepy")
def test_sleeping_worker_wakes_when_a_job_comes():
    with Worker(receivers=False):
        time.sleep(0.5)
        chores.write.enqueue("x")
        eventually(lambda: chores.notes() == ["x"])


def test_worker_stops_without_waiting_for_a_long_job_and_leaves_it_to_others(release):
    worker = Worker()
    worker.start()
    chores.held.enqueue("long")
    eventually(lambda: Job.objects.filter(state=JobState.RUNNING).exists())

    assert worker.stop(0.5) is False
    assert Job.objects.get().lease_until < now() + queue.LEASE / 2
    assert chores.notes() == []
    release()
    eventually(lambda: not any(loop.is_alive() for loop in worker._loops))


@pytest.mark.usefixtures("_sleepy")
def test_sleeping_worker_stops_when_it_is_told():
    def live():
        Worker().run(stop)
        connection.close()

    stop = threading.Event()
    life = threading.Thread(target=live)
    life.start()
    time.sleep(0.5)
    stop.set()
    life.join(PATIENCE)

    assert not life.is_alive()


def test_worker_survives_a_database_that_fails_for_a_while(monkeypatch, caplog):
    claim, failures = queue.claim, iter([ValueError("away")] * 2)
    monkeypatch.setattr(
        queue, "claim", lambda **known: claim(**known) if not (e := next(failures, None)) else _raise(e)
    )

    with Worker(threads=1, receivers=False):
        chores.write.enqueue("x")
        eventually(lambda: chores.notes() == ["x"])

    assert "trying again" in caplog.text


def _raise(error):
    raise error


def test_long_job_keeps_its_lease(monkeypatch, release):
    monkeypatch.setattr(queue, "LEASE", queue.LEASE / 10)
    monkeypatch.setattr(queue.claim, "__kwdefaults__", {"lease": queue.LEASE})
    monkeypatch.setattr(queue.renew, "__kwdefaults__", {"lease": queue.LEASE})
    monkeypatch.setattr("coterie.platform.jobs.worker.IDLE", 0.1)

    with Worker(threads=1, receivers=False), Worker(threads=1, receivers=False):
        chores.held.enqueue("x")
        eventually(lambda: Job.objects.get().state == JobState.RUNNING)
        ends = Job.objects.get().lease_until
        eventually(lambda: now() > ends and Job.objects.get().lease_until > now())
        release()
        eventually(lambda: Job.objects.get().state == JobState.DONE)

    assert (Job.objects.get().attempts, chores.notes()) == (1, ["x"])


@pytest.mark.slow
def test_job_of_a_killed_process_is_run_again_by_the_next(process):
    chores.die_at_first.enqueue("x")
    first = process()
    assert first.wait(PATIENCE) == -9

    process()
    eventually(lambda: Job.objects.get().state == JobState.DONE)

    assert chores.notes() == ["x", "x"]
    assert Job.objects.get().attempts == 2


@pytest.mark.slow
def test_two_processes_never_run_one_job_twice_nor_two_of_a_key_together(process):
    from coterie.platform.jobs.unique import unique

    process(), process()
    eventually(both_work)
    with transaction.atomic(), unique("alone"):
        chores.slow.enqueue("alone", 0.5)
        for number in range(60):
            with unique(str(number)):
                chores.slow.enqueue(str(number), 0.02)
    eventually(lambda: Job.objects.filter(task__endswith="slow", state=JobState.RUNNING, unique_key="alone").exists())
    with unique("alone"):
        chores.slow.enqueue("alone", 0.1)
    eventually(lambda: Job.objects.filter(task__endswith="slow", state=JobState.DONE).count() == 62)

    with connection.cursor() as cursor:
        cursor.execute("SELECT note, began, ended FROM notes ORDER BY began")
        traces = cursor.fetchall()
    (_, _, first_ended), (_, second_began, _) = [trace for trace in traces if trace[0] == "alone"]
    assert Counter(note for note, *_ in traces) == Counter({**{str(n): 1 for n in range(60)}, "alone": 2})
    assert first_ended <= second_began
    assert len({job.holder for job in Job.objects.filter(task__endswith="slow")}) == 2


def both_work():
    """Give a little to do until two processes have done some of it."""
    chores.later.enqueue()
    return len(set(Job.objects.filter(state=JobState.DONE).values_list("holder", flat=True))) == 2
