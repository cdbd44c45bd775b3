"""Saying something, and changing one's words."""

from datetime import timedelta

import pytest

from coterie.groups.domain.membership import leave_group
from coterie.kit.actor import Actor
from coterie.kit.errors import Forbidden, Invalid, NotFound
from coterie.members.domain.member import leave_community
from coterie.talk.domain.deletion import delete_message
from coterie.talk.domain.hanging import Shot
from coterie.talk.domain.message import edit_message
from coterie.talk.errors import MessageGone
from coterie.talk.models import Message, MessageVersion, Picture
from tests.cast import NOW, Cast
from tests.talk.speech import say, told


def test_a_member_speaks_in_the_group(cast: Cast) -> None:
    message = say(cast, "dan", "  大家好\r\n我是丹 \u0000")

    assert message.text == "大家好\n我是丹"
    (event,) = told("message_posted")
    assert (event.subject, event.member, event.group) == (message.pk, cast.members["dan"].pk, cast.group.pk)
    assert (event.community, event.actor) == (cast.table.pk, cast.accounts["dan"].pk)
    assert event.data == {"reply_to": None, "length": 7, "mentions": [], "pictures": 0, "files": 0}


def test_nobody_speaks_where_they_do_not_sit(cast: Cast) -> None:
    for name in ("dan", "eve"):
        with pytest.raises(NotFound):
            say(cast, name, "hello", group=cast.vip.pk)
    with pytest.raises(NotFound):
        say(cast, "eve", "I was removed")

    assert Message.objects.count() == 0


@pytest.mark.parametrize("name", ["stranger", "mallory", "alice", "carol"])
def test_nobody_speaks_for_another(cast: Cast, name: str) -> None:
    with pytest.raises(NotFound):
        say(cast, "dan", "not me", actor=cast.actor(name))
    with pytest.raises(NotFound):
        say(cast, "dan", "not me", actor=Actor())


def test_who_left_the_group_or_the_community_is_silent(cast: Cast) -> None:
    leave_group(group=cast.group.pk, member=cast.members["dan"].pk, actor=cast.actor("dan"), now=NOW)
    leave_community(member=cast.members["nina"].pk, actor=cast.actor("nina"), now=NOW)

    for name in ("dan", "nina"):
        with pytest.raises(NotFound):
            say(cast, name, "still here?")


def test_the_system_speaks_for_a_member(cast: Cast) -> None:
    message = say(cast, "dan", "from the story", actor=Actor.of_system())

    assert message.member_id == cast.members["dan"].pk


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4001, "\u0000"])
def test_nothing_and_too_much_are_refused(cast: Cast, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        say(cast, "dan", text)

    assert refused.value.field == "text"


def test_a_picture_needs_no_words(cast: Cast) -> None:
    message = say(cast, "dan", "", things=[Shot("abc", 640, 480), Shot("def", 10, 20)])

    shots = Picture.objects.filter(message=message).order_by("position").values_list("position", "file", "width")
    assert list(shots) == [(0, "abc", 640), (1, "def", 10)]
    assert told("message_posted")[0].data["pictures"] == 2


def test_the_same_nonce_is_the_same_message(cast: Cast) -> None:
    first = say(cast, "dan", "once", nonce="n-1")

    again = say(cast, "dan", "once", nonce="n-1")
    other = say(cast, "carol", "once", nonce="n-1")

    assert again.pk == first.pk
    assert other.pk != first.pk
    assert len(told("message_posted")) == 2


def test_a_reply_names_its_message(cast: Cast) -> None:
    question = say(cast, "nina", "How do I write a menu?")

    say(cast, "carol", "Begin with the smell", reply_to=question.pk)

    assert told("message_posted")[1].data["reply_to"] == question.pk


def test_a_reply_stays_in_its_group(cast: Cast) -> None:
    elsewhere = say(cast, "carol", "vip only", group=cast.vip.pk)
    gone = say(cast, "carol", "soon gone")
    delete_message(message=gone.pk, actor=cast.actor("carol"), now=NOW)

    for message in (elsewhere, gone):
        with pytest.raises(MessageGone):
            say(cast, "dan", "about that", reply_to=message.pk)


def test_an_edit_keeps_what_was_said(cast: Cast) -> None:
    message = say(cast, "dan", "frist")
    later = NOW + timedelta(minutes=2)

    edit_message(message=message.pk, text="first", actor=cast.actor("dan"), now=later)
    edit_message(message=message.pk, text="first ", actor=cast.actor("dan"), now=later)
    edit_message(message=message.pk, text="first!", actor=cast.actor("dan"), now=later)

    message.refresh_from_db()
    assert (message.text, message.edited_at) == ("first!", later)
    assert list(MessageVersion.objects.order_by("id").values_list("text", flat=True)) == ["frist", "first"]
    assert [event.data for event in told("message_edited")] == [{"length": 5}, {"length": 6}]


@pytest.mark.parametrize(("name", "refusal"), [
    ("carol", Forbidden), ("alice", Forbidden), ("bob", Forbidden), ("eve", NotFound), ("stranger", NotFound),
    ("mallory", NotFound),
])  # fmt: skip
def test_nobody_edits_anothers_words(cast: Cast, name: str, refusal: type[Exception]) -> None:
    message = say(cast, "dan", "mine")

    with pytest.raises(refusal):
        edit_message(message=message.pk, text="theirs", actor=cast.actor(name), now=NOW)

    message.refresh_from_db()
    assert message.text == "mine"


def test_a_deleted_message_is_not_edited(cast: Cast) -> None:
    message = say(cast, "dan", "mine")
    delete_message(message=message.pk, actor=cast.actor("dan"), now=NOW)

    with pytest.raises(MessageGone):
        edit_message(message=message.pk, text="again", actor=cast.actor("dan"), now=NOW)
