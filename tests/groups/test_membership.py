"""Seats in groups."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from coterie.accounts.domain.account import open_account
from coterie.groups.domain.group import create_group, edit_group
from coterie.groups.domain.membership import join_group, leave_group, remove_from_group
from coterie.groups.errors import GroupFull
from coterie.groups.models import Group, Membership
from coterie.groups.queries.groups import groups_visible_to
from coterie.groups.receivers import free_seats
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.members.domain.member import admit_member, leave_community
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast, call_cast


def taken_and_seated(group: int) -> tuple[int, int]:
    return Group.objects.get(pk=group).taken, Membership.objects.filter(group=group, left_at=None).count()


def test_taken_counts_the_open_memberships(cast: Cast) -> None:
    leave_group(group=cast.group.pk, member=cast.members["dan"].pk, actor=cast.actor("dan"), now=NOW)

    assert taken_and_seated(cast.group.pk) == (4, 4)


def test_join_twice_is_once(cast: Cast) -> None:
    join_group(group=cast.group.pk, member=cast.members["dan"].pk, actor=cast.actor("dan"), now=NOW)

    assert taken_and_seated(cast.group.pk) == (5, 5)


def test_full_group_refuses(cast: Cast) -> None:
    edit_group(
        group=cast.vip.pk, name="VIP", tier="vip", capacity=1, description="", actor=cast.actor("alice"), now=NOW
    )

    with pytest.raises(GroupFull):
        join_group(group=cast.vip.pk, member=cast.members["dan"].pk, actor=cast.actor("dan"), now=NOW)

    assert taken_and_seated(cast.vip.pk) == (1, 1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_race_for_the_last_seats() -> None:
    cast = call_cast()
    people = [open_account(name=f"P{n}", now=NOW).pk for n in range(24)]
    alice = cast.actor("alice")
    members = [admit_member(community=cast.table.pk, account=one, name="P", actor=alice, now=NOW).pk for one in people]

    def grab(member: int) -> bool:
        try:
            join_group(group=cast.vip.pk, member=member, actor=alice, now=NOW)
        except GroupFull:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(12) as pool:
        won = sum(pool.map(grab, members))

    assert (won, taken_and_seated(cast.vip.pk)) == (4, (5, 5))


def test_former_member_keeps_no_seat(cast: Cast) -> None:
    dan = cast.members["dan"].pk
    leave_community(member=dan, actor=cast.actor("dan"), now=NOW)
    event = LoggedEvent.objects.get(kind="member_left")

    free_seats(event, now=NOW)
    free_seats(event, now=NOW)

    assert taken_and_seated(cast.group.pk) == (4, 4)


def test_former_member_sees_no_group_at_once(cast: Cast) -> None:
    assert not groups_visible_to(cast.actor("eve"), cast.table.pk).exists()


def test_visible_groups(cast: Cast) -> None:
    def names(actor: Actor) -> list[str]:
        return [group.name for group in groups_visible_to(actor, cast.table.pk)]

    assert names(cast.actor("carol")) == ["Basic", "VIP"]
    assert names(cast.actor("dan")) == ["Basic"]
    assert names(cast.actor("bob")) == ["Basic", "VIP"]
    assert names(cast.actor("mallory")) == []
    assert names(Actor()) == []


@pytest.mark.parametrize(("name", "error"), [("ann", Forbidden), ("dan", NotFound), ("mallory", NotFound)])
def test_remove_without_the_right(cast: Cast, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        remove_from_group(group=cast.group.pk, member=cast.members["dan"].pk, actor=cast.actor(name), now=NOW)


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"name": " "}, Invalid),
        ({"capacity": 0}, Invalid),
        ({"capacity": 100_001}, Invalid),
        ({"tier": "gold"}, Invalid),
        ({"name": "Basic"}, Conflict),
    ],
)
def test_create_group_with_wrong_facts(cast: Cast, facts: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        create_group(**{"community": cast.table.pk, "name": "New", **facts}, actor=cast.actor("alice"), now=NOW)
