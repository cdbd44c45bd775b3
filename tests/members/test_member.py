"""Coming, going and changing of members."""

import pytest

from coterie.accounts.domain.account import open_account
from coterie.kit.errors import Conflict, Forbidden, NotFound
from coterie.members.domain.member import admit_member, edit_member, leave_community, remove_member
from coterie.members.domain.tag import tag_members, untag_members
from coterie.members.models import Member
from coterie.members.queries.members import filtered, members_visible_to
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast


def test_numbers_follow_the_order_of_joining(cast: Cast) -> None:
    numbers = [cast.members[name].number for name in ("carol", "dan", "nina", "paul", "eve")]

    assert numbers == [1, 2, 3, 4, 5]


def test_come_back_under_the_old_number(cast: Cast) -> None:
    dan = cast.actor("dan")
    leave_community(member=cast.members["dan"].pk, actor=dan, now=NOW)

    back = admit_member(community=cast.table.pk, account=dan.account, name="Dan", actor=dan, now=NOW)

    assert (back.pk, back.number, back.state, back.ended_at) == (cast.members["dan"].pk, 2, "active", None)
    assert LoggedEvent.objects.filter(kind="member_joined", member=back.pk).count() == 2


def test_removed_number_is_never_given_again(cast: Cast) -> None:
    new = open_account(name="New", now=NOW)

    member = admit_member(community=cast.table.pk, account=new.pk, name="New", actor=cast.actor("alice"), now=NOW)

    assert member.number == 6


def test_admit_twice_is_once(cast: Cast) -> None:
    dan = cast.actor("dan")

    again = admit_member(community=cast.table.pk, account=dan.account, name="Dan", actor=dan, now=NOW)

    assert again.pk == cast.members["dan"].pk
    assert LoggedEvent.objects.filter(kind="member_joined", member=again.pk).count() == 1


def test_removed_cannot_come_back(cast: Cast) -> None:
    eve = cast.actor("eve")

    with pytest.raises(Conflict):
        admit_member(community=cast.table.pk, account=eve.account, name="Eve", actor=eve, now=NOW)


def test_leave_for_somebody_else_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotFound):
        leave_community(member=cast.members["dan"].pk, actor=cast.actor("nina"), now=NOW)


@pytest.mark.parametrize(("name", "error"), [("ann", Forbidden), ("dan", NotFound), ("mallory", NotFound)])
def test_remove_without_the_right(cast: Cast, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        remove_member(member=cast.members["dan"].pk, actor=cast.actor(name), now=NOW)

    assert Member.objects.get(pk=cast.members["dan"].pk).state == "active"


def test_edit_tells_only_what_changed(cast: Cast) -> None:
    edit_member(member=cast.members["dan"].pk, name="Dan", title="Poet", actor=cast.actor("bob"), now=NOW)

    assert LoggedEvent.objects.get(kind="member_changed").data == {"fields": ["title"]}


def test_tag_counts_the_fresh_ones(cast: Cast) -> None:
    chosen = [cast.members["dan"].pk, cast.members["nina"].pk]
    facts = {"community": cast.table.pk, "tag": "seed", "actor": cast.actor("bob"), "now": NOW}

    first = tag_members(members=chosen[:1], **facts)
    second = tag_members(members=chosen, **facts)
    gone = untag_members(members=chosen, **facts)
    none = untag_members(members=chosen, **facts)

    assert (first, second, gone, none) == (1, 1, 2, 0)


def test_tag_members_of_another_community_does_nothing(cast: Cast) -> None:
    count = tag_members(
        community=cast.other.pk, members=[cast.members["dan"].pk], tag="mine", actor=cast.actor("mallory"), now=NOW
    )

    assert count == 0


@pytest.mark.parametrize(
    ("facts", "names"),
    [
        ({"words": "da"}, ["Dan"]),
        ({"words": "4"}, ["Paul"]),
        ({"state": "removed"}, ["Eve"]),
        ({"sort": "name", "state": "active"}, ["Carol", "Dan", "Nina", "Paul"]),
        ({"tag": "nothing"}, []),
        ({"words": "9" * 30}, []),
    ],
)
def test_filter(cast: Cast, facts: dict[str, str], names: list[str]) -> None:
    rows = filtered(members_visible_to(cast.actor("bob"), cast.table.pk), **facts)

    assert [row.name for row in rows] == names
