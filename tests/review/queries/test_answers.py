from datetime import timedelta

import pytest

from coterie.review.enums import Answered
from coterie.review.queries.answers import answers, first_response
from coterie.review.queries.newcomers import newcomers
from coterie.review.rules.survival import kaplan_meier
from tests.review.chance import plain_messages, random_story
from tests.review.story import Story, after


def by_hand(story, end):
    """Find the first answer of every message: a reply to it, or a mention of its author within a day."""
    said = plain_messages(story)
    found = {}
    for at, place, member, group, message, *_ in said:
        replied = [max(t, at) for t, _, who, _, _, to, _ in said if to == message and who != member]
        mentioned = [
            t
            for t, p, who, where, _, _, names in said
            if member in names and who != member and where == group and (t, p) > (at, place)
            if t - at <= timedelta(days=1)
        ]
        found[place + 1] = min([*replied, *mentioned], default=None)
    return {place: at for place, at in found.items() if at is None or at < end}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_answers_are_found_as_by_hand(seed):
    story = random_story(seed)
    log = story.log(now=after(110))

    found = {row["id"]: row["answered"] for row in log.rows(answers(log))}

    expected = by_hand(story, after(110))
    assert found == {
        place: None if at is None else (at - after(0)) // timedelta(microseconds=1) + EPOCH_US
        for place, at in expected.items()
    }


EPOCH_US = int(after(0).timestamp()) * 1_000_000


def test_waiting_is_measured_by_kaplan_meier():
    story = Story()
    for hour, wait in enumerate([60, 120, 300, None, 900, None]):
        asked = story.message(after(hour / 24), 1)
        if wait:
            story.message(after(hour / 24, seconds=wait), 2, reply_to=asked)
    end = after(2)

    found = first_response(story.log(until=end, now=after(3)))

    # eleven messages... the answers themselves are answered by nobody
    assert (found.messages, found.answered) == (10, 4)
    waits = [(60, True), (120, True), (300, True), (900, True)]
    waits += [((end - at) // timedelta(seconds=1), False) for at, *_, to, _ in plain_messages(story) if to]
    waits += [((end - after(hour / 24)) // timedelta(seconds=1), False) for hour in (3, 5)]
    survival = kaplan_meier(*zip(*waits, strict=True))
    assert found.answered_share == pytest.approx(survival.ended_by(found.horizon_s))
    assert found.median_s is None


def test_recent_messages_do_not_spoil_the_share():
    story = Story()
    for day in range(10):
        asked = story.message(after(day), 1)
        story.message(after(day, minutes=30), 2, reply_to=asked)
    for minute in range(20):
        story.message(after(9.9, minutes=minute), 3)

    found = first_response(story.log(until=after(9.9, minutes=25), now=after(20)))

    assert found.answered / found.messages == 0.25
    assert found.answered_share > 0.4


def test_an_own_reply_is_no_answer():
    story = Story()
    asked = story.message(after(0), 1)
    story.message(after(0, minutes=1), 1, reply_to=asked, mentions=[1])

    assert first_response(story.log()) is None


def test_a_flat_chat_has_no_figure():
    story = Story()
    for minute in range(20):
        story.message(after(0, minutes=minute), minute % 3)

    assert first_response(story.log()) is None


def test_a_mention_in_another_group_or_days_later_is_no_answer():
    story = Story()
    story.message(after(0), 1)
    story.message(after(0, minutes=5), 2, mentions=[1], group=2)
    story.message(after(1.5), 2, mentions=[1])

    assert first_response(story.log()) is None


def test_an_answer_after_the_period_is_not_known_in_it():
    story = Story()
    asked = story.message(after(0), 1)
    story.message(after(2), 2, reply_to=asked)

    assert first_response(story.log(until=after(1), now=after(9))) is None
    assert first_response(story.log(until=after(3), now=after(9))).answered == 1


def test_newcomers_are_followed():
    story = Story()
    story.message(after(-90), 9)  # an old hand
    for member, wait, back in [(1, 5, 40), (2, 5, None), (3, 60, 59.9), (4, None, 60.1), (5, 3000, 31)]:
        asked = story.message(after(0), member)
        if wait:
            story.message(after(0, minutes=wait), 9, reply_to=asked)
        if back:
            story.message(after(back), member)
    young = story.message(after(70), 6)
    story.message(after(70, minutes=2), 9, reply_to=young)
    story.message(after(99.5), 7)

    found = newcomers(story.log(since=after(-1), until=after(100), now=after(101)))

    assert found.people == 7
    kinds = {fate.answered: (fate.people, fate.returned, fate.judged, fate.pending) for fate in found.fates}
    assert kinds == {
        Answered.FAST: (3, 1, 2, 1),
        Answered.SLOW: (1, 1, 1, 0),
        Answered.LATE: (2, 1, 2, 0),
        Answered.PENDING: (1, 0, 0, 1),
    }
    assert found.returned_share == pytest.approx(3 / 5)


def test_newcomers_too_young_are_pending_not_lost():
    story = Story()
    for member in (1, 2, 3):
        story.message(after(0), member)

    found = newcomers(story.log(until=after(59), now=after(59)))

    assert found.returned_share is None
    assert sum(fate.pending for fate in found.fates) == 3
