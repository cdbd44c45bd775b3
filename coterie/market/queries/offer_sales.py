"""What of each offer was ordered and paid by members, and what was left of it."""

from datetime import datetime
from typing import NamedTuple

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import currency_of
from coterie.kit.actor import Actor
from coterie.market.enums import PaymentState
from coterie.market.models import Offer, OrderLine, Payment
from coterie.market.rules import shared_out

PROJECT = "project"


class OfferPage(NamedTuple):
    """An offer whose page can be looked at; `kind` is `project` where many pay for it together."""

    key: str
    title: str
    scene: str
    kind: str


class OfferSale(NamedTuple):
    """A line of an order: whose, when, and what is left of it after refunds, goods and fees, in minor units."""

    offer: int
    member: int
    placed_at: datetime
    paid_at: datetime | None
    profit: int


def offer_sales(actor: Actor, community: int) -> list[OfferSale]:
    """Return every line that a member ordered, for staff; one in another currency than the community's brings 0."""
    require(actor, Permission.SEE_REVIEW, community)
    currency = currency_of(community)
    paid = Payment.objects.filter(order__community=community, state=PaymentState.PAID)
    fees = {order: (fee, amount) for order, fee, amount in paid.values_list("order", "fee", "amount")}
    lines = OrderLine.objects.filter(order__community=community, order__member__isnull=False)
    found = []
    for line in lines.select_related("order", "variant"):
        profit = profit_of(line, *fees.get(line.order_id, (0, line.amount))) if line.order.currency == currency else 0
        facts = (line.order.member_id or 0, line.order.placed_at, line.order.paid_at)
        found.append(OfferSale(line.variant.offer_id, *facts, profit))
    return found


def profit_of(line: OrderLine, fee: int, paid: int) -> int:
    """Return what is left of a line; of a fee it bears its part."""
    goods = line.cost - line.cost * line.returned // line.quantity
    return line.amount - line.refunded - goods - shared_out(fee, [line.amount, paid - line.amount])[0]


def offers_looked_at(actor: Actor, community: int) -> dict[int, OfferPage]:
    """Return the offers and projects with a page that can be looked at, or could, the latest first, for staff."""
    require(actor, Permission.SEE_REVIEW, community)
    rows = Offer.objects.filter(community=community).exclude(opened_at=None).order_by("-created_at", "-pk")
    found = {}
    for pk, key, title, scene, kind, project in rows.values_list("pk", "key", "title", "scene", "kind", "project"):
        found[pk] = OfferPage(key, title, scene, PROJECT if project else kind)
    return found
