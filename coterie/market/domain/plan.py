"""Plans: a paid turn begins or prolongs one, the clock ends it, money given back shortens it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from coterie.communities.queries.communities import timezone_of
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock, lock_name, locked
from coterie.market.domain.grant import end_grants, grant
from coterie.market.enums import BenefitKind, PlanState
from coterie.market.events import PlanBegun, PlanEnded, PlanProlonged, PlanResumed
from coterie.market.models import Benefit, Order, OrderLine, PlanTerms, Subscription, Turn
from coterie.market.rules import turn_end
from coterie.platform.events.log import publish


def plans_paid(order: Order, lines: Iterable[OrderLine], actor: Actor, now: datetime) -> None:
    """Begin or prolong the plans of a paid order; in the payment's transaction."""
    for line in lines:
        terms = PlanTerms.objects.filter(variant=line.variant_id).first()
        if terms and order.member_id:
            turn_paid(order.member_id, line, terms, actor, now)


def turn_paid(member: int, line: OrderLine, terms: PlanTerms, actor: Actor, now: datetime) -> None:
    """Give a member the time that a line pays for: from the end of what is paid, or at once where it is an upgrade."""
    offer = line.variant.offer
    turn = Turn.objects.filter(line=line).first() or Turn(line=line, asked_at=now)
    row = current_plan(member, offer.pk, actor, now)
    fresh = row is None
    row = row or Subscription(member_id=member, offer=offer, since=now, anchor=now, paid_until=now)
    if turn.upgrade and not fresh:
        make_room(row, actor, now)
    elif row.state == PlanState.TRIAL:
        row.anchor = row.paid_until
    start = row.paid_until
    periods = terms.count * line.quantity
    row.paid_until = turn_end(start, row.anchor, timezone_of(offer.community_id), terms.period, periods)
    row.variant, row.next_variant, row.cancelled_at = line.variant, None, None
    row.told, row.pause_left = 0, terms.pause_days
    row.state = PlanState.PAUSED if row.paused_from else PlanState.ACTIVE
    row.until = lets_in_until(row)
    row.save()
    write_turn(turn, row, start, now)
    told(PlanBegun if fresh else PlanProlonged, row, actor, now, offer=offer.pk, variant=line.variant_id)
    if on_time(row, actor, now):
        open_doors(row, actor, now)


def current_plan(member: int, offer: int, actor: Actor, now: datetime) -> Subscription | None:
    """Return a member's plan of an offer as it stands now, locked; None where there is none, or none any more."""
    lock_name(f"plan:{member}:{offer}")
    row = lock(Subscription.objects.filter(member=member, offer=offer).exclude(state=PlanState.ENDED)).first()
    return row if row and on_time(row, actor, now) else None


def make_room(row: Subscription, actor: Actor, now: datetime) -> None:
    """End the turns that are paid, as what is left of them was credited."""
    if row.paused_from:
        go_on(row, now, actor)
    for turn in row.turns.filter(paid_at__isnull=False, until__gt=now):
        turn.until = max(turn.since or now, now)
        turn.save(update_fields=["until"])
    row.anchor = row.paid_until = now


def write_turn(turn: Turn, row: Subscription, start: datetime, now: datetime) -> None:
    """Write down which time a line paid for."""
    turn.subscription, turn.since, turn.until = row, start, row.paid_until
    turn.paid_at, turn.dropped_at = now, None
    turn.amount = turn.line.amount + turn.credit
    turn.save()


def lets_in_until(row: Subscription) -> datetime | None:
    """Return until when a plan lets in: past what is paid only where another turn may come."""
    if row.paused_from:
        return None
    terms = row.variant.terms
    lenient = terms.renews and not row.cancelled_at and row.state != PlanState.TRIAL
    return row.paid_until + timedelta(days=terms.grace_days if lenient else 0)


def open_doors(row: Subscription, actor: Actor, now: datetime) -> None:
    """Open what the offer opens, until the plan lets in no more; one that stands still opens nothing."""
    if row.paused_from:
        return
    doors = [
        (BenefitKind.OFFER, row.offer_id),
        *Benefit.objects.filter(offer=row.offer_id).values_list("kind", "target"),
    ]
    facts: dict[str, Any] = {"community": row.offer.community_id, "actor": actor, "now": now}
    for kind, target in doors:
        grant(member=row.member_id, kind=kind, target=target, source=source_of(row), until=row.until, **facts)


def source_of(row: Subscription) -> str:
    """Return the reason that stands in the grants of a plan."""
    return f"plan:{row.pk}"


