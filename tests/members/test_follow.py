"""Following the IP profiles of a community."""

import pytest

from coterie.communities.domain.profile import archive_profile, publish_profile
from coterie.kit.errors import NotFound
from coterie.members.domain.follow import follow_profile
from coterie.members.domain.member import leave_community
from coterie.members.models import Member
from coterie.members.queries.follows import followed_by, followers_of
from coterie.members.queries.speakers import member_with, speakers_of
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.members.scenes import profiled


def follow(cast: Cast, who: str, profile: int, *, on: bool = True) -> bool:
    return follow_profile(profile=profile, on=on, actor=cast.actor(who), now=NOW)


def test_follow_and_unfollow_tell_each_change_once(cast: Cast) -> None:
    row = profiled(cast)

    changes = [follow(cast, "dan", row.pk, on=on) for on in (True, True, False, False, True)]
    follow(cast, "carol", row.pk)

    assert changes == [True, False, True, False, True]
    assert [
        event.data["on"]
        for event in LoggedEvent.objects.filter(kind="profile_followed", member=cast.members["dan"].pk).order_by("id")
    ] == [True, False, True]
    assert followers_of(cast.table.pk) == {row.pk: 2}
    assert followed_by(cast.members["dan"].pk) == {row.pk}
    assert followed_by(None) == set()


def test_only_members_follow_what_is_shown(cast: Cast) -> None:
    row = profiled(cast)
    for who in ("stranger", "alice", "mallory", "eve"):
        with pytest.raises(NotFound):
            follow(cast, who, row.pk)
    publish_profile(profile=row.pk, on=False, actor=cast.actor("alice"), now=NOW)
    with pytest.raises(NotFound):
        follow(cast, "dan", row.pk)


def test_who_leaves_follows_nobody(cast: Cast) -> None:
    row = profiled(cast)
    follow(cast, "dan", row.pk)

    leave_community(member=cast.members["dan"].pk, actor=cast.actor("dan"), now=NOW)

    assert followers_of(cast.table.pk) == {}


def test_followers_of_what_was_put_away_stay_counted_for_nobody(cast: Cast) -> None:
    row = profiled(cast)
    follow(cast, "dan", row.pk)
    archive_profile(profile=row.pk, actor=cast.actor("alice"), now=NOW)

    with pytest.raises(NotFound):
        follow(cast, "carol", row.pk)


def test_operators_and_members_with_a_title_can_speak(cast: Cast) -> None:
    Member.objects.filter(pk=cast.members["carol"].pk).update(title="Elder")

    names = {name for _pk, name in speakers_of(cast.table.pk).values()}

    assert names == {"Alice", "Amy", "Bob", "Ann", "Carol"}
    assert member_with(cast.table.pk, cast.accounts["carol"].pk) == cast.members["carol"].pk
    assert member_with(cast.table.pk, None) is None
