"""Events that are written together: each is kept when its writer hears so, in few transactions."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from coterie.joining.events import PageSeen
from coterie.kit.db.desk import Desk
from coterie.platform.events import together
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW

MANY, THREADS = 400, 8


def seen(visitor):
    return PageSeen(at=NOW, community=None, actor=None, visitor=visitor)


def write(desk, visitor):
    try:
        desk.ask(seen(visitor))
        return LoggedEvent.objects.filter(visitor=visitor).count()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_each_writer_finds_its_event_kept_and_nobody_elses_is_lost():
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda visitor: write(DESK, visitor), range(1, MANY + 1)))

    assert found == [1] * MANY
    assert LoggedEvent.objects.filter(kind="page_seen").count() == MANY


DESK = Desk(together.keep)


@pytest.mark.django_db(transaction=True)
def test_those_who_wait_share_a_transaction():
    sizes, first_writes, go = [], threading.Event(), threading.Event()

    def slow(many):
        sizes.append(len(many))
        first_writes.set()
        assert go.wait(10)
        return together.keep(many)

    desk = Desk(slow)
    with ThreadPoolExecutor(THREADS) as pool:
        first = pool.submit(write, desk, 1)
        assert first_writes.wait(10)
        others = [pool.submit(write, desk, visitor) for visitor in range(2, THREADS + 1)]
        while len(desk._waiting) < THREADS - 1:
            pass
        go.set()
        found = [each.result() for each in (first, *others)]

    assert (found, sizes) == ([1] * THREADS, [1, THREADS - 1])


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_kept_is_said_to_all_who_share_it_and_the_next_are_served(monkeypatch):
    desk = Desk(together.keep)
    with monkeypatch.context() as patch:
        patch.setattr(together, "publish", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            desk.ask(seen(1))

    desk.ask(seen(2))

    assert list(LoggedEvent.objects.values_list("visitor", flat=True)) == [2]


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_an_event_belongs_to_it():
    desk = Desk(together.keep)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        desk.ask(seen(1))
        raise ZeroDivisionError

    assert not LoggedEvent.objects.exists()
