"""Slow groups, quiet hours, and groups that lead on."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.groups.domain.move import move_members
from coterie.groups.domain.pace import pace_group
from coterie.groups.errors import GroupFull
from coterie.groups.models import Group, Membership
from coterie.groups.rules import is_quiet
from coterie.kit.errors import Forbidden, Invalid, NotFound
from coterie.talk.errors import QuietNow, TooSoon
from coterie.talk.models import Message
from tests.cast import NOW, Cast
from tests.rituals.plans import SYSTEM
from tests.talk.speech import say, told


def pace(cast: Cast, who: str = "alice", **facts: Any) -> Group:
    usual = {"slow_seconds": 0, "quiet_from": None, "quiet_to": None, "leads_to": None}
    return pace_group(group=cast.group.pk, **{**usual, **facts}, actor=cast.actor(who), now=NOW)


def test_slow_group_lets_one_speak_again_when_the_time_is_up(cast: Cast) -> None:
    pace(cast, slow_seconds=30)
    first = say(cast, "dan", "One", nonce="a")

    with pytest.raises(TooSoon, match="30 seconds"):
        say(cast, "dan", "Two")
    assert say(cast, "dan", "One", nonce="a").pk == first.pk  # a second click is no second message
    say(cast, "carol", "Others speak")
    say(cast, "dan", "Two", now=NOW + timedelta(seconds=30))
    assert Message.objects.count() == 3


def test_quiet_hours_go_by_the_communitys_clock_and_not_for_hosts(cast: Cast) -> None:
    """Shanghai is eight hours ahead: quiet from 22:00 to 07:00 there is from 14:00 to 23:00 in UTC."""
    pace(cast, quiet_from=time(22), quiet_to=time(7))

    for hour, quiet in ((13, False), (14, True), (22, True), (23, False)):
        at = datetime(2026, 3, 2, hour, 0, tzinfo=UTC)
        if quiet:
            with pytest.raises(QuietNow, match="07:00"):
                say(cast, "dan", "Anybody?", now=at)
        else:
            say(cast, "dan", "Hello", now=at)
    say(cast, "paul", "From the system", now=datetime(2026, 3, 2, 15, tzinfo=UTC), actor=SYSTEM)


@given(at=st.times(), begin=st.times(), end=st.times())
def test_quiet_hours_are_those_that_a_clock_runs_through(at: time, begin: time, end: time) -> None:
    def second(moment: time) -> float:
        return moment.hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1e6

    day = 86_400
    length = (second(end) - second(begin)) % day if begin != end else 0
    assert is_quiet(at, begin, end) == ((second(at) - second(begin)) % day < length)


@pytest.mark.parametrize("facts", [
    {"slow_seconds": 86_401}, {"quiet_from": time(22)}, {"quiet_from": time(7), "quiet_to": time(7)},
])  # fmt: skip
def test_pace_that_makes_no_sense_is_refused(cast: Cast, facts: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        pace(cast, **facts)
    with pytest.raises(Forbidden):
        pace(cast, "ann", slow_seconds=5)


def test_groups_lead_on_and_never_in_a_circle(cast: Cast) -> None:
    pace(cast, leads_to=cast.vip.pk)

    with pytest.raises(Invalid):
        pace_group(
            group=cast.vip.pk, slow_seconds=0, quiet_from=None, quiet_to=None, leads_to=cast.group.pk,
            actor=cast.actor("alice"), now=NOW,
        )  # fmt: skip
    assert told("group_changed")[-1].data == {"fields": ["leads_to_id"]}


def move(cast: Cast, *names: str, stay: bool = False, who: str = "alice", to: int | None = None) -> list[int]:
    members = [cast.members[name].pk for name in names]
    facts = {"group": cast.group.pk, "to": to or cast.vip.pk, "members": members, "stay": stay}
    return move_members(**facts, actor=cast.actor(who), now=NOW)


def seats(cast: Cast, name: str) -> set[str]:
    rows = Membership.objects.filter(member=cast.members[name].pk, left_at=None)
    return set(rows.values_list("group__name", flat=True))


def test_members_go_on_and_keep_or_leave_their_seat(cast: Cast) -> None:
    assert move(cast, "dan") == [cast.members["dan"].pk]
    assert move(cast, "carol", "nina", stay=True) == [cast.members["nina"].pk]

    assert (seats(cast, "dan"), seats(cast, "nina")) == ({"VIP"}, {"Basic", "VIP"})
    for group in Group.objects.all():
        assert group.taken == group.memberships.filter(left_at=None).count()


def test_nobody_goes_on_when_not_all_fit_in(cast: Cast) -> None:
    Group.objects.filter(pk=cast.vip.pk).update(capacity=2)

    with pytest.raises(GroupFull):
        move(cast, "dan", "nina")
    with pytest.raises(NotFound):
        move(cast, "dan", "eve")
    with pytest.raises(Invalid):
        move(cast, "dan", to=cast.group.pk)
    with pytest.raises(Forbidden):
        move(cast, "dan", who="ann")
    assert seats(cast, "dan") == {"Basic"}
