from collections import Counter
from datetime import date, timedelta

import pytest

from coterie.review.queries.activity import activity
from coterie.review.queries.activity_sheet import activity_sheet, hours_sheet
from tests.review.chance import plain_messages, random_story
from tests.review.story import MONDAY, Story, after


@pytest.mark.parametrize("seed", [1, 2])
def test_days_and_hours_are_counted_by_hand(seed):
    story = random_story(seed)
    said = plain_messages(story)

    found = activity(story.log(since=after(-1), until=after(110), now=after(120)))

    days = Counter(at.date() for at, *_ in said)
    assert {day.day: day.messages for day in found.days if day.messages} == days
    assert {day.day: day.authors for day in found.days if day.messages} == {
        day: len({member for at, _, member, *_ in said if at.date() == day}) for day in days
    }
    hours = Counter((at.weekday(), at.hour) for at, *_ in said)
    assert {(w, h): n for w, row in enumerate(found.hours) for h, n in enumerate(row) if n} == hours


def test_days_without_messages_are_zero():
    story = Story()
    story.message(after(0), 1)
    story.message(after(3.5), 1)

    days = activity(story.log()).days

    assert [(day.day, day.messages) for day in days] == [
        (MONDAY.date() + timedelta(days=n), n in (0, 3)) for n in range(4)
    ]


def test_the_clock_is_the_communitys():
    story = Story()
    story.message(after(0) + timedelta(hours=20), 1)

    found = activity(story.log(zone="Asia/Shanghai"))

    assert found.peak == (1, 4)
    assert found.busiest.day == date(2026, 3, 3)


def test_the_week_keeps_its_hours_when_clocks_change():
    story = Story()
    for day in (0, 28):  # before and after the last Sunday of March
        story.message(after(day) + timedelta(hours=20 if day else 21), 1)

    assert activity(story.log(zone="Europe/Berlin")).hours[0][22] == 2


def test_activity_in_words():
    story = Story()
    for minute in range(3):
        story.message(after(1, minutes=minute), 1)
    story.message(after(3), 2)
    found = activity(story.log())

    assert activity_sheet(found).sentence == ("4 messages, on 2 of 3 days. The busiest day was March 3, 2026 with 3.")
    assert hours_sheet(found).sentence == "Most is written on Tuesday from 00:00 to 01:00."
    assert activity_sheet(found).csv() == (
        "day,messages,authors\r\n2026-03-03,3,1\r\n2026-03-04,0,0\r\n2026-03-05,1,1\r\n"
    )


def test_silence_in_words():
    assert activity_sheet(activity(Story().log())).sentence == "Nobody wrote in this time."
    assert activity(Story().log()).peak is None
