"""Finding messages by their words."""

import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as DatabaseCase

from coterie.kit.text import pieces
from coterie.talk.domain.announcement import pin_message
from coterie.talk.domain.deletion import delete_message, restore_message
from coterie.talk.domain.hanging import Shot
from coterie.talk.domain.message import edit_message, post_message
from coterie.talk.models import Message
from coterie.talk.queries.search import Narrowing, messages_found
from tests.cast import NOW, Cast, call_cast
from tests.talk.speech import say

SIGNS = st.sampled_from("的一是不了人我在有他这中大来上国们到说和饭菜单猫狗标题改遍精华")
RARE = st.sampled_from("㐀龘𠮷々〇かナー한국ㄅ豈ﾅ")
MARKS = st.sampled_from("，。！？、：“”（） \n…—·👍🀄")
CHINESE = st.text(st.one_of(SIGNS, SIGNS, SIGNS, RARE, MARKS), min_size=2, max_size=40)


def found(cast: Cast, words: str, name: str = "dan") -> list[str]:
    return list(messages_found(cast.actor(name), cast.table.pk, words).values_list("text", flat=True))


class EveryPartIsFound(DatabaseCase):
    """Any part of two or more signs of a Chinese message finds it, on either database."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = call_cast()

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
    @given(st.data())
    def test_parts(self, data: st.DataObject) -> None:
        text = data.draw(CHINESE)
        begin = data.draw(st.integers(0, len(text) - 2))
        part = text[begin : data.draw(st.integers(begin + 2, len(text)))]
        assume(text.strip() and pieces(part))
        message = say(self.cast, "dan", text)

        assert message in messages_found(self.cast.actor("dan"), self.cast.table.pk, part)

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
    @given(st.text(SIGNS, min_size=1, max_size=12), st.text(SIGNS, min_size=1, max_size=3))
    def test_only_what_has_the_part(self, text: str, part: str) -> None:
        message = say(self.cast, "dan", text)

        hits = messages_found(self.cast.actor("dan"), self.cast.table.pk, part)

        assert (message in hits) == (part in text)


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("headline", True),
        ("HEAD", True),
        ("head sell", True),
        ("line", False),
        ("head buy", False),
        ("ｈｅａｄ", True),
        ("17", True),
        ("改了", True),
        ("了改", False),
        ("标", True),
        ("17 号的标题", True),
        ("号的, 三遍", True),
        ("号的，遍三", False),
        ("", False),
        ("，。", False),
        ("\"' OR 1 --*^():<->&|!", False),
    ],
)
def test_words(cast: Cast, words: str, hit: bool) -> None:
    text = "A headline sells. 昨天 17 号的标题我改了三遍"
    say(cast, "dan", text)

    assert found(cast, words) == ([text] if hit else [])


def test_newest_first(cast: Cast) -> None:
    for place in range(3):
        say(cast, "dan", f"headline {place}")

    assert found(cast, "headline") == ["headline 2", "headline 1", "headline 0"]


def test_what_was_edited_or_deleted_is_found_as_it_stands(cast: Cast) -> None:
    message = say(cast, "dan", "一袋米")
    edit_message(message=message.pk, text="一袋面", actor=cast.actor("dan"), now=NOW)
    assert (found(cast, "袋米"), found(cast, "袋面")) == ([], ["一袋面"])

    delete_message(message=message.pk, actor=cast.actor("dan"), now=NOW)
    assert found(cast, "袋面") == []

    restore_message(message=message.pk, actor=cast.actor("dan"), now=NOW)
    assert found(cast, "袋面") == ["一袋面"]


def test_what_is_erased_leaves_the_index(cast: Cast) -> None:
    from django.db import connection

    message = say(cast, "dan", "一袋米")
    Message.objects.filter(pk=message.pk).delete()

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM talk_search")
        assert cursor.fetchone() == (0,)


def test_only_in_groups_one_sees(cast: Cast) -> None:
    say(cast, "carol", "vip headline", group=cast.vip.pk)
    say(cast, "carol", "basic headline")

    assert found(cast, "headline", "dan") == ["basic headline"]
    assert found(cast, "headline", "carol") == ["basic headline", "vip headline"]
    assert found(cast, "headline", "bob") == ["basic headline", "vip headline"]
    for name in ("eve", "stranger", "mallory"):
        assert found(cast, "headline", name) == []


def test_our_own_words_need_no_escape() -> None:
    """Of ASCII only letters and digits reach the query languages."""
    nasty = "".join(map(chr, range(0x20, 0x3000)))

    assert not [token for piece in pieces(nasty) for token in piece.tokens if re.search(r"[\x00-/:-@[-`{-\x7f]", token)]


def narrowed(cast: Cast, words: str = "", **facts: object) -> list[str]:
    rows = messages_found(cast.actor("dan"), cast.table.pk, words, Narrowing(**facts))  # type: ignore[arg-type]
    return sorted(rows.values_list("text", flat=True))


def test_search_is_narrowed_by_group_author_kind_and_day(cast: Cast) -> None:
    day = timedelta(days=1)
    say(cast, "dan", "Soup one", now=NOW)
    say(cast, "nina", "Soup two", kind="question", now=NOW + day)
    pin_message(message=say(cast, "carol", "Soup three", now=NOW + 2 * day).pk, actor=cast.actor("alice"), now=NOW)
    shot = Shot("file", 10, 10)
    post_message(
        group=cast.group.pk, member=cast.members["paul"].pk, text="Bread", things=[shot], actor=cast.actor("paul"),
        now=NOW + 3 * day,
    )  # fmt: skip

    assert narrowed(cast, "soup", author="nin") == ["Soup two"]
    assert narrowed(cast, "soup", since=NOW + day) == ["Soup three", "Soup two"]
    assert narrowed(cast, "soup", until=NOW + day) == ["Soup one"]
    assert narrowed(cast, "soup", kind="question") == narrowed(cast, kind="question") == ["Soup two"]
    assert narrowed(cast, kind="announcement") == ["Soup three"]
    assert narrowed(cast, kind="picture") == ["Bread"]
    assert narrowed(cast, group=cast.group.key, author="dan") == ["Soup one"]
    assert narrowed(cast, group=cast.vip.key) == narrowed(cast) == []  # dan does not sit there; nothing was asked
