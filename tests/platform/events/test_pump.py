"""Receivers hear every event of their kinds once, in order, whatever fails."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from coterie.kit.errors import NotFound
from coterie.platform.events import leases, pages, parking, pump
from coterie.platform.events.enums import ParkedState
from coterie.platform.events.log import EventRow, insert_rows
from coterie.platform.events.models import Cursor, LoggedEvent, ParkedEvent
from coterie.platform.events.position import await_order
from coterie.platform.events.pump import Pump, catch_up
from coterie.platform.events.receiver import RECEIVERS, Receiver, receiver, unknown_kinds
from coterie.platform.events.standing import standings

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def happen(*subjects, community=1, kind="something_happened"):
    with transaction.atomic():
        insert_rows([EventRow(NOW, kind, community, subject=subject) for subject in subjects])
    assert await_order()


def effects():
    """Return what the receivers did, in the database: (receiver, subject)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT receiver, subject FROM effects ORDER BY id")
        return cursor.fetchall()


class Ear:
    """A receiver whose effect is a row, and which fails where it is told to."""

    def __init__(self, name, *, kinds=None):
        self.name, self.kinds = name, kinds
        self.fails = set()

    def __call__(self, event, *, now):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO effects (receiver, subject) VALUES (%s, %s)", [self.name, event.subject])
        if event.subject in self.fails:
            raise ValueError(f"no {event.subject} please")


@pytest.fixture(autouse=True)
def _effects():
    identity = "bigserial" if connection.vendor == "postgresql" else "integer"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE effects (id {identity} PRIMARY KEY, receiver text, subject bigint)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE effects")


@pytest.fixture(autouse=True)
def _look_at_once(monkeypatch):
    monkeypatch.setattr(pump, "LOOK_AGAIN", 0)


def pump_of(*ears):
    return Pump({ear.name: Receiver(ear.name, ear.kinds and frozenset(ear.kinds), ear) for ear in ears})


def test_every_receiver_hears_its_kinds_in_order_and_once():
    all_ears, some = Ear("all"), Ear("some", kinds=["message_posted"])
    happen(1, 2)
    happen(3, kind="message_posted")
    happen(4)
    reading = pump_of(all_ears, some)

    assert reading.drain(now=NOW) > 0
    assert reading.drain(now=NOW) == 0

    assert [subject for name, subject in effects() if name == "all"] == [1, 2, 3, 4]
    assert [subject for name, subject in effects() if name == "some"] == [3]


def test_position_outlives_the_process():
    happen(*range(1, 8))
    first = pump_of(Ear("a"), quiet := Ear("quiet", kinds=["never"]))
    first.drain(now=NOW)
    first.close()
    happen(8)
    second = pump_of(Ear("a"), quiet)
    second.drain(now=NOW)

    assert [subject for _, subject in effects()] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert Cursor.objects.get(receiver="quiet").event > 0


def test_long_log_is_heard_page_by_page(monkeypatch):
    monkeypatch.setattr(pages, "PAGE", 3)
    monkeypatch.setattr(pump, "SLICE", {"sqlite": 0})
    monkeypatch.setattr(pump, "LONGEST_SLICE", 0)
    happen(*range(20))

    pump_of(Ear("a"), Ear("b")).drain(now=NOW)

    assert [subject for name, subject in effects() if name == "a"] == list(range(20))
    assert [subject for name, subject in effects() if name == "b"] == list(range(20))


def test_receivers_at_one_place_share_the_reading(monkeypatch):
    reads = []
    monkeypatch.setattr(pages, "events_after", lambda position, limit: reads.append(position) or [])

    pump_of(*[Ear(str(number)) for number in range(10)]).run(now=NOW)

    assert len(reads) == 1


