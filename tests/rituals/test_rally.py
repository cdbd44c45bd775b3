"""A rally: who had the tag is called, each comes once, and the figures say how quickly."""

from datetime import datetime, timedelta
from statistics import median

import pytest
from django.core import mail
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.members.domain.letter_wish import wish_for_letters
from coterie.members.domain.member import leave_community
from coterie.members.domain.tag import tag_members
from coterie.platform.events.models import LoggedEvent
from coterie.rituals.domain.rally import call_rally, come_to_rally, write_calls
from coterie.rituals.models import Rally, RallyCall
from coterie.rituals.queries.rallies import calls_of, response_to
from tests.cast import NOW, Cast, call_cast

DAY = timedelta(days=1)
CALLED = ("dan", "carol", "nina", "paul")


def called(cast: Cast, *names: str, **facts: object) -> Rally:
    alice = cast.actor("alice")
    members = [cast.members[who].pk for who in names]
    if members:
        tag_members(community=cast.table.pk, members=members, tag="seed", actor=alice, now=NOW)
    usual = {"title": "Launch", "task": "Speak first", "tag": "seed", "closes_at": NOW + DAY, **facts}
    return call_rally(community=cast.table.pk, **usual, actor=alice, now=NOW)  # type: ignore[arg-type]  # facts of a test


def come(cast: Cast, row: Rally, who: str, at: datetime, words: str = "") -> RallyCall:
    return come_to_rally(rally=row.pk, words=words, actor=cast.actor(who), now=at)


def test_who_has_the_tag_is_called_and_comes_once(cast: Cast) -> None:
    row = called(cast, "dan", "carol")
    come(cast, row, "dan", NOW + timedelta(minutes=5), "Here")
    come(cast, row, "dan", NOW + timedelta(minutes=50), "Still here")
    with pytest.raises(NotFound):
        come(cast, row, "nina", NOW)

    said = response_to(row)

    assert (said.called, said.came, said.rate, said.median) == (2, 1, 0.5, 300.0)
    assert [(one.member.name, one.words) for one in calls_of(row.pk)] == [("Dan", "Still here"), ("Carol", "")]
    [told] = LoggedEvent.objects.filter(kind="rally_joined")
    assert told.data == {"seconds": 300}


def test_who_wants_one_gets_a_letter_that_leads_there(cast: Cast) -> None:
    row = called(cast, "dan", "carol")
    wish = {"member": cast.members["dan"].pk, "actor": cast.actor("dan"), "now": NOW}
    wish_for_letters(digest="", calls=True, **wish)

    assert write_calls(rally=row.pk) == 1

    assert [letter.to for letter in mail.outbox] == [["dan@example.org"]]
    assert "List-Unsubscribe" in mail.outbox[0].extra_headers
    assert f"/m/{cast.table.slug}/rallies/{row.key}" in mail.outbox[0].body


def test_nobody_comes_after_the_end_or_after_leaving(cast: Cast) -> None:
    row = called(cast, "dan", "carol")
    leave_community(member=cast.members["carol"].pk, actor=cast.actor("carol"), now=NOW)

    with pytest.raises(NotFound):
        come(cast, row, "carol", NOW)
    with pytest.raises(Conflict):
        come(cast, row, "dan", NOW + DAY)
    assert response_to(row).came == 0


@pytest.mark.parametrize(
    "facts",
    [
        {"title": " "},
        {"task": ""},
        {"tag": "none"},
        {"closes_at": NOW},
        {"closes_at": NOW + timedelta(days=15)},
    ],
)
def test_odd_calls_are_refused(cast: Cast, facts: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        called(cast, "dan", **facts)
    assert not Rally.objects.exists()


class TestResponse(TestCase):
    """The figures are those of a plain list."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.one_of(st.none(), st.integers(0, 80_000)), min_size=1, max_size=4))
    def test_figures_are_those_of_a_list(self, waits: list[int | None]) -> None:
        cast = call_cast()
        names = CALLED[: len(waits)]
        row = called(cast, *names)
        for who, wait in zip(names, waits, strict=True):
            if wait is not None:
                come(cast, row, who, NOW + timedelta(seconds=wait))

        came = [wait for wait in waits if wait is not None]
        said = response_to(row)

        assert (said.called, said.came) == (len(waits), len(came))
        assert said.median == (median(came) if came else None)
