"""What runs by the clock runs once a slot, whoever looks at the clock."""

from datetime import UTC, datetime, timedelta

import pytest

from coterie.platform.jobs import schedule
from coterie.platform.jobs.models import Job
from coterie.platform.jobs.schedule import Timetable, Turn, every
from tests.platform.jobs import chores

NOON = datetime(2026, 3, 1, 12, 0, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _only_ours(monkeypatch):
    monkeypatch.setattr(schedule, "SCHEDULE", {})


def test_slot_is_enqueued_once_by_several_workers():
    every(minutes=5)(chores.tick)
    one, two = Timetable(), Timetable()

    assert (one.tick(now=NOON), two.tick(now=NOON), one.tick(now=NOON + timedelta(minutes=4))) == (1, 0, 0)
    assert two.tick(now=NOON + timedelta(minutes=5)) == 1
    assert [job.slot.rpartition("@")[2] for job in Job.objects.order_by("id")] == [
        "2026-03-01T12:00:00",
        "2026-03-01T12:05:00",
    ]


def test_missed_slots_are_made_up_for_once():
    every(minutes=5)(chores.tick)
    timetable = Timetable()
    timetable.tick(now=NOON)

    assert timetable.tick(now=NOON + timedelta(hours=3)) == 1
    assert Job.objects.count() == 2


@pytest.mark.parametrize(
    ("turn", "slot"),
    [
        (timedelta(minutes=5), datetime(2026, 3, 1, 12, 0, tzinfo=UTC)),
        (timedelta(hours=1), datetime(2026, 3, 1, 12, 0, tzinfo=UTC)),
        (timedelta(days=1), datetime(2026, 3, 1, 0, 0, tzinfo=UTC)),
        (timedelta(days=7), datetime(2026, 2, 23, 0, 0, tzinfo=UTC)),
    ],
)
def test_slots_begin_at_round_times(turn, slot):
    assert Turn(chores.tick, turn, timedelta(0)).slot(NOON) == slot


def test_slot_may_begin_later_in_its_period():
    at_three = Turn(chores.tick, timedelta(days=1), timedelta(hours=3))
    at_thirteen = Turn(chores.tick, timedelta(days=1), timedelta(hours=13))

    assert at_three.slot(NOON) == datetime(2026, 3, 1, 3, tzinfo=UTC)
    assert at_thirteen.slot(NOON) == datetime(2026, 2, 28, 13, tzinfo=UTC)
