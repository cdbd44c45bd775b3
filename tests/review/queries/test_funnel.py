from datetime import timedelta

import pytest

from coterie.review.enums import Step
from coterie.review.queries.funnel import join_funnel
from coterie.review.queries.funnel_sheet import funnel_sheet
from tests.review.chance import plain_messages, random_story
from tests.review.story import Story, after

DAY = timedelta(days=1)


def counts(funnel):
    return {step.step: (step.entered, step.pending, step.judged, step.kept) for step in funnel.steps}


def small_story():
    """Four look; one never scans, one never joins, one joins and is silent, one speaks."""
    story = Story()
    for visitor in (1, 2, 3, 4):
        story.see(after(0), visitor)
    for visitor in (2, 3, 4):
        story.scan(after(0.1), visitor)
    story.join(after(0.2), 30, visitor=3)
    story.join(after(0.2), 40, visitor=4)
    story.message(after(0.3), 40)
    return story


def test_the_join_funnel_by_hand():
    funnel = join_funnel(small_story().log(until=after(60), now=after(60)))

    assert counts(funnel) == {
        Step.SEEN: (4, 0, 0, 0),
        Step.SCANNED: (3, 0, 4, 3),
        Step.JOINED: (2, 0, 4 - 1, 2),
        Step.SPOKE: (1, 0, 2, 1),
    }
    assert [step.rate for step in funnel.steps] == [None, 3 / 4, 2 / 3, 1 / 2]
    assert funnel.missing == (Step.RITUAL, Step.BOUGHT, Step.INVITED, Step.INVITEE_JOINED)


def test_who_still_has_time_is_pending_not_lost():
    funnel = join_funnel(small_story().log(until=after(1), now=after(1)))

    assert counts(funnel) == {
        Step.SEEN: (4, 0, 0, 0),
        Step.SCANNED: (3, 1, 0, 0),
        Step.JOINED: (2, 1, 0, 0),
        Step.SPOKE: (1, 1, 0, 0),
    }
    assert {step.rate for step in funnel.steps} == {None}


def test_too_late_is_too_late():
    story = small_story()
    story.message(after(1.2, seconds=1), 30)  # a second after the first day of membership

    assert counts(join_funnel(story.log(until=after(60), now=after(60))))[Step.SPOKE] == (1, 0, 2, 1)


def test_the_last_moment_of_the_window_is_outside():
    story = small_story()
    story.message(after(1.2), 30)

    assert counts(join_funnel(story.log(until=after(60), now=after(60))))[Step.SPOKE][0] == 1


def test_steps_out_of_order_do_not_count():
    story = Story()
    story.scan(after(0), 1)
    story.message(after(0.1), 10)  # before joining
    story.join(after(0.2), 10, visitor=1)

    funnel = join_funnel(story.log(until=after(60), now=after(60)))

    assert counts(funnel)[Step.JOINED][0] == 1
    assert counts(funnel)[Step.SPOKE] == (0, 0, 1, 0)


def test_equal_moments_count_as_in_order():
    story = Story()
    story.scan(after(0), 1)
    story.join(after(0), 10, visitor=1)
    story.message(after(0), 10)

    assert counts(join_funnel(story.log(until=after(60), now=after(60))))[Step.SPOKE][0] == 1


def test_everybody_enters_once_with_the_first_look_ever():
    story = Story()
    story.see(after(-5), 1)
    for day in (0, 1, 2):
        story.see(after(day), 1)
        story.see(after(day), 2)

    assert join_funnel(story.log(since=after(-1), until=after(9), now=after(9))).steps[0].entered == 1


def test_a_scan_is_a_look():
    story = Story()
    story.scan(after(0), 1)

    assert counts(join_funnel(story.log(until=after(60), now=after(60))))[Step.SCANNED] == (1, 0, 1, 1)


