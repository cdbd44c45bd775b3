from collections import defaultdict
from datetime import date, timedelta

import pytest

from coterie.review.queries.retention import BRACKETS, WEEKS, retention
from coterie.review.queries.retention_sheet import retention_sheet
from tests.review.chance import plain_messages, random_story
from tests.review.story import MONDAY, Story, after

WEEK = timedelta(days=7)


def by_hand(story, since, end):
    """Follow every member week by week of the own membership."""
    began = {}
    for row in story.rows:
        if row["kind"] in ("member_joined", "message_posted") and row["at"] < end:
            began[row["member"]] = min(began.get(row["member"], row["at"]), row["at"])
    cohorts = defaultdict(list)
    for member, at in began.items():
        if at >= since:
            cohorts[MONDAY + (at - MONDAY) // WEEK * WEEK].append((member, at))
    lines = []
    for monday, members in sorted(cohorts.items()):
        weeks = [
            {(at - start) // WEEK for at, _, who, *_ in plain_messages(story) if who == member and at < end}
            for member, start in members
        ]
        over = [monday + WEEK + (week + 1) * WEEK <= end for week in range(WEEKS)]
        classic = [sum(at in own for own in weeks) / len(members) if over[at] else None for at in range(WEEKS)]
        rolling = [
            sum(any(w >= at for w in own) for own in weeks) / len(members) if over[at] else None for at in range(WEEKS)
        ]
        bracket = [
            sum(any(low <= w <= high for w in own) for own in weeks) / len(members) if over[high] else None
            for low, high in BRACKETS
        ]
        lines.append((len(members), classic, rolling, bracket))
    return lines


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("since", "until"), [(-7, 110), (20, 75)])
def test_retention_is_followed_by_hand(seed, since, until):
    story = random_story(seed)

    found = retention(story.log(since=after(since), until=after(until), now=after(120)))

    lines = [(row.size, list(row.classic), list(row.rolling), list(row.bracket)) for row in found.cohorts]
    assert lines == by_hand(story, after(since), after(until))


def test_cells_that_are_not_over_are_blank_not_zero():
    story = Story()
    story.join(after(6.9), 1)
    story.message(after(6.95), 1)

    # three weeks after the cohort's own week
    (cohort,) = retention(story.log(until=after(28), now=after(28))).cohorts

    assert cohort.classic == (1, 0, 0, *[None] * 10)
    assert cohort.rolling == (1, 0, 0, *[None] * 10)
    assert cohort.bracket == (0, None, None, None)


def test_the_overall_curve_weighs_cohorts_by_size():
    story = Story()
    for member in (1, 2, 3):
        story.join(after(0), member)
    story.join(after(7), 4)
    story.message(after(8), 1)
    story.message(after(15), 4)

    overall = retention(story.log(until=after(35), now=after(35))).overall

    assert overall[1] == pytest.approx(2 / 4)
    assert overall[3] == pytest.approx(0 / 3)  # the second cohort's third week is not over
    assert overall[4] is None


def test_weeks_are_the_communitys():
    story = Story()
    story.join(after(-0.2), 1)  # Sunday evening in London, Monday morning in Shanghai

    here = retention(story.log()).cohorts[0].monday
    there = retention(story.log(zone="Asia/Shanghai")).cohorts[0].monday

    assert there - here == 7


def test_the_map_in_words_and_rows():
    story = Story()
    for member in (1, 2, 3, 4):
        story.join(after(0), member)
    story.message(after(8), 1)

    sheet = retention_sheet(retention(story.log(until=after(21), now=after(21))))

    assert sheet.sentence == (
        "Of those who joined, so many wrote again: 25 % in week 1. Cells that are not over yet stay blank."
    )
    assert sheet.rows[0][:5] == (date(2026, 3, 2), 4, 0, 0.25, None)
    assert sheet.csv().splitlines()[1].startswith("2026-03-02,4,0.0,0.25,,,")


def test_nobody_joined():
    assert retention_sheet(retention(Story().log())).sentence == "Nobody joined in this time."
