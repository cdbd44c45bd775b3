"""Deciding what visitors do to enter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.enums import QuestionKind, StepKind
from coterie.joining.events import CodeChanged
from coterie.joining.models import LiveCode, Question, Threshold
from coterie.kit.actor import Actor
from coterie.kit.errors import Invalid, NotFound
from coterie.platform.events.log import publish

MOST_QUESTIONS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """A question as it is to be; `id` names the one it was before, otherwise the same words do."""

    text: str
    kind: str = QuestionKind.TEXT
    choices: tuple[str, ...] = ()
    required: bool = True
    expected: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDraft:
    """A step as it is to be."""

    kind: str
    questions: tuple[QuestionDraft, ...] = ()


@transaction.atomic
def set_thresholds(
    *, community: int, code: int | None = None, steps: Sequence[StepDraft], actor: Actor, now: datetime
) -> list[Threshold]:
    """Make these steps, in this order, what visitors do to enter; of one code when `code` is given.

    Questions that are not asked any more keep their answers. Raises Invalid naming what is wrong.
    """
    require(actor, Permission.EDIT_CODES, community)
    if code is not None and not LiveCode.objects.filter(pk=code, community=community).exists():
        raise NotFound(_("There is no such code."))
    if len({step.kind for step in steps}) < len(steps):
        raise Invalid(_("Each kind of step stands once."), field="steps")
    rows = [set_step(community, code, step, order, now) for order, step in enumerate(steps)]
    take_down(Threshold.objects.filter(community=community, code=code).exclude(pk__in=[row.pk for row in rows]), now)
    publish(CodeChanged(at=now, community=community, actor=actor.account, code=code, data={"fields": ["thresholds"]}))
    return rows


def set_step(community: int, code: int | None, step: StepDraft, order: int, now: datetime) -> Threshold:
    """Write one step and its questions."""
    if step.kind not in StepKind.values:
        raise Invalid(_("Choose from the list."), field="steps")
    if step.kind == StepKind.QUESTIONS and not 1 <= len(step.questions) <= MOST_QUESTIONS:
        raise Invalid(_("Ask between 1 and 20 questions."), field="questions")
    row, _fresh = Threshold.objects.update_or_create(
        community_id=community, code_id=code, kind=step.kind, defaults={"order": order}
    )
    asked = [draft.id for draft in step.questions if draft.id is not None]
    for place, draft in enumerate(step.questions):
        asked.append(set_question(row, draft, place, asked))
    retire(row, asked, now)
    return row


def set_question(step: Threshold, draft: QuestionDraft, order: int, others: Sequence[int]) -> int:
    """Write one question, which is none of the others; return its number."""
    checked(draft)
    facts: dict[str, Any] = {
        "text": draft.text.strip(),
        "kind": draft.kind,
        "choices": [choice.strip() for choice in draft.choices],
        "required": draft.required,
        "expected": draft.expected.strip(),
        "order": order,
        "retired_at": None,
    }
    known = draft.id if draft.id is not None else same_question(step, facts, others)
    if known is None:
        return Question.objects.create(threshold=step, **facts).pk
    if not Question.objects.filter(pk=known, threshold=step).update(**facts):
        raise NotFound(_("There is no such question."))
    return known


def same_question(step: Threshold, facts: dict[str, Any], others: Sequence[int]) -> int | None:
    """Return the question that was asked in these words before, one that is asked still first."""
    same = Question.objects.filter(threshold=step, text=facts["text"], kind=facts["kind"]).exclude(pk__in=others)
    return same.order_by(F("retired_at").desc(nulls_first=True), "id").values_list("pk", flat=True).first()


def retire(step: Threshold, asked: Sequence[int], now: datetime) -> None:
    """Stop asking what is not asked any more."""
    Question.objects.filter(threshold=step, retired_at=None).exclude(pk__in=asked).update(retired_at=now)


def take_down(steps: QuerySet[Threshold], now: datetime) -> None:
    """Take steps away; one whose questions may have answers stays, and asks nothing."""
    for step in steps:
        retire(step, [], now)
    steps.filter(questions=None).delete()


def checked(draft: QuestionDraft) -> None:
    """Refuse a question that nobody could answer."""
    if not draft.text.strip() or len(draft.text) > 200:
        raise Invalid(_("A question has between 1 and 200 signs."), field="text")
    if draft.kind not in QuestionKind.values:
        raise Invalid(_("Choose from the list."), field="kind")
    choices = [choice.strip() for choice in draft.choices]
    if draft.kind == QuestionKind.CHOICE and (len(set(choices)) < 2 or "" in choices):
        raise Invalid(_("Give at least two different choices."), field="choices")
    if draft.expected and choices and draft.expected.strip() not in choices:
        raise Invalid(_("The expected answer is one of the choices."), field="expected")
