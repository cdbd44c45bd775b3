"""Entering by what one has bought here, or by a plan that runs."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coterie.joining.domain.passage import Visit, locked_passage, passed, step_before
from coterie.joining.domain.purchase import take_turns
from coterie.joining.enums import PassageState, StepKind
from coterie.joining.errors import ThresholdUnmet
from coterie.joining.models import LiveCode, Passage, Threshold
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock

Held = Callable[[int | None, int, datetime], int | None]
"""Where it is looked up what somebody holds: (account, offer, now) -> the number of their right to it, else None.

The market stands beside joining, and neither knows the other; the face that knows both hands this in.
"""
LACKING = {
    StepKind.PAYMENT: _("You have not bought this yet, or it is not paid."),
    StepKind.PLAN: _("You have no such plan that runs."),
}


@transaction.atomic
def go_and_buy(*, visit: Visit, kind: StepKind, actor: Actor, now: datetime) -> Passage:  # noqa: ARG001 - who leaves a door is nobody yet
    """Remember at which door somebody went to buy, so that they find back; passed stays passed."""
    return locked_passage(visit, step_before(visit, kind), now)


@transaction.atomic
def show_bought(
    *, visit: Visit, kind: StepKind, held: Held, member: int | None, actor: Actor, now: datetime
) -> Passage:
    """Pass with what one holds; a second time changes nothing. What one has bought lets nobody else in.

    Raises ThresholdUnmet without it, or when somebody else entered by it.
    """
    doors = Threshold.objects.filter(community=visit.community, kind=kind)
    take_turns(doors)
    step = step_before(visit, kind)
    offer = step.row.offer if step.row else None
    right = held(actor.account, offer, now) if offer else None
    others = Passage.objects.filter(threshold__in=doors, order=right or 0).exclude(visitor=visit.visitor)
    wait_for_who_enters(others)
    row = locked_passage(visit, step, now)
    if row.state == PassageState.PASSED:
        return row
    if right is None:
        raise ThresholdUnmet(LACKING[kind], field="offer")
    if others.filter(~Q(member=None) & ~Q(member=member or 0)).exists():
        raise ThresholdUnmet(_("Somebody has entered by this already."), field="offer")
    # whoever passed by it in another browser and has not entered is not let in twice
    others.filter(member=None).update(state=PassageState.OPEN, order=None)
    row.order = right
    return passed(row, step, visit, actor, now)


def wait_for_who_enters(others: QuerySet[Passage]) -> None:
    """Lock the codes by which others may enter at this moment: joining holds its code's row."""
    list(lock(LiveCode.objects.filter(pk__in=others.values("code")).order_by("pk")))