def on_time(row: Subscription, actor: Actor, now: datetime) -> bool:
    """Bring a plan, which is locked, to where the clock has it; tell whether it lasts."""
    if row.paused_from and row.paused_from + timedelta(days=row.pause_left) <= now:
        go_on(row, row.paused_from + timedelta(days=row.pause_left), actor)
        open_doors(row, actor, now)
    if row.until and row.until <= now:
        end_plan(row, row.until, actor, now)
        return False
    if row.state == PlanState.ACTIVE and row.paid_until <= now:
        row.state = PlanState.GRACE
        row.save(update_fields=["state"])
    return True


def go_on(row: Subscription, at: datetime, actor: Actor) -> None:
    """Let time go on: what was paid for lasts as much longer as the plan stood still."""
    begun = row.paused_from or at
    stood = at - begun
    paid = row.turns.filter(paid_at__isnull=False, until__gt=begun)
    paid.update(since=F("since") + stood, until=F("until") + stood)
    row.paid_until += stood
    row.anchor = row.paid_until
    row.pause_left = max(0, row.pause_left - -(-stood // timedelta(days=1)))
    row.paused_from, row.state = None, PlanState.ACTIVE
    row.until = lets_in_until(row)
    row.save()
    told(PlanResumed, row, actor, at, seconds=int(stood.total_seconds()))


def end_plan(row: Subscription, at: datetime, actor: Actor, now: datetime) -> None:
    """End a plan at a moment, and what it opened now."""
    row.state, row.ended_at, row.paused_from, row.until = PlanState.ENDED, at, None, at
    row.save(update_fields=["state", "ended_at", "paused_from", "until"])
    end_grants(source=source_of(row), community=row.offer.community_id, actor=actor, now=now)
    told(PlanEnded, row, actor, now, offer=row.offer_id)


def turn_given_back(line: OrderLine, actor: Actor, now: datetime) -> None:
    """Take the time of a line back whose money is given back; in the refund's transaction."""
    turn = Turn.objects.filter(line=line, paid_at__isnull=False).first()
    row = lock(Subscription.objects.filter(pk=turn.subscription_id)).first() if turn else None
    if turn is None or row is None or row.state == PlanState.ENDED or not on_time(row, actor, now):
        return
    moment = row.paused_from or now
    since, until = turn.since or moment, turn.until or moment
    rest = until - max(since, moment)
    latest = not row.turns.filter(since__gte=until, paid_at__isnull=False).exclude(pk=turn.pk).exists()
    if rest > timedelta(0):
        shorten(row, turn, until, rest)
    elif not latest:
        return
    if row.paid_until <= moment:
        end_plan(row, now, actor, now)
        return
    row.until = lets_in_until(row)
    row.save(update_fields=["paid_until", "anchor", "until"])
    if row.until:
        open_doors(row, actor, now)


def shorten(row: Subscription, turn: Turn, until: datetime, rest: timedelta) -> None:
    """Take the rest of a turn out of the time that is paid; what is paid after it comes sooner."""
    Turn.objects.filter(pk=turn.pk).update(until=until - rest)
    later = row.turns.filter(since__gte=until, paid_at__isnull=False).exclude(pk=turn.pk)
    row.paid_until -= rest
    if later.update(since=F("since") - rest, until=F("until") - rest):
        row.anchor = row.paid_until


def turn_plans_on(*, actor: Actor, now: datetime) -> int:
    """Bring every plan to where the clock has it; return how many were looked at."""
    late = Q(until__lte=now) | Q(state=PlanState.ACTIVE, paid_until__lte=now) | Q(state=PlanState.PAUSED)
    rows = list(
        Subscription.objects.filter(late).exclude(state=PlanState.ENDED).order_by("pk").values_list("pk", flat=True)
    )
    for pk in rows:
        turn_plan_on(subscription=pk, actor=actor, now=now)
    return len(rows)


@transaction.atomic
def turn_plan_on(*, subscription: int, actor: Actor, now: datetime) -> None:
    """Bring one plan to where the clock has it."""
    row = locked(Subscription.objects.select_related("offer", "variant__terms").filter(pk=subscription))
    if row.state != PlanState.ENDED:
        on_time(row, actor, now)


def told(kind: type[Any], row: Subscription, actor: Actor, now: datetime, **words: int | bool) -> None:
    """Tell what became of a plan."""
    who = {"community": row.offer.community_id, "actor": actor.account, "member": row.member_id}
    publish(kind(at=now, subject=row.pk, data=words, **who))