def test_failing_event_leaves_no_effect_and_holds_only_its_own_lane():
    ear = Ear("a")
    ear.fails = {2}
    happen(1, 2, 3)
    happen(10, community=2)
    happen(20, community=None)
    reading = pump_of(ear, Ear("b"))

    reading.drain(now=NOW)

    assert [subject for name, subject in effects() if name == "a"] == [1, 10, 20]
    assert [subject for name, subject in effects() if name == "b"] == [1, 2, 3, 10, 20]
    assert [(row.state, row.attempts) for row in parking.parked_events()] == [("waiting", 1), ("waiting", 0)]
    assert "no 2 please" in parking.parked_events()[0].error


def test_receiver_of_many_is_given_them_together_and_one_by_one_when_it_fails():
    heard = []

    def hear_many(events, *, now):
        heard.append([event.subject for event in events])
        if 2 in heard[-1]:
            raise ValueError("no 2 please")

    happen(1, 2, 3)
    happen(10, 11, community=2)
    reading = Pump({"many": Receiver("many", None, lambda event, now: hear_many([event], now=now), hear_many)})
    reading.drain(now=NOW)
    happen(4)
    happen(12, community=2)
    reading.drain(now=NOW)

    assert heard == [[1, 2, 3, 10, 11], [1], [2], [10], [11], [12]]
    assert [row.event for row in parking.parked_events()] == sorted(row.event for row in parking.parked_events())
    assert ParkedEvent.objects.count() == 3


def test_lane_goes_on_in_order_once_the_trouble_is_over():
    ear = Ear("a")
    ear.fails = {2}
    happen(1, 2, 3)
    reading = pump_of(ear)
    reading.drain(now=NOW)
    happen(4)
    ear.fails = set()

    reading.drain(now=NOW)
    assert [subject for _, subject in effects()] == [1]

    reading.drain(now=NOW + parking.PAUSES[0])
    assert [subject for _, subject in effects()] == [1, 2, 3, 4]
    assert not ParkedEvent.objects.exists()


def park(ear, reading):
    """Let the trouble go on until the event is parked; return when that was."""
    now = NOW
    reading.drain(now=now)
    for pause in parking.PAUSES:
        now += pause
        reading.drain(now=now)
    return now


def test_event_is_parked_after_the_last_try_and_its_lane_goes_on_without_it():
    ear = Ear("a")
    ear.fails = {2}
    happen(1, 2, 3)
    reading = pump_of(ear)
    now = park(ear, reading)
    happen(4)
    reading.drain(now=now)

    parked = ParkedEvent.objects.get()
    assert [subject for _, subject in effects()] == [1, 3, 4]
    assert (parked.state, parked.attempts, parked.kind) == (ParkedState.PARKED, parking.TRIES, "something_happened")


def test_lane_that_keeps_failing_is_parked_without_waiting_each_time():
    ear = Ear("a")
    ear.fails = {2, 3, 4}
    happen(1, 2, 3, 4, 5)
    reading = pump_of(ear)

    park(ear, reading)

    assert [subject for _, subject in effects()] == [1, 5]
    assert ParkedEvent.objects.filter(state=ParkedState.PARKED).count() == 3


def test_operator_retries_or_dismisses_a_parked_event():
    ear = Ear("a")
    ear.fails = {1, 2}
    happen(1, 2)
    reading = pump_of(ear)
    now = park(ear, reading)
    ear.fails = set()
    first, second = ParkedEvent.objects.order_by("id")

    with transaction.atomic():
        parking.retry(first.id, now=now)
        parking.dismiss(second.id)
    reading.drain(now=now)

    assert [subject for _, subject in effects()] == [1]
    assert not ParkedEvent.objects.exists()
    with transaction.atomic(), pytest.raises(NotFound):
        parking.retry(first.id, now=now)


def test_receiver_is_read_for_by_one_process_at_a_time():
    happen(1)
    first, second = pump_of(Ear("a")), pump_of(Ear("a"))
    first.drain(now=NOW)
    happen(2)

    assert second.drain(now=NOW + leases.LEASE / 2) == 0
    first.run(now=NOW + leases.LEASE / 2)
    assert second.drain(now=NOW + leases.LEASE) == 0

    assert [subject for _, subject in effects()] == [1, 2]


