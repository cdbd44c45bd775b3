"""On PostgreSQL a number is given before the commit: readers must not run past a late one."""

import time

import psycopg
import pytest
from django.db import connection

from coterie.platform.events.epoch import continue_order
from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.position import Position, await_order, events_after

pytestmark = pytest.mark.django_db(transaction=True)

INSERT = "INSERT INTO events (at, kind, data) VALUES (now(), %s, '{}')"


@pytest.fixture
def early():
    with another() as line:
        yield line


@pytest.fixture
def late():
    with another() as line:
        yield line


def another():
    known = connection.get_connection_params()
    return psycopg.connect(**{name: known[name] for name in ("dbname", "user", "host", "port") if name in known})


def read_all():
    """Read as a receiver does, until nothing is left; return the kinds."""
    kinds = []
    while page := events_after(read_all.position, limit=2):
        kinds += [event.kind for event in page]
        read_all.position = Position.of(page[-1])
    return kinds


def read_until(kind):
    """Read until `kind` has come: transactions of other databases of the server may hold it back for a moment."""
    kinds, ends = [], time.monotonic() + 10
    while kind not in kinds and time.monotonic() < ends:
        kinds += read_all()
    return kinds


@pytest.fixture(autouse=True)
def _from_the_start():
    read_all.position = Position()


def test_event_committed_late_is_not_skipped(early, late):
    early.execute(INSERT, ["early"])
    late.execute(INSERT, ["late"])
    late.commit()
    before = read_all()
    early.commit()
    await_order()

    assert before == []
    assert read_all() == ["early", "late"]
    assert read_all() == []


def test_reading_by_number_alone_would_skip_it(early, late):
    """The negative control."""
    early.execute(INSERT, ["early"])
    late.execute(INSERT, ["late"])
    late.commit()
    last = LoggedEvent.objects.order_by("-id").first().id
    early.commit()

    assert list(LoggedEvent.objects.filter(id__gt=last)) == []


def test_order_is_that_of_transactions_and_each_comes_once(early, late):
    early.execute("SELECT pg_current_xact_id()")
    late.execute(INSERT, ["late 1"])
    early.execute(INSERT, ["early 1"])
    late.execute(INSERT, ["late 2"])
    early.execute(INSERT, ["early 2"])
    early.commit()
    settled = read_until("early 2")
    late.commit()
    await_order()

    assert settled == ["early 1", "early 2"]
    assert read_all() == ["late 1", "late 2"]


def test_order_goes_on_when_a_server_counts_from_lower(early):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO events (at, kind, data, tx) VALUES (now(), 'old', '{}', event_tx() + 1000000)")
    raised = continue_order()
    early.execute(INSERT, ["new"])
    early.commit()
    await_order()

    try:
        assert raised > 0
        assert continue_order() == 0
        assert read_all() == ["old", "new"]
    finally:
        _reset()


def _reset():
    from coterie.platform.events.epoch import FUNCTIONS

    with connection.cursor() as cursor:
        cursor.execute(FUNCTIONS.format(offset=0))
