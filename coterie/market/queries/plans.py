"""Plans for their members, and for who sells them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import group_names
from coterie.kit.actor import Actor
from coterie.market.enums import BenefitKind, OfferKind, OfferState, OrderState, PlanState
from coterie.market.models import Benefit, Order, OrderLine, Subscription, Turn, Variant
from coterie.members.queries.members import member_of

SOON = "soon"
"""The filter for plans that end within a week."""
WEEK, MONTH = timedelta(days=7), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the coming month may bring: plans whose next turn is due, and what these cost."""

    plans: int
    amount: int
    grace: int
    """How many wait for their payment now."""


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """A plan as its member sees it."""

    row: Subscription
    opens: tuple[str, ...]
    """The groups that it opens."""
    asked: OrderLine | None
    """The turn that waits for its payment."""
    ways: tuple[Variant, ...]
    """What it can be changed to."""


def plans_run_by(actor: Actor, community: int, state: str = "", now: datetime | None = None) -> QuerySet[Subscription]:
    """Members' plans for who reads the books, the one that ends first on top; narrowed to a state or to `soon`."""
    require(actor, Permission.SEE_REVIEW, community)
    rows = Subscription.objects.filter(offer__community=community).select_related("member", "offer", "variant")
    if state == SOON and now:
        rows = rows.filter(ending(now))
    elif state in PlanState.values:
        rows = rows.filter(state=state)
    return rows.order_by(F("ended_at").desc(nulls_first=True), "paid_until", "pk")


def ending(now: datetime) -> Q:
    """Plans whose time is over within a week, unless somebody pays."""
    open_now = (PlanState.TRIAL, PlanState.ACTIVE, PlanState.GRACE)
    return Q(state__in=open_now, until__gt=now, paid_until__lte=now + WEEK)


def plans_ending(community: int, now: datetime) -> int:
    """Return how many plans end this week unless somebody pays."""
    return Subscription.objects.filter(ending(now), offer__community=community).count()


def outlook_of(community: int, now: datetime) -> Outlook:
    """Return what renewals the coming month may bring."""
    live = Subscription.objects.filter(offer__community=community, cancelled_at=None).exclude(state=PlanState.ENDED)
    due = live.exclude(state=PlanState.PAUSED).filter(paid_until__lte=now + MONTH)
    price = Sum(Coalesce("next_variant__price", "variant__price"), default=0)
    found = due.aggregate(plans=Count("pk"), amount=price, grace=Count("pk", filter=Q(state=PlanState.GRACE)))
    return Outlook(**found)


def ways_run_by(actor: Actor, community: int) -> QuerySet[Variant]:
    """The ways to buy plans of a community, for its staff."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = Variant.objects.filter(offer__community=community, offer__kind=OfferKind.PLAN)
    return rows.select_related("offer", "terms").order_by("-offer__created_at", "-offer", "price", "pk")


def plans_of(actor: Actor, community: int) -> QuerySet[Subscription]:
    """The actor's own plans, those that last first."""
    member = member_of(actor, community)
    rows = Subscription.objects.filter(member=member) if member else Subscription.objects.none()
    rows = rows.select_related("offer", "variant__terms", "next_variant")
    return rows.order_by(F("ended_at").desc(nulls_first=True), "-since", "-pk")


def own_plans(actor: Actor, community: int) -> list[OwnPlan]:
    """Return the actor's plans that last, with all that can be done with them."""
    rows = list(plans_of(actor, community).exclude(state=PlanState.ENDED))
    offers = [row.offer_id for row in rows]
    names = group_names(community)
    opens: dict[int, list[str]] = {}
    for benefit in Benefit.objects.filter(offer__in=offers, kind=BenefitKind.GROUP).order_by("pk"):
        opens.setdefault(benefit.offer_id, []).append(names.get(benefit.target, ""))
    turns = Turn.objects.filter(subscription__in=rows, paid_at=None, line__order__state=OrderState.PENDING)
    asked = {turn.subscription_id: turn.line for turn in turns.select_related("line__order")}
    ways: dict[int, list[Variant]] = {}
    for way in sellable(community).filter(offer__in=offers):
        ways.setdefault(way.offer_id, []).append(way)
    return [
        OwnPlan(
            row, tuple(filter(None, opens.get(row.offer_id, ()))), asked.get(row.pk), tuple(ways.get(row.offer_id, ()))
        )
        for row in rows
    ]


def sellable(community: int) -> QuerySet[Variant]:
    """The ways to buy a plan today, the cheapest first."""
    rows = Variant.objects.filter(offer__community=community, offer__state=OfferState.OPEN, offer__kind=OfferKind.PLAN)
    return rows.filter(closed_at=None, terms__isnull=False).select_related("offer", "terms").order_by("price", "pk")


def plans_to_take(actor: Actor, community: int) -> QuerySet[Variant]:
    """The ways to buy a plan that the actor does not have."""
    own = plans_of(actor, community).exclude(state=PlanState.ENDED).values("offer")
    return sellable(community).exclude(offer__in=own)


def orders_for_plans(actor: Actor, community: int) -> QuerySet[Order]:
    """The actor's orders of a first turn that wait for their payment."""
    member = member_of(actor, community)
    rows = Order.objects.filter(member=member) if member else Order.objects.none()
    waiting = rows.filter(state=OrderState.PENDING, lines__variant__terms__isnull=False, lines__turn=None)
    return waiting.order_by("-placed_at", "-pk").distinct()


def had_before(actor: Actor, community: int) -> set[int]:
    """Return the offers that the actor can try no more."""
    return set(plans_of(actor, community).values_list("offer", flat=True))


def plan_held(account: int | None, offer: int, now: datetime) -> int | None:
    """Return the plan of an offer that lets a person in now."""
    if account is None:
        return None
    rows = Subscription.objects.filter(member__account=account, offer=offer, until__gt=now)
    return rows.order_by("pk").values_list("pk", flat=True).first()
