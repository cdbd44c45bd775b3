from collections import Counter

import pytest

from coterie.review.queries.membership import membership
from coterie.review.queries.voices import voices
from coterie.review.rules.concentration import gini
from tests.review.chance import college, plain_messages, random_story
from tests.review.story import Story, after


def test_messages_are_counted_per_author():
    story = Story()
    for hour, member in enumerate([1, 1, 1, 2, 2, 3]):
        story.message(after(hour / 24), member)

    found = voices(story.log())

    assert (found.messages, found.authors, found.absence_factor) == (6, 3, 1)
    assert found.gini == pytest.approx(2 * (1 * 1 + 2 * 2 + 3 * 3) / (3 * 6) - 4 / 3)
    assert found.top1_share == found.top10_share == 0.5


def test_a_deleted_message_is_none():
    story = Story()
    spam = story.message(after(0), 1)
    story.message(after(1), 2)
    story.delete(after(1), spam)
    assert voices(story.log()).messages == 1

    story.tell(after(2), "message_restored", subject=spam)
    assert voices(story.log()).messages == 2


def test_only_the_period_and_the_group_count():
    story = Story()
    for day in range(10):
        story.message(after(day), 1, group=1 + day % 2)
    story.message(after(3), 1, community=8)

    assert voices(story.log(since=after(2), until=after(6))).messages == 4
    assert voices(story.log(since=after(2), until=after(6), group=2)).messages == 2


def test_nobody_wrote():
    story = Story()
    story.join(after(0), 1)

    found = voices(story.log())

    assert (found.messages, found.authors, found.gini, found.top1_share) == (0, 0, None, None)


def test_members_are_those_who_belonged_or_wrote():
    story = Story()
    for member in (1, 2, 3, 4):
        story.join(after(0), member)
    story.leave(after(5), 4)  # gone before the period
    story.leave(after(12), 3)  # gone within it
    story.join(after(14), 5)
    story.join(after(25), 6)  # after it
    story.message(after(11), 1)
    story.message(after(11), 9)  # an imported author, of whom no joining is known

    found = membership(story.log(since=after(10), until=after(20)))

    assert (found.members, found.at_end, found.joined, found.left) == (5, 3, 1, 1)
    assert found.lurker_share == pytest.approx(3 / 5)


def test_who_came_back_belongs():
    story = Story()
    story.join(after(0), 1)
    story.leave(after(1), 1)
    story.join(after(2), 1)

    assert membership(story.log(since=after(5), until=after(6), now=after(9))).members == 1


def test_members_of_a_group_leave_it_with_the_community():
    story = Story()
    for member in (1, 2, 3):
        story.join(after(0), member)
    story.sit(after(0), 1, 5)
    story.sit(after(0), 2, 5)
    story.leave(after(3), 2)
    story.leave(after(3), 3)

    found = membership(story.log(group=5, now=after(9)))

    assert (found.members, found.at_end, found.joined, found.left) == (2, 1, 2, 1)


@pytest.mark.parametrize("seed", [1, 2])
def test_voices_of_chance_are_counted_by_hand(seed):
    story = random_story(seed)
    counts = Counter(member for _, _, member, *_ in plain_messages(story))

    found = voices(story.log())

    assert (found.messages, found.authors) == (sum(counts.values()), len(counts))
    assert found.gini == pytest.approx(gini(list(counts.values())))


def test_college_voices():
    found = voices(college().log())

    assert (found.messages, found.authors) == (59_835, 1350)
    assert 0.6 < found.gini < 0.9
    assert 1 < found.absence_factor < found.effective_speakers < found.authors
