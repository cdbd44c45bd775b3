"""Entering by an order."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coterie.joining.domain.passage import Visit, locked_passage, passed, slow_down, step_before
from coterie.joining.enums import PassageState, StepKind
from coterie.joining.errors import ThresholdUnmet
from coterie.joining.models import Passage, Threshold
from coterie.kit.actor import Actor

Orders = Callable[[int, str], int | None]
"""Where orders are looked up: (community, number) -> the order that is paid, else None.

The market stands beside joining, and neither knows the other; the face that knows both hands this in.
"""


def prove_purchase(*, visit: Visit, number: str, orders: Orders, origin: str, actor: Actor, now: datetime) -> Passage:
    """Pass with the number of a paid order; a second time changes nothing.

    Raises TooMany when too many were tried, ThresholdUnmet when there is no such order or it has let in as many
    people as it may.
    """
    slow_down("purchase", visit, origin, now)
    return proved(visit=visit, order=orders(visit.community, number.strip()), actor=actor, now=now)


@transaction.atomic
def proved(*, visit: Visit, order: int | None, actor: Actor, now: datetime) -> Passage:
    """Count the order as used by this visitor and pass."""
    doors = Threshold.objects.filter(community=visit.community, kind=StepKind.PURCHASE)
    take_turns(doors)
    step = step_before(visit, StepKind.PURCHASE)
    row = locked_passage(visit, step, now)
    if row.state == PassageState.PASSED:
        return row
    if order is None:
        raise ThresholdUnmet(_("There is no paid order of this number."), field="number")
    others = Passage.objects.filter(threshold__in=doors, order=order).exclude(visitor=visit.visitor)
    if others.values("visitor").distinct().count() >= (step.row.per_order if step.row else 1):
        raise ThresholdUnmet(_("This order has let in everybody it may."), field="number")
    row.order = order
    return passed(row, step, visit, actor, now)


def take_turns(doors: QuerySet[Threshold]) -> None:
    """Let whoever proves a purchase here wait for the one before: an order is counted once."""
    list(doors.select_for_update().order_by("pk"))
