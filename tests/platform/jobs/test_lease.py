"""A job belongs to one worker at a time, and to another when that one dies."""

from datetime import timedelta

from coterie.kit.clock import now, shifted
from coterie.platform.jobs import queue
from coterie.platform.jobs.chore import drain
from coterie.platform.jobs.enums import JobState
from coterie.platform.jobs.models import Job
from tests.platform.jobs import chores

MINE = "elsewhere:1:mine"


def test_claimed_job_is_nobody_else_s():
    chores.write.enqueue("x")

    assert queue.claim(holder="one", now=now()) is not None
    assert queue.claim(holder="two", now=now()) is None


def test_job_of_a_silent_worker_is_put_back_when_its_lease_ends():
    chores.write.enqueue("x")
    queue.claim(holder="elsewhere:1:other", now=now())

    assert queue.reap(mine=MINE, now=now()) == 0
    assert queue.reap(mine=MINE, now=now() + queue.LEASE + timedelta(seconds=1)) == 1
    with shifted(queue.LEASE * 2):
        assert drain() == 1
    assert chores.notes() == ["x"]


def test_renewed_lease_is_kept():
    chores.write.enqueue("x")
    job = queue.claim(holder="elsewhere:1:other", now=now())
    later = now() + queue.LEASE - timedelta(seconds=1)
    queue.renew([job.id], holder="elsewhere:1:other", now=later)

    assert queue.reap(mine=MINE, now=later + timedelta(seconds=5)) == 0


def test_job_that_kills_its_workers_is_dead_in_the_end():
    chores.fail.enqueue("x")
    later = now()
    for _ in range(3):
        queue.claim(holder="elsewhere:1:other", now=later)
        later += queue.LEASE * 2
        queue.reap(mine=MINE, now=later)

    assert Job.objects.get().state == JobState.DEAD


def test_late_worker_s_outcome_is_dropped():
    chores.write.enqueue("x")
    late = queue.claim(holder="one", now=now())
    queue.reap(mine=MINE, now=now() + queue.LEASE * 2)
    queue.claim(holder="two", now=now() + queue.LEASE * 2)

    queue.fail(late, ValueError("late"), now=now())

    assert queue.finish(late, "late", forget=False, now=now()) is False
    assert (Job.objects.get().state, Job.objects.get().holder, len(Job.objects.get().errors)) == ("running", "two", 1)
