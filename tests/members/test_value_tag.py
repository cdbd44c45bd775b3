"""Tags by value: exactly those of a segment have them, and no tag given by hand is touched."""

from typing import Any

import pytest

from coterie.kit.errors import Forbidden, Invalid
from coterie.members.domain.tag import tag_members
from coterie.members.domain.value_tag import tag_by_value
from coterie.members.models import MemberTag
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast


def tag(cast: Cast, segment: str, *names: str, who: str = "alice") -> tuple[str, int, int, int]:
    members = [cast.members[name].pk for name in names]
    facts: dict[str, Any] = {"community": cast.table.pk, "actor": cast.actor(who), "now": NOW}
    return tag_by_value(segment=segment, members=members, **facts)


def tags(cast: Cast) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in MemberTag.objects.select_related("member", "tag").order_by("tag__name", "member__name"):
        found.setdefault(row.tag.name, []).append(row.member.name)
    return found


def test_members_move_between_segments_and_tags_by_hand_stay(cast: Cast) -> None:
    hand = {"community": cast.table.pk, "members": [cast.members["dan"].pk], "actor": cast.actor("alice"), "now": NOW}
    tag_members(tag="champions", **hand)

    assert tag(cast, "champions", "dan", "carol") == ("value:champions", 2, 2, 0)
    assert tag(cast, "lost", "paul") == ("value:lost", 1, 1, 0)
    assert tag(cast, "lost", "paul", "carol") == ("value:lost", 2, 1, 1)
    assert tag(cast, "champions", "nina") == ("value:champions", 1, 1, 1)

    assert tags(cast) == {"champions": ["Dan"], "value:champions": ["Nina"], "value:lost": ["Carol", "Paul"]}


def test_again_changes_nothing_and_tells_nothing(cast: Cast) -> None:
    tag(cast, "loyal", "dan")
    told = LoggedEvent.objects.filter(kind="member_tagged").count()

    assert tag(cast, "loyal", "dan") == ("value:loyal", 1, 0, 0)
    assert LoggedEvent.objects.filter(kind="member_tagged").count() == told == 1


def test_who_is_no_member_now_gets_none(cast: Cast) -> None:
    assert tag(cast, "loyal", "eve") == ("value:loyal", 0, 0, 0)
    assert tags(cast) == {}


def test_only_who_edits_members_and_nobody_by_hand(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        tag(cast, "loyal", "dan", who="ann")
    with pytest.raises(Invalid):
        tag_members(
            community=cast.table.pk, members=[cast.members["dan"].pk], tag="value:loyal", actor=cast.actor("alice"),
            now=NOW,
        )  # fmt: skip


def test_many_are_tagged_in_as_many_queries_as_one(cast: Cast, django_assert_max_num_queries) -> None:
    tag(cast, "lost", "dan")
    with django_assert_max_num_queries(20):
        assert tag(cast, "loyal", "dan", "carol", "nina", "paul")[1:] == (4, 4, 1)
