"""Questions to the teacher of a course, and their answers."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.text import clean
from coterie.market.domain.progress import entered
from coterie.market.events import CourseQuestionAnswered, CourseQuestionAsked
from coterie.market.models import Question
from coterie.platform.events.log import publish

MOST_A_DAY = 20


@transaction.atomic
def ask_teacher(*, lecture: int, text: str, actor: Actor, now: datetime) -> Question:
    """Ask the teacher something at a lecture.

    Raises Invalid without words, Conflict after too many in a day, Forbidden without access.
    """
    row, member = entered(lecture, actor, now)
    text = clean(text)[:1000]
    if not text:
        raise Invalid(_("Write a few words."), field="text")
    if Question.objects.filter(member=member, asked_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise Conflict(_("That is enough for one day."))
    question = Question.objects.create(member_id=member, lecture=row, text=text, asked_at=now)
    offer = row.chapter.offer
    facts = {"community": offer.community_id, "actor": actor.account, "subject": question.pk, "member": member}
    publish(CourseQuestionAsked(at=now, data={"offer": offer.pk, "lecture": row.pk}, **facts))
    return question


@transaction.atomic
def answer_question(*, question: int, answer: str, for_all: bool, actor: Actor, now: datetime) -> Question:
    """Answer a question, to who asked or to all buyers; again changes the answer. Raises Invalid without words."""
    row = locked(Question.objects.select_related("lecture__chapter__offer").filter(pk=question))
    offer = row.lecture.chapter.offer
    require(actor, Permission.EDIT_OFFERS, offer.community_id)
    answer = clean(answer)[:4000]
    if not answer:
        raise Invalid(_("Write a few words."), field="answer")
    if (row.answer, row.for_all) == (answer, for_all):
        return row
    row.answer, row.for_all, row.answered_by_id, row.answered_at = answer, for_all, actor.account, now
    row.save(update_fields=["answer", "for_all", "answered_by", "answered_at"])
    facts = {"community": offer.community_id, "actor": actor.account, "subject": row.pk, "member": row.member_id}
    data = {"offer": offer.pk, "lecture": row.lecture_id, "for_all": for_all}
    publish(CourseQuestionAnswered(at=now, data=data, **facts))
    return row
