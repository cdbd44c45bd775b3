"""Jobs are written with the change that wants them, run, tried again, and laid dead."""

from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks import default_task_backend
from django_tasks.base import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from coterie.kit.clock import now, shifted
from coterie.kit.errors import NotFound
from coterie.platform.jobs import queue, standing
from coterie.platform.jobs.chore import drain
from coterie.platform.jobs.enums import JobState
from coterie.platform.jobs.models import Job
from coterie.platform.jobs.unique import unique
from tests.platform.jobs import chores

A_DAY = timedelta(days=1)


def states():
    return list(Job.objects.order_by("id").values_list("state", flat=True))


def run_out(tries):
    """Let a failing job have all its tries."""
    for days in range(tries):
        with shifted(days * A_DAY):
            drain()


def test_job_runs_and_its_result_can_be_read():
    result = chores.write.enqueue("hello")
    assert result.status == TaskResultStatus.READY

    assert drain() == 1
    result.refresh()

    assert chores.notes() == ["hello"]
    assert (result.status, result.return_value, result.attempts) == (TaskResultStatus.SUCCESSFUL, {"length": 5}, 1)
    assert drain() == 0


def test_job_goes_back_with_its_change():
    def change():
        with transaction.atomic():
            chores.write.enqueue("hello")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()

    assert drain() == 0


def test_higher_priority_runs_first_then_who_came_first():
    chores.write.enqueue("second")
    chores.write.enqueue("third")
    chores.write.using(priority=5).enqueue("first")

    drain()

    assert chores.notes() == ["first", "second", "third"]


def test_job_for_later_waits_for_its_time():
    chores.write.using(run_after=now() + A_DAY).enqueue("later")

    assert drain() == 0
    with shifted(A_DAY):
        assert drain() == 1


def test_failing_job_pauses_longer_each_time_and_then_is_dead():
    result = chores.fail.enqueue("x")

    assert drain() == 1
    assert drain() == 0
    with shifted(queue.FIRST_PAUSE * 1.3):
        assert drain() == 1
    with shifted(queue.FIRST_PAUSE * 2.6):
        assert drain() == 0
    run_out(1)
    with shifted(A_DAY):
        drain()
    result.refresh()

    assert (result.status, result.attempts, chores.notes()) == (TaskResultStatus.FAILED, 3, ["x"] * 3)
    assert result.errors[-1].exception_class is ValueError
    assert "no x please" in result.errors[-1].traceback
    assert [job.state for job in standing.dead_jobs()] == [JobState.DEAD]


def test_pauses_grow_to_an_hour_and_differ():
    pauses = [queue.pause(attempts) for attempts in range(1, 12)]

    assert timedelta(seconds=4) <= pauses[0] <= timedelta(seconds=6)
    assert pauses[0] < pauses[1] < pauses[2] < pauses[3]
    assert max(pauses) <= queue.LONGEST_PAUSE * 1.2
    assert len({queue.pause(3) for _ in range(10)}) > 1


def test_operator_gives_a_dead_job_its_tries_again_or_lets_it_go():
    chores.fail.enqueue("x")
    chores.fail.enqueue("y")
    run_out(3)
    first, second = standing.dead_jobs().order_by("id")

    with transaction.atomic():
        standing.retry(first.id, now=now())
        standing.dismiss(second.id)
    drain()

    assert chores.notes().count("x") == 4
    assert list(Job.objects.values_list("id", flat=True)) == [first.id]
    with transaction.atomic(), pytest.raises(NotFound):
        standing.retry(second.id, now=now())


@pytest.mark.parametrize("bad", [chores.leave, chores.unsayable])
def test_task_that_leaves_or_returns_what_cannot_be_kept_has_failed(bad):
    bad.enqueue()

    drain()

    assert states() == [JobState.READY]
    assert Job.objects.get().errors


def test_task_that_is_gone_fails_and_can_be_retried_after_it_is_back():
    chores.write.enqueue("x")
    Job.objects.update(task="coterie.nowhere.tasks.gone")

    drain()

    assert "ModuleNotFoundError" in Job.objects.get().errors[0]["class"]


def test_arguments_are_forgotten_once_done_where_the_task_says_so():
    chores.forget.enqueue("secret")
    chores.write.enqueue(text="kept")

    drain()

    assert [(job.args, job.kwargs) for job in Job.objects.order_by("id")] == [([], {}), ([], {"text": "kept"})]


def test_task_may_know_its_attempt_and_may_be_async():
    chores.attempt.enqueue("x")
    result = chores.later.enqueue()

    drain()
    result.refresh()

    assert chores.notes() == ["x 1"]
    assert result.return_value == "async"


def test_unique_job_waits_once():
    with unique("a"):
        first = chores.write.enqueue("a")
        again = chores.write.enqueue("a")
    with unique("b"):
        other = chores.write.enqueue("b")
    free = chores.write.enqueue("c")

    assert len({first.id, again.id, other.id, free.id}) == 3
    assert drain() == 3


def test_unique_job_may_be_enqueued_while_one_runs_but_does_not_run_beside_it():
    with unique("a"):
        chores.write.enqueue("first")
        running = queue.claim(holder="one", now=now())
        chores.write.enqueue("second")

    assert queue.claim(holder="two", now=now()) is None
    queue.finish(running, None, forget=False, now=now())
    assert queue.claim(holder="two", now=now()).args == ["second"]


def test_failed_unique_job_makes_way_for_the_one_that_waits():
    with unique("a"):
        chores.fail.enqueue("first")
        running = queue.claim(holder="one", now=now())
        chores.write.enqueue("second")
    queue.fail(running, ValueError("x"), now=now())

    assert states() == [JobState.REPLACED, JobState.READY]
    assert drain() == 1


def test_result_of_nothing_does_not_exist():
    with pytest.raises(TaskResultDoesNotExist):
        default_task_backend.get_result("nothing")


def test_standing_counts_by_task():
    chores.write.enqueue("now")
    chores.write.using(run_after=now() + A_DAY).enqueue("later")
    chores.fail.enqueue("x")
    queue.claim(holder="one", now=now())

    with shifted(timedelta(seconds=1)):
        (failing, writing) = standing.standings(now=now())

    assert (failing.task.rpartition(".")[2], failing.ready, failing.late, failing.running) == ("fail", 1, 1, 0)
    assert (writing.task.rpartition(".")[2], writing.ready, writing.late, writing.running) == ("write", 1, 0, 1)
