"""Signs under messages."""

import pytest

from coterie.kit.errors import Invalid, NotFound
from coterie.talk.domain.deletion import delete_message
from coterie.talk.domain.reaction import react, take_reaction_back
from coterie.talk.enums import Emoji
from coterie.talk.errors import MessageGone
from coterie.talk.models import Message, Reaction
from coterie.talk.queries.reactions import under
from coterie.talk.queries.shown import Reactions
from tests.cast import NOW, Cast
from tests.talk.speech import say, told


def sign(cast: Cast, name: str, message: Message, emoji: str = Emoji.HEART) -> None:
    react(message=message.pk, member=cast.members[name].pk, emoji=emoji, actor=cast.actor(name), now=NOW)


def test_signs_are_counted_once_each(cast: Cast) -> None:
    message = say(cast, "nina", "my first headline")
    for name in ("dan", "carol", "dan"):
        sign(cast, name, message)
    sign(cast, "dan", message, Emoji.WAVE)

    found = under([message.pk], cast.members["carol"].pk)[message.pk]

    assert found.reactions == (Reactions("❤️", 2, mine=True), Reactions("👋", 1, mine=False))
    assert [event.member for event in told("reaction_added")] == [
        cast.members["dan"].pk, cast.members["carol"].pk, cast.members["dan"].pk,
    ]  # fmt: skip


def test_a_sign_is_taken_back(cast: Cast) -> None:
    message = say(cast, "nina", "my first headline")
    sign(cast, "dan", message)
    back = {"message": message.pk, "member": cast.members["dan"].pk, "emoji": "❤️", "actor": cast.actor("dan")}

    take_reaction_back(**back, now=NOW)
    take_reaction_back(**back, now=NOW)

    assert not Reaction.objects.exists()
    assert len(told("reaction_removed")) == 1


def test_only_signs_of_the_list(cast: Cast) -> None:
    message = say(cast, "nina", "my first headline")

    with pytest.raises(Invalid):
        sign(cast, "dan", message, "🧨")


@pytest.mark.parametrize("name", ["eve", "stranger", "mallory", "alice"])
def test_only_who_sits_there_signs(cast: Cast, name: str) -> None:
    message = say(cast, "nina", "my first headline")
    member = cast.members.get(name, cast.members["dan"])

    with pytest.raises(NotFound):
        react(message=message.pk, member=member.pk, emoji="❤️", actor=cast.actor(name), now=NOW)


def test_nothing_stands_under_a_deleted_message(cast: Cast) -> None:
    message = say(cast, "nina", "my first headline")
    delete_message(message=message.pk, actor=cast.actor("nina"), now=NOW)

    with pytest.raises(MessageGone):
        sign(cast, "dan", message)
