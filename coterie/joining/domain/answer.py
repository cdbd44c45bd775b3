"""Keeping what a visitor answers."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.joining.enums import StepKind
from coterie.joining.errors import ThresholdUnmet
from coterie.joining.events import ThresholdAnswered
from coterie.joining.models import Answer
from coterie.joining.queries.progress import Asked, Step, steps_for
from coterie.kit.actor import Actor
from coterie.platform.events.log import publish

LONGEST = 1000


@transaction.atomic
def answer_questions(
    *, community: int, code: int | None, visitor: int, answers: Mapping[int, str], actor: Actor, now: datetime
) -> list[Step]:
    """Keep some answers of a visitor who has not joined yet; return how far the visitor is.

    Raises ThresholdUnmet naming the first answer that does not let the visitor pass.
    """
    steps = steps_for(community=community, code=code, visitor=visitor, answers=answers)
    given = [asked for step in steps for asked in step.asked if asked.question.pk in answers]
    refuse_wrong(given)
    keep(given, visitor, None, now)
    passed = [step for step in steps if step.asked and step.done]
    publish(
        *(
            told(step, community=community, code=code, visitor=visitor, member=None, actor=actor, now=now)
            for step in passed
        )
    )
    return steps


def refuse_unmet(steps: Iterable[Step]) -> None:
    """Let only those pass who have done every step.

    Raises ThresholdUnmet.
    """
    for step in steps:
        if not step.done and step.kind == StepKind.RULES:
            raise ThresholdUnmet(_("Please read and accept the rules."), field="rules")
        refuse_wrong(step.asked)


def refuse_wrong(given: Iterable[Asked]) -> None:
    """Refuse a missing or wrong answer."""
    for asked in given:
        if not asked.done:
            missing, wrong = _("Please answer this question."), _("This is not the expected answer.")
            raise ThresholdUnmet(wrong if asked.value else missing, field=asked.field)
        if len(asked.value) > LONGEST:
            raise ThresholdUnmet(_("Please answer in up to 1,000 signs."), field=asked.field)


def keep(given: Iterable[Asked], visitor: int, member: int | None, now: datetime) -> None:
    """Write answers down; a later answer replaces the earlier one."""
    rows = [
        Answer(question=asked.question, visitor=visitor, member_id=member, value=asked.value, at=now)
        for asked in given
        if asked.value
    ]
    if rows:
        Answer.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["question", "visitor"], update_fields=["member", "value", "at"]
        )


def told(
    step: Step,
    *,
    community: int,
    code: int | None,
    visitor: int,
    member: int | None,
    actor: Actor,
    now: datetime,
) -> ThresholdAnswered:
    """Return the event of a step passed; it names the step, never the answers."""
    return ThresholdAnswered(
        at=now,
        community=community,
        actor=actor.account,
        subject=step.threshold,
        visitor=visitor,
        member=member,
        code=code,
        data={"kind": str(step.kind)},
    )
