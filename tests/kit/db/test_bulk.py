"""Rows by the thousand: in their order, with what is the same in all, on both databases."""

import threading

import pytest
from django.db import connection, transaction

from coterie.kit.db.bulk import FEW, new_numbers, put
from coterie.kit.db.statement import AT_ONCE, rows_by_the_thousand
from coterie.platform.events.models import Cursor, LoggedEvent

EVENT = ("kind", "subject", "data")


def put_events(count, **how):
    put("events", EVENT, ((f"kind {place}", place, "{}") for place in range(count)), **how)


@pytest.mark.django_db
@pytest.mark.parametrize("together", [1, 7])
@pytest.mark.parametrize("count", [0, 1, 7, 20, 2 * FEW])
def test_rows_are_written_in_their_order(count, together):
    put_events(count, same={"at": "2026-03-01 12:00:00+00:00", "community": 5}, together=together)

    logged = LoggedEvent.objects.order_by("id").values_list("kind", "subject", "community", "member")
    assert list(logged) == [(f"kind {place}", place, 5, None) for place in range(count)]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [2, 2 * FEW])
def test_texts_stay_as_they_are(count):
    odd = "tab\t quote' back\\slash %s ? \\N \\. \n“茶”"

    put(
        "event_cursors",
        ("receiver", "holder"),
        [(f"r{place}", odd) for place in range(count)],
        same={"tx": 3, "event": 4},
    )

    assert set(Cursor.objects.values_list("holder", "tx", "event", "lease_until")) == {(odd, 3, 4, None)}
    assert Cursor.objects.count() == count


@pytest.mark.django_db
def test_numbers_follow_on_from_rows_that_were_there():
    put_events(3, same={"at": "2026-03-01 12:00:00+00:00"})
    last = LoggedEvent.objects.order_by("id").last().id

    numbers = new_numbers("events", 4)
    put(
        "events",
        ("id", *EVENT),
        [(number, "numbered", 1, "{}") for number in numbers],
        same={"at": "2026-03-01 12:00Z"},
    )
    put_events(1, same={"at": "2026-03-01 12:00:00+00:00"})

    assert list(numbers) == sorted(set(numbers))
    assert [numbers[0] > last, len(numbers)] == [True, 4]
    assert list(LoggedEvent.objects.filter(kind="numbered").order_by("id").values_list("id", flat=True)) == list(
        numbers
    )
    assert LoggedEvent.objects.order_by("id").last().id > numbers[-1]


@pytest.mark.django_db(transaction=True)
def test_numbers_are_given_to_one_only():
    given = []

    def take():
        with transaction.atomic():
            numbers = new_numbers("events", 60)
            rows = [(number, "numbered", 1, "{}") for number in numbers]
            put("events", ("id", *EVENT), rows, same={"at": "2026-03-01 12:00:00+00:00"})
        given.extend(numbers)
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(given)) == len(given) == 360
    assert set(LoggedEvent.objects.values_list("id", flat=True)) == set(given)


@pytest.mark.django_db
def test_more_values_than_one_statement_takes():
    put_events(5, same={"at": "2026-03-01 12:00:00+00:00", "community": 5})
    asked = "SELECT subject FROM events WHERE community = %s AND subject IN ({}) ORDER BY subject"

    found = rows_by_the_thousand(asked, range(2, 2 * AT_ONCE + 10), 5)

    assert [subject for (subject,) in found] == [2, 3, 4]
