"""Who is named in a text."""

import pytest

from coterie.accounts.domain.account import open_account
from coterie.groups.domain.membership import join_group
from coterie.kit.actor import Actor
from coterie.members.domain.member import admit_member
from coterie.talk.queries.mentions import mentions_in
from tests.cast import NOW, Cast
from tests.talk.speech import say, told


def seat(cast: Cast, name: str) -> int:
    account = open_account(name=name, now=NOW)
    actor = Actor(account=account.pk)
    member = admit_member(community=cast.table.pk, account=account.pk, name=name, actor=actor, now=NOW)
    join_group(group=cast.group.pk, member=member.pk, actor=actor, now=NOW)
    return member.pk


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Dan look", [(0, 4, "dan")]),
        ("@dan look", [(0, 4, "dan")]),
        ("look,@Dan!", [(5, 9, "dan")]),
        ("大家问@Dan吧", [(3, 7, "dan")]),
        ("@Danny is somebody else", []),
        ("write to a@Dan.example", []),
        ("@Dan and @Carol and @Dan", [(0, 4, "dan"), (9, 15, "carol"), (20, 24, "dan")]),
        ("@Eve was removed", []),
        ("@ Dan", []),
        ("@", []),
    ],
)
def test_names(cast: Cast, text: str, found: list[tuple[int, int, str]]) -> None:
    assert mentions_in(cast.group.pk, text) == [[begin, end, cast.members[name].pk] for begin, end, name in found]


def test_numbers(cast: Cast) -> None:
    dan = cast.members["dan"]

    assert mentions_in(cast.group.pk, f"@{dan.number} and @No.{dan.number}号") == [[0, 2, dan.pk], [7, 12, dan.pk]]
    assert mentions_in(cast.group.pk, f"@{dan.number}00") == []


def test_the_longer_chinese_name_is_meant(cast: Cast) -> None:
    short, long = seat(cast, "小林"), seat(cast, "小林子")

    assert mentions_in(cast.group.pk, "@小林子你好,@小林在吗") == [[0, 4, long], [7, 10, short]]


def test_only_people_of_the_group(cast: Cast) -> None:
    assert mentions_in(cast.vip.pk, "@Dan @Carol") == [[5, 11, cast.members["carol"].pk]]


def test_the_event_carries_members(cast: Cast) -> None:
    say(cast, "nina", "thank you @Dan, thank you @dan, and @carol")

    assert told("message_posted")[0].data["mentions"] == sorted([cast.members["dan"].pk, cast.members["carol"].pk])
