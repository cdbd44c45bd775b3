"""Everybody who looks is told."""

import pytest

from coterie.platform.live import listen
from coterie.talk.domain.message import post_message
from coterie.talk.domain.reaction import react
from tests.cast import NOW, call_cast
from tests.talk.speech import say


@pytest.mark.django_db(transaction=True)
def test_who_looks_at_a_group_is_told_after_the_commit() -> None:
    cast = call_cast()
    told: list[object] = []
    leave = listen(f"group:{cast.group.pk}", told.append)

    message = say(cast, "dan", "hello")
    say(cast, "carol", "elsewhere", group=cast.vip.pk)
    react(message=message.pk, member=cast.members["carol"].pk, emoji="👋", actor=cast.actor("carol"), now=NOW)
    leave()

    assert told == [
        {"kind": "message_posted", "subject": message.key}, {"kind": "reaction_added", "subject": message.key},
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_what_was_not_committed_is_not_told() -> None:
    from django.db import transaction

    cast = call_cast()
    told: list[object] = []
    leave = listen(f"group:{cast.group.pk}", told.append)
    facts = {"group": cast.group.pk, "member": cast.members["dan"].pk, "actor": cast.actor("dan"), "now": NOW}

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        post_message(text="hello", **facts)
        raise ZeroDivisionError
    leave()

    assert told == []
