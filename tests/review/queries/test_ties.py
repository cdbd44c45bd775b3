from collections import Counter

import numpy as np
import pytest

from coterie.review.queries.leaders import leaders
from coterie.review.queries.ties import who_talks_to_whom
from coterie.review.queries.ties_sheet import ties_sheet
from tests.review.chance import college, plain_messages, random_story
from tests.review.story import Story, after


def by_hand(story):
    said = plain_messages(story)
    author = {message: member for _, _, member, _, message, *_ in said}
    found = Counter()
    for _, _, member, _, _, to, names in said:
        found.update((member, other) for other in {author.get(to), *names} - {None, member})
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_ties_are_counted_by_hand(seed):
    story = random_story(seed)

    found = who_talks_to_whom(story.log(), limit=10_000)

    pairs = by_hand(story)
    assert {(tie.source, tie.target): tie.messages for tie in found.strongest} == pairs
    assert found.pairs == len(pairs)
    assert found.mutual_share == pytest.approx(sum((b, a) in pairs for a, b in pairs) / len(pairs))


def test_a_reply_that_mentions_the_same_person_is_one_tie():
    story = Story()
    asked = story.message(after(0), 1)
    story.message(after(1), 2, reply_to=asked, mentions=[1, 1, 3])

    found = who_talks_to_whom(story.log())

    assert {(tie.source, tie.target, tie.messages) for tie in found.strongest} == {(2, 1, 1), (2, 3, 1)}


def test_ties_in_words():
    story = Story()
    asked = story.message(after(0), 1)
    story.message(after(1), 2, reply_to=asked)

    sheet = ties_sheet(who_talks_to_whom(story.log()), {1: "Alice", 2: "=Bob"})

    assert sheet.sentence == (
        "2 people talk to each other in 1 pairs; 0 % of these speak both ways. 1 person writes half of all answers."
    )
    assert sheet.csv().splitlines() == ["source,target,messages", "'=Bob,Alice,1"]


def test_leaders_are_those_who_help_the_most_people():
    story = Story()
    for member in range(10, 30):
        asked = story.message(after(0), member)
        story.message(after(1), 1, reply_to=asked)
        if member < 15:
            story.message(after(1), 2, reply_to=asked)
            story.message(after(2), 2, reply_to=asked)  # the same person twice

    first, second = leaders(story.log())

    assert (first.member, first.helped, first.rank_low, first.rank_high) == (1, 20, 1, 1)
    assert (second.member, second.helped, second.rank_low, second.rank_high) == (2, 5, 2, 2)


def test_nobody_helped_anybody():
    story = Story()
    story.message(after(0), 1)

    assert leaders(story.log()) == ()


RING = 200


@pytest.mark.slow
@pytest.mark.parametrize(("begun", "outwards"), [("late", 0), ("mixed", 5)])
def test_a_ring_of_made_up_accounts_moves_no_leader(begun, outwards):
    story = college()
    honest = {leader.member for leader in leaders(story.log(), limit=25)}
    dice = np.random.default_rng(1)
    end = story.rows[-1]["at"]
    names = list(range(90_001, 90_001 + RING))
    for name in names:
        at = end if begun == "late" else story.rows[int(dice.integers(59_000))]["at"]
        story.message(at, name, mentions=[other for other in names if other != name])
        for stranger in dice.integers(1, 1899, outwards).tolist():
            story.message(end, name, mentions=[stranger])

    moved = {leader.member for leader in leaders(story.log(), limit=25)}

    assert len(honest & moved) >= 23


def test_without_the_guard_the_ring_would_lead(monkeypatch):
    story = college()
    end = story.rows[-1]["at"]
    names = list(range(90_001, 90_001 + 260))
    for name in names:
        story.message(end, name, mentions=[other for other in names if other != name])
    monkeypatch.setattr("coterie.review.queries.leaders.genuine", lambda trust, _: np.ones(len(trust), dtype=bool))

    assert sum(leader.member > 90_000 for leader in leaders(story.log(), limit=25)) > 10


def test_a_young_group_of_its_own_is_no_ring():
    story = Story()
    for group, people in ((1, range(100, 140)), (2, range(200, 240))):
        for place, member in enumerate(people):
            for other in [*people][place + 1 : place + 11]:
                story.message(after(group * 50 + place), member, group=group, mentions=[other])

    found = leaders(story.log(), limit=80)

    assert {leader.helped for leader in found if leader.member >= 200} >= {10}
    assert sum(leader.member >= 200 for leader in found) == 39


def test_college_leaders_help_many():
    found = leaders(college().log(), limit=25)

    assert [leader.helped for leader in found] == sorted((leader.helped for leader in found), reverse=True)
    assert all(leader.rank_low <= place <= leader.rank_high for place, leader in enumerate(found, 1))
