"""Orders and offers for who sells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Q, QuerySet, Sum

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import group_names
from coterie.kit.actor import Actor
from coterie.market.enums import BenefitKind, OfferState, OrderState, PaymentState, RefundState
from coterie.market.models import Benefit, Grant, Offer, Order, OrderLine, Payment, Refund, Variant
from coterie.market.queries.offers import offers_run_by
from coterie.market.queries.orders import orders_visible_to
from coterie.market.rules import MANUAL


@dataclass(frozen=True, slots=True)
class Opened:
    """What a purchase opens or opened; `until` None: for good."""

    name: str
    until: datetime | None
    ended_at: datetime | None


class OrderFilter(NamedTuple):
    """Which orders: of a state, or with a refund that failed; with an offer, words in number or buyer, of a team."""

    state: str = ""
    offer: str = ""
    words: str = ""
    team: str = ""


EVERY = OrderFilter()
REFUND_FAILED = "refund_failed"
"""The filter for orders of which a provider could not give money back."""


def orders_run_by(actor: Actor, community: int, which: OrderFilter = EVERY) -> QuerySet[Order]:
    """The orders that were asked for, newest first, for who sees the review."""
    rows = orders_visible_to(actor, community).select_related("customer", "member")
    if which.state == REFUND_FAILED:
        rows = rows.filter(payments__refunds__state=RefundState.FAILED).distinct()
    elif which.state:
        rows = rows.filter(state=which.state)
    if which.offer:
        rows = rows.filter(lines__variant__offer__key=which.offer).distinct()
    if which.team:
        rows = rows.filter(team__key=which.team)
    for word in which.words.split():
        named = Q(customer__number__icontains=word) | Q(member__name__icontains=word)
        rows = rows.filter(named | Q(number__icontains=word) | Q(address__icontains=word))
    return rows


def refunds_of(order: Order) -> QuerySet[Refund]:
    """Return what was given back of an order, the first first."""
    return Refund.objects.filter(payment__order=order).select_related("payment").order_by("pk")


def opened_by(order: Order, lines: Sequence[OrderLine]) -> list[Opened]:
    """Return what an order opened to its buyer."""
    sources = [f"line:{one.pk}" for one in lines]
    rows = list(Grant.objects.filter(source__in=sources).order_by("kind", "pk"))
    groups = group_names(order.community_id)
    offers = dict(Offer.objects.filter(community=order.community_id).values_list("pk", "title"))
    names = {BenefitKind.GROUP: groups, BenefitKind.OFFER: offers}
    return [Opened(names[BenefitKind(row.kind)].get(row.target, ""), row.until, row.ended_at) for row in rows]


def sold_of(offers: Sequence[Offer]) -> dict[int, int]:
    """Return how many pieces of each offer were paid and did not come back."""
    paid = (OrderState.PAID, OrderState.PARTIALLY_REFUNDED, OrderState.REFUNDED)
    rows = OrderLine.objects.filter(variant__offer__in=offers, order__state__in=paid)
    found = rows.values("variant__offer").annotate(n=Sum(F("quantity") - F("returned")))
    return {row["variant__offer"]: row["n"] for row in found}


def offers_in(actor: Actor, community: int, state: str = "") -> QuerySet[Offer]:
    """The offers of a community in a state, or all, the latest first."""
    rows = offers_run_by(actor, community)
    return rows.filter(state=state) if state else rows


def benefits_of(offer: Offer) -> list[tuple[Benefit, str]]:
    """Return what an offer opens, each with the group's name."""
    names = group_names(offer.community_id)
    return [(row, names.get(row.target, "")) for row in offer.benefits.filter(kind=BenefitKind.GROUP).order_by("pk")]


def variants_on_sale(actor: Actor, community: int) -> QuerySet[Variant]:
    """What can be bought now, for staff that orders for somebody."""
    require(actor, Permission.EDIT_OFFERS, community)
    rows = Variant.objects.filter(offer__community=community, offer__state=OfferState.OPEN, closed_at=None)
    return rows.select_related("offer").order_by("offer__title", "pk")


def payments_to_confirm(community: int) -> int:
    """Return how many orders wait until somebody has seen their money."""
    waiting = Payment.objects.filter(provider=MANUAL, state=PaymentState.ASKED, order__community=community)
    return waiting.filter(order__state=OrderState.PENDING).count()


def refunds_that_failed(community: int) -> int:
    """Return how many refunds a provider could not give back, so that somebody does it by hand."""
    return Refund.objects.filter(state=RefundState.FAILED, payment__order__community=community).count()
