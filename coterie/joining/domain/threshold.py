"""Deciding what visitors do to enter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.domain.question import QuestionDraft, ask_questions, question_draft
from coterie.joining.enums import AfterTries, StepKind
from coterie.joining.events import CodeChanged
from coterie.joining.models import LiveCode, Threshold
from coterie.joining.queries.progress import questions_of
from coterie.kit.actor import Actor
from coterie.kit.errors import Invalid, NotFound
from coterie.platform.events.log import publish

MOST_TRIES = 100
MOST_PER_ORDER = 1000
BOUGHT = (StepKind.PAYMENT, StepKind.PLAN)
"""Steps that name an offer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDraft:
    """A step as it is to be.

    `pass_mark`, `tries` and `after_tries` are for questions, `per_order` for purchases, `offer` for what is bought.
    """

    kind: str
    questions: tuple[QuestionDraft, ...] = ()
    note: str = ""
    pass_mark: int | None = None
    tries: int | None = None
    after_tries: str = AfterTries.CLOSED
    per_order: int = 1
    offer: int | None = None


@transaction.atomic
def set_thresholds(
    *, community: int, code: int | None = None, steps: Sequence[StepDraft], actor: Actor, now: datetime
) -> list[Threshold]:
    """Make these steps, in this order, what visitors do to enter; of one code when `code` is given.

    A step that is taken away keeps its answers and who passed it. A code without steps asks what its community asks.
    Raises Invalid naming what is wrong.
    """
    require(actor, Permission.EDIT_CODES, community)
    if code is not None and not LiveCode.objects.filter(pk=code, community=community).exists():
        raise NotFound(_("There is no such code."))
    if len({step.kind for step in steps}) < len(steps):
        raise Invalid(_("Each kind of step stands once."), field="steps")
    rows = [set_step(community, code, step, order, now) for order, step in enumerate(steps)]
    others = Threshold.objects.filter(community=community, code=code, retired_at=None)
    others.exclude(pk__in=[row.pk for row in rows]).update(retired_at=now)
    publish(CodeChanged(at=now, community=community, actor=actor.account, code=code, data={"fields": ["thresholds"]}))
    return rows


def set_step(community: int, code: int | None, step: StepDraft, order: int, now: datetime) -> Threshold:
    """Write one step and its questions."""
    facts = {**checked(step), "order": order, "retired_at": None}
    row, _fresh = Threshold.objects.update_or_create(
        community_id=community, code_id=code, kind=step.kind, defaults=facts
    )
    if step.kind == StepKind.QUESTIONS:
        ask_questions(row, step.questions, now)
    return row


def checked(step: StepDraft) -> dict[str, Any]:
    """Return the facts of a step that somebody can pass. Raises Invalid."""
    if step.kind not in StepKind.values:
        raise Invalid(_("Choose from the list."), field="steps")
    if len(step.note) > 300:
        raise Invalid(_("A note has up to 300 signs."), field="note")
    if not 1 <= step.per_order <= MOST_PER_ORDER:
        raise Invalid(_("An order lets in between 1 and 1,000 people."), field="per_order")
    if step.kind in BOUGHT and step.offer is None:
        raise Invalid(_("Choose what is to be bought."), field="offer")
    facts = {
        "note": step.note.strip(),
        "per_order": step.per_order,
        "offer": step.offer if step.kind in BOUGHT else None,
    }
    return {**facts, **(checked_test(step) if step.kind == StepKind.QUESTIONS else {})}


def checked_test(step: StepDraft) -> dict[str, Any]:
    """Return how answers are graded. Raises Invalid."""
    graded = sum(bool(question.right) for question in step.questions)
    if step.pass_mark is not None and not 1 <= step.pass_mark <= graded:
        raise Invalid(
            _("The pass mark lies between 1 and the number of questions with right answers."), field="pass_mark"
        )
    if step.tries is not None and not 1 <= step.tries <= MOST_TRIES:
        raise Invalid(_("Allow between 1 and 100 tries."), field="tries")
    if step.tries is not None and not graded:
        raise Invalid(_("Tries are counted only where answers can be wrong."), field="tries")
    if step.after_tries not in AfterTries.values:
        raise Invalid(_("Choose from the list."), field="after_tries")
    return {"pass_mark": step.pass_mark, "tries": step.tries, "after_tries": step.after_tries}


def drafts_at(community: int, code: int | None) -> list[StepDraft]:
    """Return the steps of a community, or those that one code has of its own, as they could be set again."""
    rows = Threshold.objects.filter(community=community, code=code, retired_at=None).order_by("order", "id")
    return [draft_of(row) for row in rows]


def draft_of(row: Threshold) -> StepDraft:
    """Return a step as it could be set again."""
    return StepDraft(
        kind=row.kind,
        questions=tuple(question_draft(each) for each in questions_of(row.pk)),
        note=row.note,
        pass_mark=row.pass_mark,
        tries=row.tries,
        after_tries=row.after_tries,
        per_order=row.per_order,
        offer=row.offer,
    )


def drafts_for(community: int, code: int | None) -> list[StepDraft]:
    """Return the steps of a door as they could be set again: a code without its own copies those of its community."""
    own = drafts_at(community, code)
    if own or code is None:
        return own
    return [
        replace(step, questions=tuple(replace(each, id=None) for each in step.questions))
        for step in drafts_at(community, None)
    ]


def questions_kept(community: int, code: int | None) -> tuple[QuestionDraft, ...]:
    """Return the questions of a door, asked now or put aside, as they could be asked again."""
    row = Threshold.objects.filter(community=community, code=code, kind=StepKind.QUESTIONS).first()
    return tuple(question_draft(each) for each in questions_of(row.pk)) if row else ()
