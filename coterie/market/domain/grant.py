"""Access: what a purchase opens, and when it ends; lost only with the last grant."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock
from coterie.market.enums import BenefitKind
from coterie.market.events import AccessEnded, AccessGranted
from coterie.market.models import Benefit, Grant, Order, OrderLine, PlanTerms
from coterie.market.rules import days_later
from coterie.platform.events.log import publish


def grant_for(order: Order, lines: Iterable[OrderLine], actor: Actor, now: datetime) -> None:
    """Open to a buyer what the lines of a paid order open; in the payment's transaction."""
    if order.member_id is None:
        return
    for line in without_plans(lines):
        open_to(
            order.member_id, line.variant.offer_id, line.quantity, source=f"line:{line.pk}",
            community=order.community_id, actor=actor, now=now,
        )  # fmt: skip


def open_to(
    member: int, offer: int, pieces: int, *, source: str, community: int, actor: Actor, now: datetime
) -> None:  # fmt: skip
    """Open to a member what so many pieces of an offer open."""
    found = list(Benefit.objects.filter(offer=offer))
    for benefit in [Benefit(offer_id=offer, kind=BenefitKind.OFFER, target=offer), *found]:
        until = None if benefit.days is None else datetime.combine(days_later(now, benefit.days * pieces), now.timetz())
        facts: dict[str, Any] = {"source": source, "until": until, "community": community, "actor": actor, "now": now}
        grant(member=member, kind=benefit.kind, target=benefit.target, **facts)


def without_plans(lines: Iterable[OrderLine]) -> list[OrderLine]:
    """Return the lines that are no turn of a plan: those open as long as the plan lasts."""
    known = {line.variant_id: line for line in lines}
    plans = set(PlanTerms.objects.filter(variant__in=known).values_list("variant", flat=True))
    return [line for variant, line in known.items() if variant not in plans]


def grant(
    *, member: int, kind: str, target: int, source: str, until: datetime | None, community: int, actor: Actor,
    now: datetime,
) -> Grant:  # fmt: skip
    """Let a member in for one reason, until a moment or for good; the same reason again moves the end."""
    row, made = Grant.objects.get_or_create(
        member_id=member, kind=kind, target=target, source=source, defaults={"since": now, "until": until}
    )
    if not made:
        row.until, row.ended_at = until, None
        row.save(update_fields=["until", "ended_at"])
    publish(AccessGranted(at=now, data={"kind": kind, "target": target}, **told(row, community, actor)))
    return row


def end_grants(*, source: str, community: int, actor: Actor, now: datetime) -> int:
    """End what was opened for one reason; in the caller's transaction. Return how many grants."""
    rows = list(lock(Grant.objects.filter(source=source, ended_at=None).order_by("pk")))
    for row in rows:
        ended(row, community, actor, now)
    return len(rows)


def ended(row: Grant, community: int, actor: Actor, now: datetime) -> None:
    """Note that a grant is over."""
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    publish(AccessEnded(at=now, data={"kind": row.kind, "target": row.target}, **told(row, community, actor)))


def end_due(*, actor: Actor, now: datetime) -> int:
    """End every grant whose time is over; return how many."""
    due = Grant.objects.filter(ended_at=None, until__lte=now).order_by("until", "id")
    rows = list(due.values_list("pk", flat=True))
    for pk in rows:
        end_late(grant=pk, actor=actor, now=now)
    return len(rows)


@transaction.atomic
def end_late(*, grant: int, actor: Actor, now: datetime) -> None:
    """End one grant whose time is over, unless it was prolonged meanwhile."""
    row = lock(Grant.objects.select_related("member").filter(pk=grant, ended_at=None, until__lte=now)).first()
    if row:
        ended(row, row.member.community_id, actor, now)


def told(row: Grant, community: int, actor: Actor) -> dict[str, int | None]:
    """Return what every event of a grant names."""
    return {"community": community, "actor": actor.account, "subject": row.pk, "member": row.member_id}
