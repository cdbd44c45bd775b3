"""Naming the member who sent one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.joining.domain.passage import Visit, locked_passage, passed, slow_down, step_before
from coterie.joining.enums import PassageState, StepKind
from coterie.joining.errors import ThresholdUnmet
from coterie.joining.models import Passage
from coterie.kit.actor import Actor
from coterie.members.queries.members import active_member_called


def name_member(*, visit: Visit, member: str, origin: str, actor: Actor, now: datetime) -> Passage:
    """Pass by naming a member, by number or by the key in the member's link; the first one named stays.

    Raises TooMany when too many were tried, ThresholdUnmet when there is no such member.
    """
    slow_down("referral", visit, origin, now)
    return named(visit=visit, member=member, actor=actor, now=now)


@transaction.atomic
def named(*, visit: Visit, member: str, actor: Actor, now: datetime) -> Passage:
    """Keep who was named and pass."""
    step = step_before(visit, StepKind.REFERRAL)
    row = locked_passage(visit, step, now)
    if row.state == PassageState.PASSED:
        return row
    inviter = active_member_called(visit.community, member)
    if inviter is None:
        raise ThresholdUnmet(_("There is no member of this number."), field="member")
    row.inviter_id = inviter
    return passed(row, step, visit, actor, now)
