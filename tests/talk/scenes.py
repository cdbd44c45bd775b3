"""What the permission matrix puts on the stage for talk."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from coterie.kit.clock import now
from coterie.talk.domain.poll import ask_poll
from coterie.talk.domain.question import mark_question
from coterie.talk.domain.schedule import schedule_message
from coterie.talk.models import Message, Scheduled
from tests.cast import Cast
from tests.talk.speech import say

Words = Mapping[str, object]


def polled(cast: Cast, **facts: Any) -> Message:
    """Let dan ask the basic group to choose."""
    usual: dict[str, Any] = {"text": "Tea or rice?", "options": ["Tea", "Rice", "Soup"], "now": now()}
    who = {"group": cast.group.pk, "member": cast.members["dan"].pk, "actor": cast.actor("dan")}
    return ask_poll(**{**usual, **who, **facts})


def later(cast: Cast, **facts: Any) -> Scheduled:
    """Let dan plan a message for tomorrow."""
    usual: dict[str, Any] = {"text": "Good morning", "send_at": now() + timedelta(days=1), "now": now()}
    who = {"group": cast.group.pk, "member": cast.members["dan"].pk, "actor": cast.actor("dan")}
    return schedule_message(**{**usual, **who, **facts})


def with_poll(scene: Any) -> Words:
    """Let dan ask, where a message is named."""
    key = polled(scene.cast).key
    return {"message": key, "key": key, "option": 1}


def of_poll_page(scene: Any) -> Words:
    """Let dan ask, in the group that is named."""
    return {"message": polled(scene.cast).key}


def of_answer(scene: Any) -> Words:
    """Let carol answer dan's question."""
    mark_question(message=scene.message.pk, on=True, actor=scene.cast.actor("dan"), now=now())
    return {"message": say(scene.cast, "carol", "So", reply_to=scene.message.pk).key}


def with_answer(scene: Any) -> Words:
    """Let carol answer dan's question, where `key` names it."""
    return {"key": of_answer(scene)["message"]}


def with_plan(scene: Any) -> Words:
    """Let dan plan a message."""
    return {"plan": later(scene.cast).key}
