"""Who could be a seed member: what they did, told by the log alone, and what a ring of accounts gets by talking."""

import pytest

from coterie.review.queries import leaders
from coterie.review.queries.candidates import candidates
from coterie.review.queries.rallied import responses
from coterie.review.queries.seed_figures import figures_of
from coterie.review.queries.seed_words import reasons_of
from coterie.review.queries.warmth import pulses
from tests.review.story import Story, after

END = 60
SINCE = END - 30


def log_of(story, end=END):
    return story.log(since=after(end - 30), until=after(end), now=after(end))


def room(people=12):
    """Let people be here for sixty days and each say a word every week."""
    story = Story()
    for member in range(1, people + 1):
        story.join(after(0, minutes=member), member)
        for week in range(8):
            story.message(after(2 + 7 * week, minutes=member), member)
    return story


def helped(story, member, others, day=SINCE + 5):
    for place, other in enumerate(others):
        asked = story.message(after(day, minutes=place * 10), other)
        story.message(after(day, minutes=place * 10 + 2), member, reply_to=asked)


def names(found):
    return [one.member for one in found.best]


def test_who_helps_most_different_people_stands_first_with_reasons():
    story = room()
    helped(story, 1, range(2, 9))
    helped(story, 2, [3] * 7)

    found = candidates(log_of(story))

    first = found.best[0]
    assert (first.member, found.active) == (1, 12)
    assert "helped" in first.reasons
    assert first.found["helped"].value == 7
    assert first.found["helped"].top == pytest.approx(1 / 12)
    assert "helped 7 different people in 30 days; among the top 8.3 %" in reasons_of(first)


def test_newcomers_those_who_left_and_those_left_out_are_none():
    story = room()
    for helper in (1, 2, 3, 20):
        if helper == 20:
            story.join(after(END - 13), 20)
        helped(story, helper, range(4, 11), day=END - 3)
    story.leave(after(END - 1), 2)

    found = candidates(log_of(story), without={3})

    assert 1 in names(found)
    assert not {2, 3, 20} & set(names(found))


def test_every_measure_is_what_happened():
    story = room(6)
    ask = story.message(after(SINCE + 1), 2)
    for minute in (1, 2, 3):
        story.message(after(SINCE + 1, minutes=minute), 1, reply_to=ask)
    story.tell(after(SINCE + 2), "answer_accepted", member=1, subject=500, data={"question": ask})
    story.tell(after(SINCE + 2), "answer_accepted", member=1, subject=501, data={"question": ask})
    story.tell(after(SINCE + 2), "answer_refused", member=1, subject=501, data={"question": ask})
    story.tell(after(SINCE + 2), "answer_accepted", member=2, subject=502, data={"question": ask})
    story.tell(after(SINCE + 3), "occurrence_opened", subject=9, group=1)
    for minute in (1, 2):
        story.message(after(SINCE + 3, minutes=minute), 1)
    story.tell(after(SINCE + 3, minutes=30), "occurrence_closed", subject=9, group=1)
    story.tell(after(SINCE + 4), "checked_in", member=1, subject=3)
    story.tell(after(SINCE + 4), "threshold_answered", member=5, data={"kind": "referral", "inviter": 1})
    story.tell(after(SINCE + 4), "threshold_answered", member=6, data={"kind": "rules"})

    found = figures_of(log_of(story))

    assert found["helped"] == {1: 1.0}
    assert found["settled"] == {1: 1.0}
    assert found["took_part"][1] == 2.0
    assert found["brought"] == {1: 1.0}
    assert found["speed"] == {1: -120.0}
    assert found["days"][1] == found["days"][3] + 3


def test_rallies_count_for_who_had_the_tag_then_and_only_when_over():
    story = room(4)
    for member in (1, 2):
        story.tell(after(1), "member_tagged", member=member, subject=7, data={"on": True})
    for rally, day in ((1, END - 20), (2, END - 1)):
        closes = after(day + 3).isoformat()
        story.tell(after(day), "rally_called", subject=rally, data={"members": 2, "tag": 7, "closes": closes})
        story.tell(after(day, minutes=5), "rally_joined", member=1, subject=rally, data={"seconds": 300})
    story.tell(after(END - 30), "member_tagged", member=2, subject=7, data={"on": False})
    story.tell(after(END - 25), "member_tagged", member=2, subject=7, data={"on": True})

    found = responses(log_of(story))

    assert {member: (one.called, one.came, one.median_s) for member, one in found.items()} == {
        1: (2, 2, 300.0), 2: (1, 0, None),
    }  # fmt: skip


def ring():
    """Let six new accounts talk to each other all day, beside a room in which people talk across."""
    story = room(14)
    for day in range(SINCE, END, 3):
        for member in range(1, 15):
            asked = story.message(after(day, minutes=member * 3), member)
            for step in range(1, 8):
                story.message(after(day, minutes=member * 3 + 1), 1 + (member + step) % 14, reply_to=asked)
    for member in range(101, 113):
        story.join(after(20), member)
    for place, member in enumerate(range(101, 113)):
        for other in range(101, 113):
            if other != member:
                asked = story.message(after(SINCE + 8, minutes=place), other)
                story.message(after(SINCE + 8, minutes=place, seconds=9), member, reply_to=asked)
    return figures_of(log_of(story))["helped"]


def test_a_ring_that_talks_to_itself_helps_nobody():
    helped_by = ring()

    assert sum(helped_by.get(member, 0) for member in range(101, 113)) == 0
    assert all(helped_by[member] >= 7 for member in range(1, 15))


def test_without_the_guard_the_ring_would_lead(monkeypatch):
    """Negative control."""
    monkeypatch.setattr(leaders, "genuine", lambda trust, target: trust >= 0)

    helped_by = ring()

    assert all(helped_by[member] == 11 for member in range(101, 113))


def test_nothing_is_said_where_nobody_is():
    found = candidates(Story().log(since=after(0), until=after(30), now=after(30)))

    assert (found.best, found.active) == ((), 0)


def test_pulse_tells_last_seen_and_usual_days():
    story = room(3)
    for day in range(10, 46):
        story.message(after(day), 1)
    story.message(after(END - 2), 2)

    found = pulses(log_of(story), [1, 2, 99])

    assert (found[1].warmth, found[1].recent) == ("cold", 1)
    assert found[1].last_seen == after(51, minutes=1)
    assert (found[2].warmth, found[2].recent) == ("warm", 2)
    assert (found[99].warmth, found[99].last_seen) == ("cold", None)
