"""The negative control of the row lock; on SQLite the transaction itself is the lock."""

import threading

import pytest
from django.db import connection, transaction

from coterie.platform.events.models import Cursor

pytestmark = pytest.mark.django_db(transaction=True)


def add_without_lock():
    for _ in range(30):
        with transaction.atomic():
            row = Cursor.objects.get(receiver="counter")
            row.event += 1
            row.save()
    connection.close()


def test_changes_are_lost_without_the_lock():
    Cursor.objects.create(receiver="counter")
    threads = [threading.Thread(target=add_without_lock) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Cursor.objects.get().event < 120
