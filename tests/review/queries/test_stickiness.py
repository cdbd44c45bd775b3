from datetime import timedelta

import pytest

from coterie.review.queries.stickiness import stickiness
from tests.review.chance import plain_messages, random_story
from tests.review.story import MONDAY, Story, after


def by_hand(story, first, last):
    """Count both over every day from `first` to `last`, one after the other."""
    days = {((at - MONDAY).days, member) for at, _, member, *_ in plain_messages(story)}
    daily = [len({member for day, member in days if day == at}) for at in range(first, last + 1)]
    monthly = [len({member for day, member in days if at - 29 <= day <= at}) for at in range(first, last + 1)]
    return sum(daily) / len(daily), sum(monthly) / len(monthly)


def test_daily_over_monthly_by_hand():
    story = Story()
    for day in range(40):
        story.message(after(day), 1)
    for day in (0, 20, 39):
        story.message(after(day + 0.1), 2)

    found = stickiness(story.log(until=after(40), now=after(50)))

    # days 29 to 39: one person daily, the second on day 39 only; both within any thirty days
    assert found.days == 11
    assert found.dau_mau == pytest.approx((12 / 11) / 2)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_day_is_looked_at_twice(seed):
    story = random_story(seed, messages=200)
    first = (plain_messages(story)[0][0] - MONDAY).days

    found = stickiness(story.log(until=after(100), now=after(101)))

    assert (found.dau, found.mau) == pytest.approx(by_hand(story, first + 29, 99))


def test_a_later_period_looks_back():
    story = random_story(4, messages=200)

    found = stickiness(story.log(since=after(60), until=after(70), now=after(101)))

    assert (found.dau, found.mau) == pytest.approx(by_hand(story, 60, 69))
    assert found.days == 10


def test_a_month_of_history_is_needed():
    story = Story()
    for day in range(28):
        story.message(after(day), 1)

    assert stickiness(story.log()) is None


def test_days_begin_where_the_community_is():
    story = Story()
    for day in range(40):
        story.message(after(day) + timedelta(hours=15.5), 1)
        story.message(after(day) + timedelta(hours=16.5), 1)  # half past midnight in Shanghai

    london = stickiness(story.log(until=after(40), now=after(50)))
    shanghai = stickiness(story.log(until=after(40), now=after(50), zone="Asia/Shanghai"))

    assert (london.dau, shanghai.dau) == (1, 1)
    assert (london.days, shanghai.days) == (11, 11)
