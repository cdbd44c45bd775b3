"""What members decide about their plan: try, change, pause, cancel."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock_name
from coterie.kit.errors import Conflict, NotFound
from coterie.market.domain.buying import HOLD
from coterie.market.domain.credit import credit_for
from coterie.market.domain.grant import end_grants
from coterie.market.domain.plan import go_on, lets_in_until, on_time, open_doors, source_of, told
from coterie.market.domain.renewal import Asked, drop_asked, held_plan, order_turn
from coterie.market.enums import OfferState, PlanState
from coterie.market.errors import NotForSale
from coterie.market.events import PlanBegun, PlanCancelled, PlanChanged, PlanKept, PlanPaused
from coterie.market.models import PlanTerms, Subscription, Variant
from coterie.members.queries.members import member_of


@transaction.atomic
def try_plan(*, variant: int, actor: Actor, now: datetime) -> Subscription:
    """Try a plan for nothing, once for each member and offer. Raises NotForSale, Conflict, NotFound."""
    terms = PlanTerms.objects.select_related("variant__offer").filter(variant=variant).first()
    member = member_of(actor, terms.variant.offer.community_id) if terms else None
    if terms is None or member is None:
        raise NotFound(_("There is no such offer."))
    offer = terms.variant.offer
    if terms.variant.closed_at or offer.state != OfferState.OPEN or not terms.trial_days:
        raise NotForSale(_("This cannot be tried."))
    lock_name(f"plan:{member.pk}:{offer.pk}")
    if Subscription.objects.filter(member=member, offer=offer).exists():
        raise Conflict(_("You have had this plan already."))
    end = now + timedelta(days=terms.trial_days)
    row = Subscription.objects.create(
        member=member, offer=offer, variant=terms.variant, state=PlanState.TRIAL, since=now, tried_at=now, anchor=end,
        paid_until=end, until=end,
    )  # fmt: skip
    open_doors(row, actor, now)
    told(PlanBegun, row, actor, now, offer=offer.pk, tried=True)
    return row


@transaction.atomic
def change_plan(*, subscription: int, variant: int, actor: Actor, now: datetime) -> Subscription:
    """Choose another variant: what costs more begins once the difference is paid, what costs less with the next turn.

    Raises Conflict in a pause, or where more is paid already than the other one costs; NotForSale, NotFound.
    """
    row = own_plan(subscription, actor, now)
    wanted = Variant.objects.select_related("terms").filter(pk=variant, offer=row.offer_id, terms__isnull=False).first()
    if wanted is None:
        raise NotFound(_("There is no such offer."))
    if row.state == PlanState.PAUSED:
        raise Conflict(_("Go on with your plan first."))
    if wanted.closed_at:
        raise NotForSale(_("This is not for sale now."))
    drop_asked(row, "buyer", actor, now)
    if row.state == PlanState.ACTIVE and wanted.price > row.variant.price:
        order_turn(row, Asked(wanted, now + HOLD, credit_for(row, wanted, now), upgrade=True), actor, now)
    else:
        row.next_variant = None if wanted.pk == row.variant_id else wanted
        row.save(update_fields=["next_variant"])
    told(PlanChanged, row, actor, now, variant=wanted.pk, at_once=wanted.price > row.variant.price)
    row.refresh_from_db()
    return row


def own_plan(subscription: int, actor: Actor, now: datetime) -> Subscription:
    """Return the actor's own plan as it stands now, locked. Raises NotFound, Conflict when it is over."""
    row = held_plan(subscription)
    member = member_of(actor, row.offer.community_id)
    if member is None or member.pk != row.member_id:
        raise NotFound(_("There is no such page."))
    if row.state == PlanState.ENDED or not on_time(row, actor, now):
        raise Conflict(_("This plan is over."))
    return row


@transaction.atomic
def cancel_plan(*, subscription: int, actor: Actor, now: datetime) -> Subscription:
    """Want no further turn; the plan stays until the end of what is paid."""
    row = own_plan(subscription, actor, now)
    if row.cancelled_at:
        return row
    drop_asked(row, "buyer", actor, now)
    row.cancelled_at, row.next_variant = now, None
    told(PlanCancelled, row, actor, now)
    return settled(row, actor, now)


@transaction.atomic
def keep_plan(*, subscription: int, actor: Actor, now: datetime) -> Subscription:
    """Want the plan after all."""
    row = own_plan(subscription, actor, now)
    if row.cancelled_at is None:
        return row
    row.cancelled_at = None
    told(PlanKept, row, actor, now)
    return settled(row, actor, now)


@transaction.atomic
def pause_plan(*, subscription: int, actor: Actor, now: datetime) -> Subscription:
    """Let a plan stand still: nothing of the paid time goes by, and nothing is open meanwhile.

    Raises Conflict for one that is not running, or when no day of pause is left.
    """
    row = own_plan(subscription, actor, now)
    if row.state == PlanState.PAUSED:
        return row
    if row.state != PlanState.ACTIVE:
        raise Conflict(_("Only what runs can pause."))
    if not row.pause_left:
        raise Conflict(_("No day of pause is left."))
    drop_asked(row, "buyer", actor, now)
    row.state, row.paused_from, row.until = PlanState.PAUSED, now, None
    row.save(update_fields=["state", "paused_from", "until"])
    end_grants(source=source_of(row), community=row.offer.community_id, actor=actor, now=now)
    told(PlanPaused, row, actor, now)
    return row


@transaction.atomic
def resume_plan(*, subscription: int, actor: Actor, now: datetime) -> Subscription:
    """Go on with a plan that stands still."""
    row = own_plan(subscription, actor, now)
    if row.state == PlanState.PAUSED:
        go_on(row, now, actor)
        open_doors(row, actor, now)
    return row


def settled(row: Subscription, actor: Actor, now: datetime) -> Subscription:
    """Keep a plan whose end is another now."""
    row.until = lets_in_until(row)
    row.save(update_fields=["cancelled_at", "next_variant", "until"])
    if row.until and on_time(row, actor, now):
        open_doors(row, actor, now)
    return row


@transaction.atomic
def wish_for_reminders(*, subscription: int, on: bool, actor: Actor, now: datetime) -> Subscription:
    """Say whether one wants to be reminded by letter."""
    row = own_plan(subscription, actor, now)
    row.reminds = on
    row.save(update_fields=["reminds"])
    return row
