"""Locked rows: two who read before they write do not lose one another's change."""

import threading

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from coterie.kit.db.rows import altered, lock, locked
from coterie.kit.errors import NotFound
from coterie.platform.events.models import Cursor

pytestmark = pytest.mark.django_db(transaction=True)


def add(times, take):
    for _ in range(times):
        with transaction.atomic():
            row = take(Cursor.objects.filter(receiver="counter"))
            row.event += 1
            row.save()
    connection.close()


def count_up(take):
    Cursor.objects.create(receiver="counter")
    threads = [threading.Thread(target=add, args=(30, take)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Cursor.objects.get().event


def test_no_change_is_lost_under_the_lock():
    assert count_up(locked) == 120


def test_missing_row_is_not_found():
    with transaction.atomic(), pytest.raises(NotFound):
        locked(Cursor.objects.filter(receiver="nobody"))


def test_lock_outside_a_transaction_is_a_mistake():
    with pytest.raises(TransactionManagementError):
        lock(Cursor.objects.all())


def test_altered_sets_and_names_what_is_different_alone():
    class Row:
        name, size, note = "a", 1, ""

    row = Row()

    fields = altered(row, {"size": 2, "note": "n", "name": "a"})

    assert (fields, row.name, row.size, row.note) == (["note", "size"], "a", 2, "n")
    assert altered(row, {"size": 2}) == []
