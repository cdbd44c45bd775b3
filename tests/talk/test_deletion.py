"""Taking messages away, and putting them back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from coterie.kit.errors import Conflict, DomainError, Forbidden, NotFound
from coterie.talk.domain.announcement import pin_message
from coterie.talk.domain.deletion import delete_message, restore_message
from coterie.talk.errors import MessageGone
from coterie.talk.models import Message, Pin
from coterie.talk.rules import UNDO_WITHIN
from tests.cast import NOW, Cast, call_cast
from tests.talk.speech import say, told


def test_an_author_takes_the_own_message_away(cast: Cast) -> None:
    message = say(cast, "dan", "not so good")

    delete_message(message=message.pk, actor=cast.actor("dan"), now=NOW)

    message.refresh_from_db()
    assert (message.deleted_at, message.deleted_by_staff) == (NOW, False)
    assert [event.data for event in told("message_deleted")] == [{"staff": False}]


@pytest.mark.parametrize("name", ["alice", "amy", "bob"])
def test_staff_take_any_message_away(cast: Cast, name: str) -> None:
    message = say(cast, "dan", "an advertisement")

    delete_message(message=message.pk, actor=cast.actor(name), now=NOW)

    message.refresh_from_db()
    assert message.deleted_by_staff
    assert [event.data for event in told("message_deleted")] == [{"staff": True}]


@pytest.mark.parametrize(
    ("name", "refusal"),
    [("carol", Forbidden), ("ann", Forbidden), ("eve", NotFound), ("stranger", NotFound), ("mallory", NotFound)],
)
def test_nobody_else_takes_it_away(cast: Cast, name: str, refusal: type[Exception]) -> None:
    message = say(cast, "dan", "mine")

    with pytest.raises(refusal):
        delete_message(message=message.pk, actor=cast.actor(name), now=NOW)

    message.refresh_from_db()
    assert message.deleted_at is None


def test_the_author_undoes_within_the_hour(cast: Cast) -> None:
    message = say(cast, "dan", "on second thought")
    delete_message(message=message.pk, actor=cast.actor("dan"), now=NOW)

    restore_message(message=message.pk, actor=cast.actor("dan"), now=NOW + UNDO_WITHIN)

    message.refresh_from_db()
    assert message.deleted_at is None
    assert [event.subject for event in told("message_restored")] == [message.pk]


def test_undo_has_an_end(cast: Cast) -> None:
    message = say(cast, "dan", "gone for good")
    delete_message(message=message.pk, actor=cast.actor("dan"), now=NOW)

    with pytest.raises(Conflict):
        restore_message(message=message.pk, actor=cast.actor("dan"), now=NOW + UNDO_WITHIN + timedelta(seconds=1))
    with pytest.raises(Forbidden):
        restore_message(message=message.pk, actor=cast.actor("alice"), now=NOW)


def test_what_staff_deleted_only_staff_restore(cast: Cast) -> None:
    message = say(cast, "dan", "no advertisement after all")
    delete_message(message=message.pk, actor=cast.actor("bob"), now=NOW)

    with pytest.raises(Forbidden):
        restore_message(message=message.pk, actor=cast.actor("dan"), now=NOW)
    restore_message(message=message.pk, actor=cast.actor("alice"), now=NOW + timedelta(days=3))

    message.refresh_from_db()
    assert (message.deleted_at, message.deleted_by_staff) == (None, False)


def test_what_is_there_cannot_be_restored(cast: Cast) -> None:
    message = say(cast, "dan", "here")

    with pytest.raises(Conflict):
        restore_message(message=message.pk, actor=cast.actor("dan"), now=NOW)


def test_a_deleted_announcement_comes_down(cast: Cast) -> None:
    message = say(cast, "carol", "tonight at nine")
    pin_message(message=message.pk, actor=cast.actor("bob"), now=NOW)

    delete_message(message=message.pk, actor=cast.actor("carol"), now=NOW)

    assert not Pin.objects.filter(unpinned_at=None).exists()
    assert len(told("message_unpinned")) == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_delete_at_once_delete_once() -> None:
    cast = call_cast()
    message = say(cast, "dan", "both of us")

    def attempt(name: str) -> type[DomainError] | None:
        try:
            delete_message(message=message.pk, actor=cast.actor(name), now=NOW)
        except DomainError as refused:
            return type(refused)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(attempt, ["dan", "bob"]))

    assert sorted(ends, key=str) == [MessageGone, None] or sorted(ends, key=str) == [None, MessageGone]
    assert len(told("message_deleted")) == 1
    assert Message.objects.get(pk=message.pk).deleted_at == NOW
