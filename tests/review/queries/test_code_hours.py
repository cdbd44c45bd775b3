"""What a live code did hour by hour, on the clock of its community."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.review.queries.code_hours import code_hours
from tests.review.story import Story, after

ZONES = ["UTC", "Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe"]


def scanned(story, at, visitor, slot, *, code=1, **why):
    story.tell(at, "code_scanned", visitor=visitor, code=code, data={"slot": slot, "by": "fill_in_order", **why})


def told(hours):
    return [(f"{hour.at:%H:%M}", dict(hour.done), dict(hour.slots), dict(hour.passed_over)) for hour in hours]


def test_hours_say_who_got_which_seat_and_why_slots_were_passed_over():
    story = Story()
    scanned(story, after(minutes=9 * 60 + 5), 1, 1)
    scanned(story, after(minutes=9 * 60 + 50), 2, 2, full=[1])
    scanned(story, after(minutes=9 * 60 + 59), 3, None, full=[1, 2], expired=[3])
    story.tell(after(minutes=600), "code_viewed", code=1, data={"verdict": "again", "reason": "", "count": 4})
    story.tell(after(minutes=601), "code_viewed", code=1, data={"verdict": "bot", "reason": "crawler", "count": 7})
    story.tell(after(minutes=602), "code_viewed", code=1, data={"verdict": "again", "count": 0, "slot": 2})
    story.tell(after(minutes=603), "member_joined", member=5, visitor=1, code=1)
    scanned(story, after(minutes=9 * 60), 4, 1, code=2)
    scanned(story, after(days=1), 5, 1)

    assert told(code_hours(story.log(), 1, date(2026, 3, 2))) == [
        ("09:00", {"seated": 2, "waiting": 1}, {1: 1, 2: 1}, {"full": 2, "expired": 1}),
        ("10:00", {"again": 4, "machine": 7, "joined": 1}, {}, {}),
    ]


def test_hour_that_is_repeated_when_clocks_go_back_stands_twice():
    story, night = Story(), datetime(2026, 10, 25, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)
    for hour in range(25):
        scanned(story, night + timedelta(hours=hour, minutes=30), hour + 1, 1)

    hours = code_hours(story.log(zone="Europe/Berlin"), 1, date(2026, 10, 25))

    assert [hour.at.hour for hour in hours] == [0, 1, 2, 2, *range(3, 24)]
    assert [hour.done["seated"] for hour in hours] == [1] * 25


@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=12)
@given(minutes=st.lists(st.integers(0, 3 * 1440 - 1), min_size=1, max_size=12))
def test_each_scan_is_counted_in_its_own_local_hour(zone, minutes):
    story = Story()
    for visitor, minute in enumerate(minutes, start=1):
        scanned(story, after(minutes=minute), visitor, 1)
    log = story.log(zone=zone)
    local = [after(minutes=minute).astimezone(ZoneInfo(zone)) for minute in minutes]

    for day in {at.date() for at in local}:
        wanted = sorted(at.hour for at in local if at.date() == day)
        hours = code_hours(log, 1, day)
        assert sorted(hour.at.hour for hour in hours for _ in range(hour.done["seated"])) == wanted