def test_without_looks_the_funnel_begins_with_joining():
    story = Story()
    for member in (1, 2, 3):
        story.join(after(0), member)
    story.message(after(0.5), 1)

    funnel = join_funnel(story.log(until=after(60), now=after(60)))

    assert counts(funnel) == {Step.JOINED: (3, 0, 0, 0), Step.SPOKE: (1, 0, 3, 1)}


def test_joins_without_a_look_are_told_apart():
    story = small_story()
    story.join(after(0.4), 50)

    assert join_funnel(story.log(until=after(60), now=after(60))).unseen_joins == 1


def test_orders_follow_the_first_message():
    story = small_story()
    story.order(after(20), 990, member=40)
    story.order(after(20), 990, member=30)  # never spoke

    assert counts(join_funnel(story.log(until=after(60), now=after(60))))[Step.BOUGHT] == (1, 0, 1, 1)


def test_a_group_has_its_own_funnel():
    story = small_story()
    story.scan(after(1), 5, group=9)
    story.join(after(1), 51, visitor=5)
    story.sit(after(1.1), 51, 9)
    story.message(after(1.5), 51, group=9)

    funnel = join_funnel(story.log(group=9, until=after(60), now=after(60)))

    assert [step.entered for step in funnel.steps] == [1, 1, 1, 1]


def moments(story, kind, who):
    found = {}
    for row in story.rows:
        if row["kind"] == kind and row.get(who):
            found.setdefault(row[who], []).append(row["at"])
    return found


def by_hand(story, end):
    """Walk through the funnel person by person."""
    seen, scans = moments(story, "page_seen", "visitor"), moments(story, "code_scanned", "visitor")
    became, joins, orders = {}, moments(story, "member_joined", "member"), moments(story, "order_paid", "member")
    for row in sorted(story.rows, key=lambda row: row["at"]):
        if row["kind"] == "member_joined" and row["visitor"]:
            became.setdefault(row["visitor"], row["member"])
    spoke = {}
    for at, _, member, *_ in plain_messages(story):
        spoke.setdefault(member, []).append(at)
    steps = [(scans, 7, 0, True), (joins, 7, 0, False), (spoke, 1, 2, False), (orders, 30, 2, False)]
    tally = [[0, 0, 0, 0] for _ in range(5)]
    for visitor in sorted({*seen, *scans}):
        reached = [min(seen.get(visitor, []) + scans.get(visitor, []))]
        if reached[0] >= end:
            continue
        tally[0][0] += 1
        for place, (proof, days, anchor, by_visitor) in enumerate(steps, 1):
            due = reached[anchor] + days * DAY
            at = proof.get(visitor if by_visitor else became.get(visitor), [])
            hit = min((t for t in at if reached[-1] <= t < min(due, end)), default=None)
            old = due <= end
            tally[place][0] += hit is not None
            tally[place][1] += hit is None and not old
            tally[place][2] += old
            tally[place][3] += hit is not None and old
            if hit is None:
                break
            reached.append(hit)
    return [tuple(row) for row in tally]


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
@pytest.mark.parametrize("days", [40, 140])
def test_the_funnel_of_chance_is_walked_by_hand(seed, days):
    story = random_story(seed, people=60, messages=400)
    end = after(days)

    funnel = join_funnel(story.log(since=after(-1), until=end, now=after(150)))

    assert list(counts(funnel).values()) == by_hand(story, end)


def test_the_funnel_in_words():
    sheet = funnel_sheet(join_funnel(small_story().log(until=after(60), now=after(60))))

    assert sheet.sentence == (
        "4 people came in; 1 got as far as “spoke”. The narrowest step is “joined” to “spoke”: 50 % go on."
    )
    assert sheet.csv().splitlines()[:3] == [
        "step,entered,rate,pending,judged,kept",
        "saw,4,,0,0,0",
        "scanned,3,0.75,0,4,3",
    ]


def test_an_empty_funnel_says_what_to_do():
    assert "Print a code" in funnel_sheet(join_funnel(Story().log())).sentence
