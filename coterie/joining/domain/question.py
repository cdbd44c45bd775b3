"""Deciding what visitors are asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from coterie.joining.enums import QuestionKind
from coterie.joining.models import Question, Threshold
from coterie.joining.rules import range_in
from coterie.kit.errors import Invalid, NotFound

MOST_QUESTIONS = 20
MOST_CHOICES = 20
CHOOSING = (QuestionKind.CHOICE, QuestionKind.CHOICES)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """A question as it is to be; `id` names the one it was before, otherwise the same words do."""

    text: str
    kind: str = QuestionKind.TEXT
    choices: tuple[str, ...] = ()
    required: bool = True
    right: tuple[str, ...] = ()
    """The answers that count as right; a number may be a range."""
    tags: dict[str, str] = field(default_factory=dict)
    """Choice -> the tag that it gives a member."""
    id: int | None = None


def ask_questions(step: Threshold, drafts: Sequence[QuestionDraft], now: datetime) -> None:
    """Make these what the step asks, in this order; what is not asked any more keeps its answers."""
    if not 1 <= len(drafts) <= MOST_QUESTIONS:
        raise Invalid(_("Ask between 1 and 20 questions."), field="questions")
    asked = [draft.id for draft in drafts if draft.id is not None]
    for place, draft in enumerate(drafts):
        asked.append(set_question(step, draft, place, asked))
    retire(step, asked, now)


def set_question(step: Threshold, draft: QuestionDraft, order: int, others: Sequence[int]) -> int:
    """Write one question, which is none of the others; return its number."""
    facts = {**checked(draft), "order": order, "retired_at": None}
    known = draft.id if draft.id is not None else same_question(step, facts, others)
    if known is None:
        return Question.objects.create(threshold=step, **facts).pk
    if not Question.objects.filter(pk=known, threshold=step).update(**facts):
        raise NotFound(_("There is no such question."))
    return known


def checked(draft: QuestionDraft) -> dict[str, Any]:
    """Return the facts of a question that somebody can answer. Raises Invalid."""
    text = draft.text.strip()
    if not 0 < len(text) <= 200:
        raise Invalid(_("A question has between 1 and 200 signs."), field="text")
    if draft.kind not in QuestionKind.values:
        raise Invalid(_("Choose from the list."), field="kind")
    choices = [choice.strip() for choice in draft.choices] if draft.kind in CHOOSING else []
    if draft.kind in CHOOSING and (not 2 <= len(set(choices)) == len(choices) <= MOST_CHOICES or "" in choices):
        raise Invalid(_("Give between two and twenty different choices."), field="choices")
    right = [one.strip() for one in draft.right if one.strip()]
    refuse_wrong_key(draft.kind, choices, right)
    tags = {choice.strip(): tag.strip()[:40] for choice, tag in draft.tags.items() if tag.strip()}
    if set(tags) - set(choices):
        raise Invalid(_("A tag belongs to one of the choices."), field="tags")
    return {
        "text": text, "kind": draft.kind, "choices": choices, "required": draft.required, "right": right, "tags": tags
    }  # fmt: skip


def refuse_wrong_key(kind: str, choices: Sequence[str], right: Sequence[str]) -> None:
    """Refuse right answers that nobody could give."""
    if choices and set(right) - set(choices):
        raise Invalid(_("The expected answer is one of the choices."), field="right")
    if kind == QuestionKind.DATE and right:
        raise Invalid(_("A date has no right answer."), field="right")
    if kind == QuestionKind.NUMBER:
        try:
            for one in right:
                range_in(one)
        except ValueError:
            raise Invalid(_("Write a number, or a range like 18-65."), field="right") from None
    if any(len(one) > 200 for one in right):
        raise Invalid(_("A right answer has up to 200 signs."), field="right")


def same_question(step: Threshold, facts: dict[str, Any], others: Sequence[int]) -> int | None:
    """Return the question that was asked in these words before, one that is asked still first."""
    same = Question.objects.filter(threshold=step, text=facts["text"], kind=facts["kind"]).exclude(pk__in=others)
    return same.order_by(F("retired_at").desc(nulls_first=True), "id").values_list("pk", flat=True).first()


def retire(step: Threshold, asked: Sequence[int], now: datetime) -> None:
    """Stop asking what is not asked any more."""
    Question.objects.filter(threshold=step, retired_at=None).exclude(pk__in=asked).update(retired_at=now)


def question_draft(row: Question) -> QuestionDraft:
    """Return a question as it could be asked again."""
    return QuestionDraft(
        id=row.pk,
        text=row.text,
        kind=row.kind,
        choices=tuple(row.choices),
        required=row.required,
        right=tuple(row.right),
        tags=dict(row.tags),
    )