def test_process_that_lost_its_lease_changes_nothing():
    first, second = pump_of(Ear("a")), pump_of(Ear("a"))
    first.drain(now=NOW)
    happen(1)
    second.drain(now=NOW + leases.LEASE + timedelta(seconds=1))

    assert first.run(now=NOW) == 0
    assert first.readers == {}
    assert [subject for _, subject in effects()] == [1]


def test_lease_of_a_dead_process_is_taken_at_once():
    import socket
    import subprocess

    gone = subprocess.Popen(["true"])
    gone.wait()
    Cursor.objects.create(
        receiver="a", holder=f"{socket.gethostname()}:{gone.pid}:x", lease_until=NOW + timedelta(seconds=10)
    )
    happen(1)

    pump_of(Ear("a")).drain(now=NOW)

    assert effects() == [("a", 1)]


def test_lease_of_another_machine_is_waited_for():
    Cursor.objects.create(receiver="a", holder="elsewhere:1:x", lease_until=NOW + timedelta(seconds=10))
    happen(1)

    pump_of(Ear("a")).drain(now=NOW)

    assert effects() == []


def test_broken_connection_parks_nothing(monkeypatch):
    happen(1)
    reading = pump_of(Ear("a"))
    reading.run(now=NOW - leases.LEASE)
    happen(2)
    monkeypatch.setattr("coterie.platform.events.reader.Reader.save", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        reading.run(now=NOW - leases.LEASE)
    monkeypatch.undo()
    reading.drain(now=NOW - leases.LEASE)

    assert [subject for _, subject in effects()] == [1, 2]
    assert not ParkedEvent.objects.exists()


def test_standing_shows_who_is_behind():
    happen(1, 2, 3)
    RECEIVERS["test_ear"] = Receiver("test_ear", None, ear := Ear("test_ear"))
    try:
        before = {standing.receiver: standing for standing in standings(now=NOW)}["test_ear"]
        ear.fails = {2}
        pump_of(ear).drain(now=NOW)
        after = {standing.receiver: standing for standing in standings(now=NOW)}["test_ear"]
    finally:
        del RECEIVERS["test_ear"]

    assert (before.behind, before.waiting, before.reading) == (3, 0, False)
    assert (after.behind, after.waiting, after.reading) == (0, 2, True)


def test_receiver_s_name_is_taken_once_and_its_kinds_are_checked(happened):
    try:
        receiver("test_ear", kinds=("something_happened",))(Ear("test_ear"))
        assert unknown_kinds() == []

        with pytest.raises(ValueError, match="test_ear"):
            receiver("test_ear")(Ear("test_ear"))
        RECEIVERS["test_ear"] = Receiver("test_ear", frozenset({"something_hapened"}), Ear("test_ear"))
        assert ["something_hapened" in error.msg for error in unknown_kinds()] == [True]
    finally:
        del RECEIVERS["test_ear"]


def test_catching_up_brings_all_registered_receivers_to_the_end():
    happen(1, 2, 3)
    RECEIVERS["test_ear"] = Receiver("test_ear", None, Ear("test_ear"))
    try:
        catch_up(now=NOW)
        catch_up(now=NOW)
    finally:
        del RECEIVERS["test_ear"]

    assert effects() == [("test_ear", 1), ("test_ear", 2), ("test_ear", 3)]
    assert set(Cursor.objects.values_list("holder", flat=True)) == {""}


def test_transaction_that_wrote_events_can_have_them_heard():
    with transaction.atomic():
        insert_rows([EventRow(NOW, "something_happened", 1, subject=1)])
        pump_of(Ear("a")).drain(now=NOW)

    assert effects() == [("a", 1)]
    assert LoggedEvent.objects.count() == 1
