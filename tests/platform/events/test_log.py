"""Facts are written with their change, in their order, and stay."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from coterie.kit.db.statement import keeper
from coterie.platform.events.event import KINDS, Event
from coterie.platform.events.log import TOGETHER, Alike, EventRow, insert_alike, insert_rows, publish, row_of
from coterie.platform.events.models import LoggedEvent
from coterie.platform.live import listen

NOW = datetime(2026, 3, 1, 12, 30, 0, 123456, tzinfo=UTC)


@pytest.mark.django_db
def test_event_comes_back_as_it_was_published(happened):
    event = happened(at=NOW, community=1, actor=2, subject=3, visitor=2**62 - 1, order=9, data={"length": 5})

    publish(event)

    logged = LoggedEvent.objects.get()
    assert (logged.at, logged.kind, logged.visitor, logged.order, logged.data) == (
        NOW,
        "something_happened",
        2**62 - 1,
        9,
        {"length": 5},
    )
    assert (logged.member, logged.group, logged.campaign, logged.channel, logged.code) == (None,) * 5


def test_row_has_a_place_for_every_field_of_an_event(happened):
    fields = dict.fromkeys(
        ["community", "actor", "subject", "visitor", "member", "group", "campaign", "channel", "code", "order"]
    )
    event = happened(at=NOW, **{name: number for number, name in enumerate(fields)})

    row = row_of(event)

    assert {name: getattr(row, name) for name in fields} == {name: number for number, name in enumerate(fields)}
    assert set(EventRow._fields) == set(fields) | {"at", "kind", "data"}


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, TOGETHER, 2 * TOGETHER + 3, 4 * TOGETHER + 1])
def test_events_that_are_alike_come_back_in_their_order(happened, count):
    kept = keeper()
    rows = (
        Alike(kept(NOW + timedelta(seconds=place)), place, place + 7, f'{{"length":{place}}}') for place in range(count)
    )

    insert_alike(rows, kind=happened.kind, community=1, actor=None, group=4)

    wanted = [
        {"at": NOW + timedelta(seconds=place), "kind": "something_happened", "community": 1, "actor": None, "group": 4,
         "subject": place, "member": place + 7, "visitor": None, "data": {"length": place}}
        for place in range(count)
    ]  # fmt: skip
    assert list(LoggedEvent.objects.order_by("id").values(*wanted[0])) == wanted


@pytest.mark.django_db(transaction=True)
def test_publishing_outside_a_transaction_is_a_mistake(happened):
    with pytest.raises(TransactionManagementError):
        publish(happened(at=NOW))
    with pytest.raises(TransactionManagementError):
        insert_alike([], kind=happened.kind, community=1, actor=None, group=4)

    assert LoggedEvent.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_event_goes_back_with_its_change(happened):
    def change():
        with transaction.atomic():
            publish(happened(at=NOW))
            raise IntegrityError

    with pytest.raises(IntegrityError):
        change()

    assert LoggedEvent.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_workers_are_woken_after_the_commit():
    rung = []
    end = listen("events", rung.append)

    with transaction.atomic():
        insert_rows([EventRow(NOW, "something_happened")] * 3)
        before = [message for message in rung if message is not None]
    end()

    assert before == []
    assert [message for message in rung if message is not None] == [{}]


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["UPDATE events SET kind = 'other'", "DELETE FROM events"])
def test_log_refuses_change(happened, change):
    publish(happened(at=NOW))

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert LoggedEvent.objects.get().kind == "something_happened"


def test_kind_is_taken_once(happened):
    with pytest.raises(TypeError, match="something_happened"):

        class SomethingHappenedAgain(Event):
            kind = "something_happened"

    with pytest.raises(TypeError, match="empty"):

        class Nameless(Event):
            pass

    assert KINDS["something_happened"] is happened
    KINDS.pop("", None)
