"""The members as the log knows them, beside those that were declared."""

import pytest

from coterie.review.queries.portrait import portrait_of
from tests.review.story import Story, after

TARGET = {"needs": {"learning": 80, "friends": 20}, "channels": {"Library": 1}, "weekly": 1}
CALLED = {1: "Library", 2: "Ads"}


def told() -> Story:
    story = Story()
    for member in range(1, 61):
        story.tell(after(member / 100), "member_joined", member=member, channel=1 if member <= 40 else 2, data={})
        needs = ["learning", "friends"] if member <= 20 else ["learning"] if member <= 40 else ["job"]
        if member <= 50:
            story.tell(after(1, minutes=member), "needs_told", member=member, data={"needs": needs})
    story.tell(after(2), "needs_told", member=1, data={"needs": ["learning"]})
    story.tell(after(2), "member_tagged", member=1, subject=7, data={"on": True})
    story.tell(after(2), "member_tagged", member=2, subject=7, data={"on": True})
    story.tell(after(3), "member_tagged", member=2, subject=7, data={"on": False})
    story.leave(after(4), 60)
    for minute in range(40):
        story.message(after(5, minutes=minute), 1 + minute % 2)
    return story


def test_portrait_counts_who_is_here_by_what_they_said_last() -> None:
    found = portrait_of(told().log(since=after(0), until=after(14)), TARGET, CALLED, {7: "writer"})

    needs, channels = found.facets["needs"], found.facets["channels"]
    assert found.members == 59
    assert needs.counts == {"learning": 1 + 19 / 2 + 20, "friends": 19 / 2, "job": 10}
    assert needs.unknown == 9
    assert needs.fit.fit == pytest.approx(min(30.5 / 50, 0.8) + min(9.5 / 50, 0.2))
    assert channels.counts == {"Library": 40, "Ads": 19}
    assert channels.fit.fit == pytest.approx(40 / 59)
    assert found.facets["tags"].counts == {"writer": 1}
    assert found.facets["tags"].fit is None
    assert (found.weekly, found.speaking) == (0, 2)


def test_who_does_not_fit_is_named_with_reasons_and_channels() -> None:
    found = portrait_of(told().log(since=after(0), until=after(14)), TARGET, CALLED, {})

    assert len(found.misfits) == 19
    assert found.misfits[0].reasons == (("needs", "job"), ("channels", "Ads"))
    assert [len(one.reasons) for one in found.misfits] == [2] * 10 + [1] * 9
    assert found.by_channel == {1: (0, 40), 2: (19, 19)}


def test_nothing_is_said_where_nobody_is_and_nothing_was_declared() -> None:
    found = portrait_of(Story().log(), {}, {}, {})

    assert (found.members, found.weekly, found.misfits) == (0, None, ())
    assert all(facet.fit is None and facet.purity is None for facet in found.facets.values())
