"""What the word of an IP profile weighs, week by week."""

from datetime import date

from coterie.review.queries.authority import authority
from coterie.review.queries.authority_sheet import authority_sheet
from tests.review.story import Story, after

PROFILE, FOUNDER = 5, 1
END = 7 * 13 + 2
"""Thirteen whole weeks and a Wednesday."""


def series(story, member=FOUNDER):
    found = authority(story.log(until=after(END), now=after(END)), PROFILE, member)
    return {course.name: course.values for course in found.courses}, found


def test_four_series_count_what_happened_in_whole_weeks():
    story = Story()
    said = story.message(after(0), FOUNDER, group=1)
    for member in (2, 3):
        story.message(after(1), member, group=1)
    story.message(after(1), 4, group=2)
    story.message(after(2), 2, group=1, reply_to=said)
    story.tell(after(3), "reaction_added", member=5, subject=said, group=1)
    story.tell(after(7), "reaction_added", member=5, subject=said, group=1)
    story.tell(after(8), "answer_accepted", member=FOUNDER, subject=said, data={"question": 99})
    story.tell(after(8), "contribution_marked", member=FOUNDER, subject=9, data={"message": 98, "by_host": True})
    story.tell(after(8), "contribution_marked", member=FOUNDER, subject=9, data={"message": 97, "by_host": False})
    story.tell(after(9), "answer_refused", member=FOUNDER, subject=said, data={"question": 99})
    story.tell(after(END - 1), "reaction_added", member=6, subject=said, group=1)

    values, found = series(story)

    assert found.mondays[0] == date(2026, 3, 2)
    assert len(found.mondays) == 13
    assert values["reach"] == (3, *[0] * 12)
    assert values["echo"] == (2, 1, *[0] * 11)
    assert values["endorsed"] == (0, 1, *[0] * 11)


def test_followers_are_net_and_leave_with_the_community():
    story = Story()
    for place, member in enumerate((2, 3, 4)):
        story.tell(after(7 * place), "profile_followed", member=member, subject=PROFILE, data={"on": True})
    story.tell(after(1), "profile_followed", member=8, subject=77, data={"on": True})
    story.tell(after(22), "profile_followed", member=8, subject=77, data={"on": False})
    story.tell(after(29), "profile_followed", member=2, subject=PROFILE, data={"on": False})
    story.leave(after(36), 3)

    values, _found = series(story)

    assert values["followers"] == (1, 2, 3, 3, 2, 1, *[1] * 7)


def test_a_way_is_only_said_when_it_is_plain():
    story = Story()
    for week in range(13):
        for member in range(2, 4 + week):
            story.tell(
                after(7 * week), "profile_followed", member=member * 100 + week, subject=PROFILE, data={"on": True}
            )

    sheet = authority_sheet(series(story)[1])

    assert "Followers: 104 in the last whole week; it rises by about" in sheet.sentence
    assert "People reached: Nothing yet in these thirteen weeks." in sheet.sentence
    assert [len(row) for row in sheet.rows] == [5] * 13


def test_without_a_speaker_only_followers_are_known():
    values, found = series(Story(), member=None)

    assert values == {"reach": None, "echo": None, "endorsed": None, "followers": (0,) * 13}
    assert "Nobody speaks as this profile yet" in authority_sheet(found).sentence
    assert all(course.trend is None for course in found.courses if course.values is None)
