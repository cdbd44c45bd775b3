"""What is for sale at an open community, and one's own orders there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from coterie.api.binary import HARMLESS, drawn_as
from coterie.api.bookings import booking_shown, time_named
from coterie.api.inside import READ, WRITE, own_member
from coterie.api.once import works_apart
from coterie.api.paging import Page, Slice, page_of
from coterie.api.shopping_shapes import (
    CodeIn,
    OfferForSale,
    OfferPage,
    OrderIn,
    OwnOrder,
    OwnOrderPage,
    VariantForSale,
    Wanted,
    WayIn,
)
from coterie.api.token import need_scope
from coterie.communities.queries.communities import public_communities
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import Invalid, NotFound
from coterie.market.designs.receipt import receipt_pdf
from coterie.market.domain.buying import cancel_order
from coterie.market.domain.checkout import check_out
from coterie.market.domain.gift import redeem_gift
from coterie.market.domain.paying import ask_payment
from coterie.market.domain.starting import start_payment
from coterie.market.models import Offer, Order, Variant
from coterie.market.queries.appointments import SHOWN, booking_of, free_times, has_times
from coterie.market.queries.bundles import is_sent, parts_of
from coterie.market.queries.gifts import gifts_of
from coterie.market.queries.receipt import receipt_of
from coterie.market.queries.shop import (
    listed_offers,
    offer_shown,
    open_offers,
    opened_by,
    opens,
    orders_of,
    refunds_of,
    step_of,
    variants_called,
    variants_of,
)
from coterie.market.queries.teams import open_teams, team_of, terms_of
from coterie.market.queries.ways import asked_last, is_way, ways_to_pay

router = Router(tags=["shopping"])
OFFERS = "/open-communities/{community}/offers"
ORDERS = "/me/memberships/{slug}/orders"
ORDER = f"{ORDERS}/{{key}}"


def offer_of(row: Offer) -> dict[str, Any]:
    """Return an offer as the API shows one."""
    facts = {name: getattr(row, name) for name in ("slug", "kind", "title", "teaser", "scene")}
    sold = {"with_address": is_sent(row), "variants": [variant_of(one) for one in variants_of(row)]}
    return {**facts, **sold, "currency": row.community.currency}


def variant_of(row: Variant) -> dict[str, Any]:
    """Return a way to buy as the API shows one."""
    facts = {name: getattr(row, name) for name in VariantForSale.model_fields if name not in ("parts", "together")}
    return {**facts, "parts": parts_of(row), "together": terms_of(row)}


def order_of(row: Order) -> dict[str, Any]:
    """Return an order as the API shows one."""
    facts = {name: getattr(row, name) for name in OwnOrder.model_fields if name not in ("step", "lines")}
    return {**facts, "step": step_of(row), "lines": list(row.lines.all())}


def community_at(request: HttpRequest, slug: str) -> int:
    """Return an open community."""
    need_scope(request, READ)
    found = public_communities().filter(slug=slug).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(_("There is no such community."))
    return found


def own_order(actor: Actor, slug: str, key: str) -> Order:
    """Return one's own order."""
    rows = orders_of(actor, own_member(actor, slug).community_id).select_related("community", "member")
    row = rows.filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such order."))
    return row


def open_offer(request: HttpRequest, community: str, slug: str) -> Offer:
    """Return what can be bought at an open community. Raises NotFound."""
    row = open_offers(community_at(request, community)).filter(slug=slug).first()
    if row is None:
        raise NotFound(_("There is no such offer."))
    return row


@router.get(OFFERS, response=Page[OfferForSale])
def offers(request: HttpRequest, community: str, part: Query[Slice]) -> dict[str, object]:
    """List what can be bought at an open community, newest first."""
    return page_of(listed_offers(community_at(request, community)), part, offer_of)


@router.get(f"{OFFERS}/{{offer}}", response=OfferPage)
def offer_page(request: HttpRequest, community: str, offer: str) -> dict[str, Any]:
    """Show what the page of an offer says."""
    row = open_offer(request, community, offer)
    ways = [way.name for way in ways_to_pay(row.community_id)]
    times = free_times(row.pk, now())[:SHOWN] if has_times(row) else ()
    more = {"opens": opens(row), "ways": ways, "times": list(times), "teams": open_teams(row, now())}
    return {**offer_of(row), "story": row.story, **more}


