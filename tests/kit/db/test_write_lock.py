"""SQLite's writers take turns."""

import threading
import time

import pytest
from django.db import OperationalError, connection, transaction

from coterie.kit.db.write_lock import WriteLock
from coterie.platform.events.models import LoggedEvent

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 8
TIMES = 60


@pytest.fixture
def counter():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE counter (n integer, m integer)")
        cursor.execute("INSERT INTO counter VALUES (0, 0)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE counter")


def both():
    with connection.cursor() as cursor:
        cursor.execute("SELECT n, m FROM counter")
        return cursor.fetchone()


def at_once(work):
    """Run `work` in THREADS threads; return the errors."""
    errors = []

    def run():
        try:
            work()
        except Exception as error:  # noqa: BLE001
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def read_and_write():
    with connection.cursor() as cursor:
        cursor.execute("SELECT n FROM counter")
        (number,) = cursor.fetchone()
        time.sleep(0.0002)
        cursor.execute("UPDATE counter SET n = %s", [number + 1])


def test_eight_threads_lose_no_update_and_see_no_error(counter):
    def work():
        for _ in range(TIMES):
            with transaction.atomic():
                read_and_write()
            with connection.cursor() as cursor:
                cursor.execute("UPDATE counter SET m = m + 1")

    assert at_once(work) == []
    assert both() == (THREADS * TIMES, THREADS * TIMES)


def test_updates_are_lost_when_the_transaction_is_left_out(counter):
    """The negative control: the test above can fail."""
    assert at_once(lambda: [read_and_write() for _ in range(TIMES)]) == []
    assert both()[0] < THREADS * TIMES


def free():
    """Say whether another connection could write at once."""
    lock = connection.turn._lock
    came = lock.acquire(0)
    if came:
        lock.release()
    return came


def test_turn_is_held_to_the_end_of_the_outermost_transaction(counter):
    with transaction.atomic():
        with transaction.atomic():
            assert not free()
        assert not free()

    assert free()


def test_turn_is_given_back_after_an_exception(counter):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        1 / 0  # noqa: B018
    assert free()

    with transaction.atomic():
        with pytest.raises(OperationalError), transaction.atomic():
            connection.cursor().execute("UPDATE nothing SET n = 1")
        assert not free()
    assert free()

    with pytest.raises(OperationalError):
        connection.cursor().execute("UPDATE nothing SET n = 1")
    assert free()


def test_turn_is_given_back_when_the_connection_closes_inside_a_transaction(counter):
    with transaction.atomic():
        connection.close()

    assert free_again()


def test_turn_is_given_back_when_its_thread_dies_with_an_open_transaction(counter):
    thread = threading.Thread(target=transaction.atomic().__enter__)
    thread.start()
    thread.join()
    import gc

    gc.collect()

    assert free_again()


def free_again():
    connection.ensure_connection()
    return free()


def test_reading_needs_no_turn(counter):
    def read():
        connection.ensure_connection()
        done.append(both())
        connection.close()

    done = []
    with transaction.atomic():
        reader = threading.Thread(target=read)
        reader.start()
        reader.join(5)

    assert done == [(0, 0)]


def test_waiting_for_a_turn_has_an_end(counter, monkeypatch):
    lock = connection.turn._lock
    monkeypatch.setattr(connection.turn, "_timeout", 0.05)
    lock.acquire(1)
    try:
        with pytest.raises(OperationalError, match="no turn"), transaction.atomic():
            pass
    finally:
        lock.release()

    assert both() == (0, 0)


def test_turns_come_in_the_order_of_waiting():
    lock, order = WriteLock(), []
    lock.acquire(1)

    def wait(number):
        lock.acquire(5)
        order.append(number)
        lock.release()

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(6)]
    for number, thread in enumerate(threads):
        thread.start()
        while len(lock._queue) <= number:
            time.sleep(0.001)
    lock.release()
    for thread in threads:
        thread.join()

    assert order == [0, 1, 2, 3, 4, 5]


def test_flush_empties_a_table_whose_trigger_refuses_it_and_keeps_the_trigger():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TRIGGER stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'stays'); END")
        cursor.execute("INSERT INTO events (at, kind, tx, data) VALUES ('2026-01-01', 'x', 0, '{}')")
        connection.ops.execute_sql_flush(connection.ops.sql_flush(_plain(), ["events"]))
        cursor.execute("SELECT name FROM sqlite_master WHERE name = 'stay'")
        kept = cursor.fetchall()
        cursor.execute("DROP TRIGGER stay")

    assert kept == [("stay",)]
    assert LoggedEvent.objects.count() == 0


def _plain():
    from django.core.management.color import no_style

    return no_style()
