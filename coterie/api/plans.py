"""Plans: what is paid for a time, again and again."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.inside import READ, WRITE, community_inside, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of, need_scope
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.domain.plan_terms import set_terms
from coterie.market.domain.plan_wish import (
    cancel_plan,
    change_plan,
    keep_plan,
    pause_plan,
    resume_plan,
    try_plan,
    wish_for_reminders,
)
from coterie.market.enums import Period, PlanState
from coterie.market.models import Subscription, Variant
from coterie.market.queries.plans import plans_of, plans_run_by, sellable, ways_run_by

router = Router(tags=["plans"])
ALL, TERMS = "/communities/{slug}/plans", "/communities/{slug}/plan-terms"
MINE = "/me/memberships/{slug}/plans"


class PlanTermsIn(Schema):
    """How long a turn of a plan is, and how patient the community is."""

    period: Period
    count: int = Field(1, ge=1, le=366)
    trial_days: int = Field(0, ge=0, le=90)
    grace_days: int = Field(7, ge=0, le=60)
    pause_days: int = Field(0, ge=0, le=180)
    renews: bool = True


class PlanVariantOut(Schema):
    """A way to buy a plan: the price in minor units, and its terms where they are said."""

    key: str
    plan: str
    name: str
    price: int
    terms: PlanTermsIn | None


class SubscriptionOut(Schema):
    """A member's plan."""

    key: str
    plan: str
    variant: str
    member: str
    state: PlanState
    since: datetime
    paid_until: datetime
    until: datetime | None
    cancelled_at: datetime | None
    pause_left: int
    reminds: bool


class WhichPlans(Slice):
    """Which plans."""

    state: PlanState | None = None


class PlanChoice(Schema):
    """A way to buy a plan, by its key."""

    variant: str


class PlanReminders(Schema):
    """Whether one wants to be reminded by letter."""

    on: bool


def way_shown(row: Variant) -> dict[str, Any]:
    """Return a way to buy a plan as the API shows one."""
    terms = getattr(row, "terms", None)
    facts = {name: getattr(terms, name) for name in PlanTermsIn.model_fields} if terms else None
    return {"key": row.key, "plan": row.offer.title, "name": row.name, "price": row.price, "terms": facts}


def plan_shown(row: Subscription) -> dict[str, Any]:
    """Return a plan as the API shows one."""
    facts = {
        name: getattr(row, name) for name in SubscriptionOut.model_fields if name not in ("plan", "variant", "member")
    }
    return {**facts, "plan": row.offer.title, "variant": row.variant.key, "member": row.member.key}


def own(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Return whose plan is meant, for a verb."""
    actor = need_scope(request, WRITE)
    row = plans_of(actor, own_member(actor, slug).community_id).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such plan."))
    return {"subscription": row.pk, "actor": actor, "now": now()}


def way_of(community: int, key: str) -> Variant:
    """Find a way to buy a plan today."""
    row = sellable(community).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such offer."))
    return row


@router.get(ALL, response=Page[SubscriptionOut])
def plans(request: HttpRequest, slug: str, part: Query[WhichPlans]) -> dict[str, object]:
    """List members' plans, newest first."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    rows = plans_run_by(actor_of(request), community.pk, part.state or "")
    return page_of(rows, part, plan_shown, by_time="since")


@router.get(TERMS, response=Page[PlanVariantOut])
def ways(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the ways to buy plans, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(ways_run_by(actor_of(request), community.pk), part, way_shown)


@router.put(f"{TERMS}/{{key}}", response=PlanVariantOut)
def terms(request: HttpRequest, slug: str, key: str, body: PlanTermsIn) -> dict[str, Any]:
    """Say for how long a way to buy a plan is paid."""
    community = community_at(request, slug, Permission.EDIT_OFFERS)
    rows = ways_run_by(actor_of(request), community.pk).filter(key=key)
    row = rows.first()
    if row is None:
        raise NotFound(_("There is no such offer."))
    set_terms(variant=row.pk, **body.dict(), actor=actor_of(request), now=now())
    return way_shown(rows.get())


@router.get(MINE, response=Page[SubscriptionOut])
def own_plans(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List your plans, newest first."""
    actor = need_scope(request, READ)
    rows = plans_of(actor, community_inside(actor, slug).pk).select_related("offer", "variant", "member")
    return page_of(rows, part, plan_shown, by_time="since")


@router.post(f"{MINE}/trials", response={201: SubscriptionOut})
def trial(request: HttpRequest, slug: str, body: PlanChoice) -> Status[dict[str, Any]]:
    """Try a plan for nothing, once."""
    actor = need_scope(request, WRITE)
    row = way_of(own_member(actor, slug).community_id, body.variant)
    return Status(201, plan_shown(try_plan(variant=row.pk, actor=actor, now=now())))


@router.put(f"{MINE}/{{key}}/variant", response=SubscriptionOut)
def change(request: HttpRequest, slug: str, key: str, body: PlanChoice) -> dict[str, Any]:
    """Choose another variant: dearer ones begin once the difference is paid, others with the next turn."""
    facts = own(request, slug, key)
    way = way_of(own_member(facts["actor"], slug).community_id, body.variant)
    return plan_shown(change_plan(variant=way.pk, **facts))


@router.put(f"{MINE}/{{key}}/cancellation", response=SubscriptionOut)
def cancel(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Want no further turn; the plan stays until the end of what is paid."""
    return plan_shown(cancel_plan(**own(request, slug, key)))


@router.delete(f"{MINE}/{{key}}/cancellation", response=SubscriptionOut)
def keep(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Want the plan after all."""
    return plan_shown(keep_plan(**own(request, slug, key)))


@router.put(f"{MINE}/{{key}}/pause", response=SubscriptionOut)
def pause(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Let a plan stand still."""
    return plan_shown(pause_plan(**own(request, slug, key)))


@router.delete(f"{MINE}/{{key}}/pause", response=SubscriptionOut)
def resume(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Go on with a plan that stands still."""
    return plan_shown(resume_plan(**own(request, slug, key)))


@router.put(f"{MINE}/{{key}}/reminders", response=SubscriptionOut)
def reminders(request: HttpRequest, slug: str, key: str, body: PlanReminders) -> dict[str, Any]:
    """Say whether you want to be reminded by letter."""
    return plan_shown(wish_for_reminders(on=body.on, **own(request, slug, key)))
