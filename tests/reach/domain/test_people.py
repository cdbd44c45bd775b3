"""Who is who in a chat log."""

import pytest

from coterie.reach.domain.people import MOST_MENTIONS, People


@pytest.fixture
def people():
    people = People("irc")
    for number, name in enumerate(["dan", "Nina", "jo", "王芳", "c|x", "eve"], start=1):
        people.heard(name)
        people.meet({people.ref(name): number})
    return people


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("hello", []),
        ("", []),
        ("...", []),
        ("dan hello Nina", [[0, 3, 1], [10, 14, 2]]),
        ("Nina dan", [[0, 4, 2], [5, 8, 1]]),
        ("NINA: hello", [[0, 4, 2]]),
        ("nina, hello", [[0, 4, 2]]),
        ("nina hello", []),
        ("jo: hello", [[0, 2, 3]]),
        ("hello jo", []),
        ("danger, dan-ger, _dan", []),
        ("(dan) dan's dan.", [[1, 4, 1], [6, 9, 1], [12, 15, 1]]),
        ("ask c|x", [[4, 7, 5]]),
        ("“dan”…", [[1, 4, 1]]),
        ("王芳: 你好", [[0, 2, 4]]),
        ("eve: I am eve", []),
    ],
)
def test_mentions(text, mentions, people):
    assert people.mentions(text, author=6) == mentions


def test_mentions_are_not_endless(people):
    assert len(people.mentions("dan " * 100, author=6)) == MOST_MENTIONS


def test_rename_keeps_the_person(people):
    people.rename("dan", "dan_away")

    assert (people.ref("dan_away"), people.ref("DAN")) == ("irc:dan", "irc:dan")


def test_rename_to_a_known_name_changes_nobody(people):
    people.rename("dan", "Nina")

    assert (people.ref("nina"), people.ref("dan")) == ("irc:nina", "irc:dan")


def test_rename_from_an_unknown_name_to_a_known_one(people):
    people.rename("dan`", "dan")

    assert people.ref("dan`") == "irc:dan"


def test_rename_of_somebody_unknown(people):
    people.rename("Guest1", "zoe")

    assert people.ref("zoe") == people.ref("guest1") == "irc:guest1"


def test_reference_of_a_name_that_folding_makes_longer():
    long, longer = "ß" * 58, "ß" * 59

    assert People("irc").ref(long) == "irc:" + "s" * 116
    assert People("irc").ref(longer)[:91] == "irc:" + "s" * 86 + "~"
    assert len({People("irc").ref(name) for name in (longer, longer.upper(), longer + "x")}) == 2
