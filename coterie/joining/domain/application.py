"""Asking the operators to be let in, and their answer."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.accounts.domain.email import checked_email
from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.domain.passage import Visit, locked_passage, step_before
from coterie.joining.enums import PassageState, StepKind
from coterie.joining.events import ApplicationApproved, ApplicationDeclined, ApplicationMade, ThresholdAnswered
from coterie.joining.models import Passage
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock
from coterie.kit.errors import Conflict, Invalid
from coterie.platform.events.log import publish


@transaction.atomic
def apply_to_join(
    *, visit: Visit, name: str, email: str = "", words: str = "", language: str = "", actor: Actor, now: datetime
) -> Passage:
    """Ask the operators to be let in; a second time changes what was said, not the place in the queue.

    Raises Invalid without a name or with a wrong address, Conflict for who was declined.
    """
    name, words = name.strip(), words.strip()
    if not 0 < len(name) <= 60 or len(words) > 500:
        raise Invalid(_("Please say your name, in up to 60 signs."), field="name")
    email = checked_email(email) if email.strip() else ""
    row = locked_passage(visit, step_before(visit, StepKind.APPROVAL), now)
    if row.state == PassageState.DECLINED:
        raise Conflict(row.reason or _("The operators decided against it."))
    if row.state == PassageState.PASSED:
        return row
    fresh = row.state != PassageState.WAITING
    row.name, row.email, row.words, row.language = name, email, words, language[:10]
    row.state, row.at, row.code_id = PassageState.WAITING, now if fresh else row.at, visit.code
    row.save()
    if fresh:
        facts: dict[str, Any] = {
            "community": visit.community,
            "code": visit.code,
            "visitor": visit.visitor,
            "subject": row.pk,
        }
        publish(ApplicationMade(at=now, actor=actor.account, **facts))
    return row


@transaction.atomic
def approve_applications(
    *, community: int, passages: Collection[int], reason: str = "", actor: Actor, now: datetime
) -> int:
    """Let applicants pass, those too who were declined before; return how many were not let in already."""
    return decided(community, passages, PassageState.PASSED, reason, actor=actor, now=now)


@transaction.atomic
def decline_applications(
    *, community: int, passages: Collection[int], reason: str = "", actor: Actor, now: datetime
) -> int:
    """Decide against applicants who wait, with the reason that they will read; return how many."""
    return decided(community, passages, PassageState.DECLINED, reason, actor=actor, now=now)


def decided(
    community: int, passages: Collection[int], state: PassageState, reason: str, *, actor: Actor, now: datetime
) -> int:
    """Write the decision under the lock of each row, so that of two operators the first one decides."""
    require(actor, Permission.EDIT_MEMBERS, community)
    open_to = [PassageState.WAITING, *([PassageState.DECLINED] if state == PassageState.PASSED else [])]
    rows = Passage.objects.filter(pk__in=passages, threshold__community=community, state__in=open_to)
    waiting = list(lock(rows.select_related("threshold").order_by("pk")))
    for row in waiting:
        row.state, row.reason, row.decided_by_id, row.decided_at = state, reason.strip()[:300], actor.account, now
    Passage.objects.bulk_update(waiting, ["state", "reason", "decided_by", "decided_at"])
    publish(*(event for row in waiting for event in decision(row, community, actor, now)))
    return len(waiting)


def decision(
    row: Passage, community: int, actor: Actor, now: datetime
) -> list[ApplicationApproved | ApplicationDeclined | ThresholdAnswered]:
    """Return the events of one decision: who is approved has passed the step as well."""
    kind = ApplicationApproved if row.state == PassageState.PASSED else ApplicationDeclined
    facts: dict[str, Any] = {
        "at": now,
        "community": community,
        "actor": actor.account,
        "visitor": row.visitor,
        "code": row.code_id,
    }
    events: list[ApplicationApproved | ApplicationDeclined | ThresholdAnswered] = [kind(**facts, subject=row.pk)]
    if row.state == PassageState.PASSED:
        events.append(ThresholdAnswered(**facts, subject=row.threshold_id, data={"kind": row.threshold.kind}))
    return events
