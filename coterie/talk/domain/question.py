"""Questions: a message that waits for an answer, and the answer that settles it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict
from coterie.kit.json import Json
from coterie.platform.events.event import Event
from coterie.platform.events.log import publish
from coterie.talk.domain.notice import enter
from coterie.talk.domain.seat import locked_message, require_author, require_moderator
from coterie.talk.domain.stream import tell_group
from coterie.talk.enums import MessageKind, Why
from coterie.talk.errors import MessageGone
from coterie.talk.events import AnswerAccepted, AnswerRefused, QuestionAsked, QuestionWithdrawn
from coterie.talk.models import Message
from coterie.talk.rules import is_author


@transaction.atomic
def mark_question(*, message: int, on: bool, actor: Actor, now: datetime) -> Message:
    """Make a message a question or talk again, by its author or a host; what is so already is not changed.

    Raises Forbidden to the others, MessageGone for a deleted message, Conflict for a poll.
    """
    row = asked_by(locked_message(message), actor)
    if row.kind == MessageKind.POLL:
        raise Conflict(_("A poll is a question already."))
    if on == (row.kind == MessageKind.QUESTION):
        return row
    take_no_more(row, actor, now)
    row.kind = MessageKind.QUESTION if on else MessageKind.TALK
    row.save(update_fields=["kind"])
    publish(event(QuestionAsked if on else QuestionWithdrawn, row, actor, now))
    tell_group(row, "message_edited")
    return row


@transaction.atomic
def accept_answer(*, message: int, actor: Actor, now: datetime) -> Message:
    """Take an answer as the one that settles its question, in place of another; return the question.

    Raises Conflict when the message answers no question, Forbidden to who did not ask and moderates not.
    """
    answer, question = answer_and_question(message, actor)
    if question.accepted_id == answer.pk:
        return question
    take_no_more(question, actor, now)
    settle(question, answer)
    if answer.member_id != question.member_id:
        enter(answer, {answer.member_id: Why.ACCEPTED}, now)
    publish(event(AnswerAccepted, answer, actor, now, question=question.pk))
    return question


@transaction.atomic
def refuse_answer(*, message: int, actor: Actor, now: datetime) -> Message:
    """Open a question again whose answer this was; where it was not, nothing changes. Errors as above."""
    answer, question = answer_and_question(message, actor)
    if question.accepted_id == answer.pk:
        settle(question, None)
        publish(event(AnswerRefused, answer, actor, now, question=question.pk))
    return question


def answer_and_question(message: int, actor: Actor) -> tuple[Message, Message]:
    """Return an answer and its question, locked, for who may settle it."""
    answer = locked_message(message)
    if answer.reply_to_id is None or answer.deleted_at:
        raise Conflict(_("This message answers no question."))
    question = asked_by(locked_message(answer.reply_to_id), actor)
    if question.kind != MessageKind.QUESTION:
        raise Conflict(_("This message answers no question."))
    return answer, question


def asked_by(row: Message, actor: Actor) -> Message:
    """Return a message that is there to its author or to a host."""
    (require_author if is_author(row, actor.account) else require_moderator)(row, actor)
    if row.deleted_at:
        raise MessageGone(_("This message was deleted."))
    return row


def take_no_more(question: Message, actor: Actor, now: datetime) -> None:
    """Tell that the answer which settled a question does so no more, if there was one."""
    before = question.accepted
    if before is not None:
        question.accepted = None
        question.save(update_fields=["accepted"])
        publish(event(AnswerRefused, before, actor, now, question=question.pk))


def settle(question: Message, answer: Message | None) -> None:
    """Keep which answer settles a question."""
    question.accepted = answer
    question.save(update_fields=["accepted"])
    tell_group(question, "message_edited")


def event(kind: type[Event], row: Message, actor: Actor, now: datetime, **data: Json) -> Event:
    """Return an event about a message."""
    community = row.group.community_id
    facts: dict[str, Any] = {"at": now, "community": community, "actor": actor.account, "group": row.group_id}
    return kind(**facts, subject=row.pk, member=row.member_id, data=data)
