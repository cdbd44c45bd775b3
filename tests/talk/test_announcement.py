"""The one message above a group."""

from datetime import timedelta

import pytest

from coterie.kit.errors import Forbidden, NotFound
from coterie.talk.domain.announcement import pin_message, unpin_message
from coterie.talk.domain.deletion import delete_message
from coterie.talk.errors import MessageGone
from coterie.talk.models import Pin
from coterie.talk.queries.announcement import announcement_of
from tests.cast import NOW, Cast
from tests.talk.speech import say, told


def test_a_host_announces(cast: Cast) -> None:
    message = say(cast, "carol", "tonight at nine")

    pin_message(message=message.pk, actor=cast.actor("bob"), now=NOW)
    pin_message(message=message.pk, actor=cast.actor("alice"), now=NOW)

    shown = announcement_of(cast.group.pk)
    assert shown is not None
    assert (shown.key, shown.text, shown.name, shown.pinned_at) == (message.key, "tonight at nine", "Carol", NOW)
    assert [(event.subject, event.group) for event in told("message_pinned")] == [(message.pk, cast.group.pk)]


def test_a_new_announcement_takes_the_place_of_the_old(cast: Cast) -> None:
    old, new = say(cast, "carol", "tonight at nine"), say(cast, "carol", "tonight at ten")
    pin_message(message=old.pk, actor=cast.actor("bob"), now=NOW)

    pin_message(message=new.pk, actor=cast.actor("bob"), now=NOW + timedelta(hours=1))

    assert list(Pin.objects.filter(unpinned_at=None).values_list("message", flat=True)) == [new.pk]
    assert [event.subject for event in told("message_unpinned")] == [old.pk]


def test_an_announcement_comes_down(cast: Cast) -> None:
    message = say(cast, "carol", "tonight at nine")
    pin_message(message=message.pk, actor=cast.actor("bob"), now=NOW)

    unpin_message(message=message.pk, actor=cast.actor("bob"), now=NOW)

    assert announcement_of(cast.group.pk) is None
    with pytest.raises(NotFound):
        unpin_message(message=message.pk, actor=cast.actor("bob"), now=NOW)


@pytest.mark.parametrize(
    ("name", "refusal"),
    [("carol", Forbidden), ("ann", Forbidden), ("eve", NotFound), ("stranger", NotFound), ("mallory", NotFound)],
)
def test_nobody_else_announces(cast: Cast, name: str, refusal: type[Exception]) -> None:
    message = say(cast, "carol", "look at me")

    with pytest.raises(refusal):
        pin_message(message=message.pk, actor=cast.actor(name), now=NOW)

    assert not Pin.objects.exists()


def test_a_deleted_message_is_not_announced(cast: Cast) -> None:
    message = say(cast, "carol", "gone")
    delete_message(message=message.pk, actor=cast.actor("carol"), now=NOW)

    with pytest.raises(MessageGone):
        pin_message(message=message.pk, actor=cast.actor("bob"), now=NOW)
