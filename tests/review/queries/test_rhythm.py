import random

import pytest

from coterie.review.enums import AlarmKind, GroupState
from coterie.review.queries.alarms import alarms
from coterie.review.queries.rhythm import WHOLE, group_states, rhythms, state_now
from tests.review.story import Story, after


def daily(story, days, *, people=8, group=1, reply=True):
    """Let a circle of people talk a little each day."""
    dice = random.Random(1)
    for day in days:
        asked = story.message(after(day), dice.randrange(people), group=group)
        story.message(after(day, minutes=5), people + 1, group=group, reply_to=asked if reply else None)


def kinds(log):
    return [(alarm.kind, alarm.group) for alarm in alarms(log)]


def test_the_rhythm_of_a_group_is_measured():
    story = Story()
    for day in (0, 1, 2, 9, 10):
        asked = story.message(after(day), day)
        story.message(after(day, minutes=5), 50, reply_to=asked)
    story.join(after(8), 1)
    story.sit(after(8), 1, 1)
    log = story.log(until=after(12), now=after(12))

    rhythm = rhythms(log)[1]

    assert rhythm.silent_days == pytest.approx(2 - 5 / 1440)
    assert rhythm.gap_p95 == pytest.approx(1 + 6 * 0.85)  # gaps 1, 1, 1, 7
    assert rhythm.weeks == [3, 4]
    assert (rhythm.recent, rhythm.answering, rhythm.gained) == (10, 5, 1)
    assert rhythms(log)[WHOLE].weeks == [3, 4]


def test_who_follows_within_an_hour_answers():
    story = Story()
    story.message(after(0), 1)
    story.message(after(0, minutes=59), 2)
    story.message(after(0, minutes=59), 2)
    story.message(after(0, minutes=120), 3)
    story.message(after(0, minutes=121), 4, group=2)

    assert rhythms(story.log())[1].answering == 1


def test_each_group_has_its_state():
    story = Story()
    daily(story, range(60), group=1)
    daily(story, range(30), group=2)
    log = story.log(until=after(60), now=after(60))

    assert group_states(log) == {1: GroupState.LIVELY, 2: GroupState.DORMANT}
    assert state_now(log) is GroupState.LIVELY
    assert state_now(story.log(group=2, until=after(60), now=after(60))) is GroupState.DORMANT


def test_a_sleeping_group_alarms_since_it_slept():
    story = Story()
    daily(story, range(60), group=1)
    daily(story, range(30), group=2)

    (alarm,) = alarms(story.log(until=after(60), now=after(60)))

    assert (alarm.kind, alarm.group) == (AlarmKind.DORMANT, 2)
    assert (alarm.at - after(29 + 14)).total_seconds() == pytest.approx(300, abs=1)
    assert alarm.why == "Silent for 31 days; by its own rhythm 14 days would be long."


def test_a_monthly_circle_is_not_asleep():
    story = Story()
    daily(story, range(0, 400, 30))

    assert state_now(story.log(until=after(420), now=after(420))) is GroupState.LIVELY


def test_an_imported_log_is_judged_at_its_end():
    story = Story()
    daily(story, range(30))
    story.tell(after(900), "history_imported")

    assert state_now(story.log(now=after(1000))) is GroupState.LIVELY
    story.message(after(901), 1)
    assert state_now(story.log(now=after(1000))) is GroupState.DORMANT


def test_nobody_ever_wrote():
    story = Story()
    story.join(after(0), 1)

    assert state_now(story.log()) is None
    assert alarms(story.log()) == ()


def test_a_decline_over_six_quarters_alarms():
    story = Story()
    for quarter in range(6):
        for member in range(60 - 9 * quarter):
            for week in range(13):
                story.message(after(quarter * 91 + week * 7 + member / 100), member)

    assert (AlarmKind.DECLINE, None) in kinds(story.log(until=after(546), now=after(546)))


def test_a_steady_group_does_not_alarm():
    story = Story()
    daily(story, range(546), people=30)

    assert kinds(story.log(until=after(546), now=after(546))) == []


def test_fewer_each_week_alarms():
    story = Story()
    daily(story, range(84), people=3)
    for week in range(12):
        for member in range(40 - 3 * week):
            story.message(after(week * 7 + member / 10), 100 + member)

    assert kinds(story.log(until=after(84), now=after(84))) == [(AlarmKind.SLOWING, None)]


def test_newcomers_who_wait_alarm():
    story = Story()
    daily(story, range(30))
    story.message(after(27.5, minutes=3), 77, group=3)
    story.message(after(29.9), 78, group=3)  # not a day ago

    (alarm,) = alarms(story.log(until=after(30), now=after(30)))

    assert alarm.kind is AlarmKind.UNANSWERED
    assert alarm.why == "1 newcomer of the last seven days has waited for an answer for more than a day."


def test_a_hollow_group_alarms():
    story = Story()
    daily(story, range(60), people=1)
    for member in range(40):
        story.sit(after(50), 200 + member, 1)

    assert kinds(story.log(until=after(60), now=after(60))) == [(AlarmKind.ZOMBIE, 1)]