@router.get(ORDERS, response=Page[OwnOrder])
def own_orders(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List what you ordered, newest first."""
    actor = need_scope(request, READ)
    return page_of(orders_of(actor, own_member(actor, slug).community_id), part, order_of, by_time="placed_at")


@router.post(ORDERS, response={201: OwnOrder})
def place(request: HttpRequest, slug: str, body: OrderIn) -> Status[dict[str, Any]]:
    """Order, and ask for the payment; what you want is held for a while."""
    actor = need_scope(request, WRITE)
    community = own_member(actor, slug).community_id
    return Status(201, order_of(check_out(**facts_of(community, body), actor=actor, now=now())))


def facts_of(community: int, body: OrderIn) -> dict[str, Any]:
    """Return what is ordered as the verbs take it. Raises NotFound, Invalid."""
    facts = body.dict(exclude={"lines", "time"})
    named = {"wanted": wanted_of(community, body.lines), "time": time_named(community, body.time)}
    return {**facts, **named, "community": community}


def wanted_of(community: int, lines: list[Wanted]) -> dict[int, int]:
    """Return how many of each variant. Raises NotFound for what is not for sale, Invalid for one named twice."""
    keys = {line.variant: line.quantity for line in lines}
    if len(keys) < len(lines):
        raise Invalid(_("Name each variant once."), field="lines")
    found = variants_called(community, keys)
    if len(found) < len(keys):
        raise NotFound(_("There is no such offer."), field="lines")
    return {found[key]: quantity for key, quantity in keys.items()}


@router.get(ORDER, response=OwnOrderPage)
def read(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show an order of yours, and what came of it."""
    row = own_order(need_scope(request, READ), slug, key)
    return whole(row)


def whole(row: Order) -> dict[str, Any]:
    """Return an order with all that came of it, as the API shows it."""
    asked = asked_last(row.pk, now())
    to_pay = {"way": asked.provider, "url": asked.url, "code": asked.code} if asked else None
    came = {"gifts": gifts_of(row), "opened": opened_by(row, now()), "refunds": refunds_of(row)}
    booked, team = booking_of(row), team_of(row, now())
    return {**order_of(row), **came, "to_pay": to_pay, "booking": booked and booking_shown(booked), "team": team}


@router.put(f"{ORDER}/payment", response=OwnOrderPage)
@works_apart
def pay(request: HttpRequest, slug: str, key: str, body: WayIn) -> dict[str, Any]:
    """Begin to pay: say how, and read where in `to_pay`; what costs nothing is paid at once."""
    actor = need_scope(request, WRITE)
    row = own_order(actor, slug, key)
    if not is_way(row.community_id, body.way):
        raise Invalid(_("Choose how to pay."), field="way")
    asked = ask_payment(order=row.pk, provider=body.way, actor=actor, now=now())
    address = str(request.META.get("REMOTE_ADDR", "")) if body.phone else ""
    start_payment(payment=asked.pk, address=address, actor=actor, now=now())
    return whole(own_order(actor, slug, key))


@router.put(f"{ORDER}/cancellation", response=OwnOrder)
def cancel(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Give an order up that is not paid."""
    actor = need_scope(request, WRITE)
    cancel_order(order=own_order(actor, slug, key).pk, actor=actor, now=now())
    return order_of(own_order(actor, slug, key))


@router.get(f"{ORDER}/receipt", response={200: None}, openapi_extra=drawn_as("application/pdf"))
def receipt(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Fetch the receipt of an order that is paid."""
    found = receipt_of(own_order(need_scope(request, READ), slug, key))
    if found is None:
        raise NotFound(_("There is no receipt before it is paid."))
    headers = {"Content-Security-Policy": HARMLESS, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    return HttpResponse(receipt_pdf(found), content_type="application/pdf", headers=headers)


@router.post("/me/memberships/{slug}/gifts", response=OfferForSale)
@works_apart
def redeem(request: HttpRequest, slug: str, body: CodeIn) -> dict[str, Any]:
    """Redeem a gift."""
    actor = need_scope(request, WRITE)
    row = offer_shown(actor, body.offer)
    if row is None or row.community_id != own_member(actor, slug).community_id:
        raise NotFound(_("There is no such offer."))
    origin = str(request.META.get("REMOTE_ADDR", ""))
    return offer_of(redeem_gift(offer=row.pk, code=body.code, origin=origin, actor=actor, now=now()))
