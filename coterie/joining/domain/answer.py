"""Keeping what a visitor answers."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.joining.domain.passage import Visit, locked_passage, told
from coterie.joining.enums import AfterTries, PassageState, StepKind
from coterie.joining.errors import ThresholdUnmet
from coterie.joining.events import ApplicationMade
from coterie.joining.models import Answer, Passage
from coterie.joining.queries.progress import Asked, Step, steps_for
from coterie.joining.rules import fits
from coterie.kit.actor import Actor
from coterie.platform.events.log import publish

LONGEST = 1000
A_DAY = timedelta(days=1)
WRONG = {
    (False, False): _("Please answer this question."),
    (True, False): _("This is no answer to the question."),
    (True, True): _("This is not the expected answer."),
}
"""What is said of an answer, by whether there is one and whether it is one to this question."""


@transaction.atomic
def answer_questions(
    *, community: int, code: int | None, visitor: int, answers: Mapping[int, str], actor: Actor, now: datetime
) -> list[Step]:
    """Keep some answers of a visitor who has not joined yet; return how far the visitor is.

    Where answers are graded, all are handed in at once and one try is spent; wrong ones are kept too. Raises
    ThresholdUnmet naming the first answer that is none or, ungraded, does not let the visitor pass.
    """
    visit = Visit(community, code, visitor)
    steps = steps_for(community=community, code=code, visitor=visitor, answers=answers)
    tested = [step for step in steps if step.asked and step.by_itself]
    for step in tested:
        hand_in(step, visit, actor, now)
    given = [asked for step in steps for asked in step.asked if asked.question.pk in answers and not asked.tested]
    refuse_wrong(given)
    keep(given, visitor, None, now)
    passed = [step for step in steps if step.asked and step.done and step not in tested]
    publish(*(told(step, visit, member=None, actor=actor, now=now) for step in passed))
    return steps_for(community=community, code=code, visitor=visitor)


def hand_in(step: Step, visit: Visit, actor: Actor, now: datetime) -> None:
    """Grade the answers to a whole step; who has passed or waits for an operator hands in nothing more."""
    row = locked_passage(visit, step, now)
    if row.state in (PassageState.PASSED, PassageState.WAITING):
        return
    refuse_spent(row, step, now)
    refuse_wrong(step.asked)
    keep(step.asked, visit.visitor, None, now)
    row.tries, row.right, row.at = row.tries + 1, rights(step), now
    if row.right >= step.needed:
        row.state = PassageState.PASSED
        publish(told(step, visit, member=None, actor=actor, now=now))
    elif step.row and step.row.tries == row.tries and step.row.after_tries == AfterTries.OPERATOR:
        row.state = PassageState.WAITING
        publish(
            ApplicationMade(at=now, community=visit.community, code=visit.code, visitor=visit.visitor, subject=row.pk)
        )
    row.save()


def refuse_spent(row: Passage, step: Step, now: datetime) -> None:
    """Refuse a try too many, and give new ones after a day where that is the rule. Raises ThresholdUnmet."""
    if row.state == PassageState.DECLINED:
        raise ThresholdUnmet(row.reason or _("The operators decided against it."), field="questions")
    if step.row is None or step.row.tries is None or row.tries < step.row.tries:
        return
    if step.row.after_tries == AfterTries.TOMORROW and now >= row.at + A_DAY:
        row.tries = 0
        return
    raise ThresholdUnmet(_("There are no tries left."), field="questions")


def rights(step: Step) -> int:
    """Count the right answers among those that can be wrong."""
    return sum(each.right for each in step.asked if each.question.right)


def refuse_unmet(steps: Iterable[Step]) -> None:
    """Let only those pass who have done every step.

    Raises ThresholdUnmet.
    """
    for step in steps:
        if not step.done and step.kind == StepKind.RULES:
            raise ThresholdUnmet(_("Please read and accept the rules."), field="rules")
        if not step.by_itself:
            refuse_wrong(step.asked)
        elif not step.done:
            raise ThresholdUnmet(_("A step before is still open."), field=str(step.kind))


def refuse_wrong(given: Iterable[Asked]) -> None:
    """Refuse a missing or wrong answer."""
    for asked in given:
        if not asked.done:
            raise ThresholdUnmet(WRONG[bool(asked.value), fits(asked.question, asked.value)], field=asked.field)
        if len(asked.value) > LONGEST:
            raise ThresholdUnmet(_("Please answer in up to 1,000 signs."), field=asked.field)


def keep(given: Iterable[Asked], visitor: int, member: int | None, now: datetime) -> None:
    """Write answers down; a later answer replaces the earlier one."""
    rows = [
        Answer(
            question=asked.question,
            visitor=visitor,
            member_id=member,
            said_to=asked.question.text,
            value=asked.value,
            at=now,
        )
        for asked in given
        if asked.value
    ]
    if rows:
        Answer.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["question", "visitor"],
            update_fields=["member", "said_to", "value", "at"],
        )
