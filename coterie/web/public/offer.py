"""The page of an offer: for people on a phone, and for machines that read the web."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coterie.joining.domain.sight import Look
from coterie.joining.queries.brand import brand_of
from coterie.kit.clock import now
from coterie.kit.money import Money
from coterie.market.models import Offer, Variant
from coterie.market.queries.appointments import SHOWN, by_day, free_times, has_times
from coterie.market.queries.bundles import bundled
from coterie.market.queries.shop import is_out, offer_shown, opens, variants_of
from coterie.market.queries.teams import open_teams, sold_together
from coterie.platform.files.storing import stored_file
from coterie.web.card_picture import drawn_card
from coterie.web.files import handed
from coterie.web.guests import shared
from coterie.web.place import set_place
from coterie.web.public.addresses import offer_address, public_address
from coterie.web.public.arrival import seen_by
from coterie.web.public.ladder import led_on
from coterie.web.public.landing_sheet import in_script
from coterie.web.public.shown_picture import ShownPicture, picture_of
from coterie.web.public.visitor import remember, visitor_of
from coterie.web.request import actor_of

SHORTLY = 3600


def offer_or_404(request: HttpRequest, slug: str) -> Offer:
    """Find an offer that the asker may see, and set the frame to its community."""
    row = offer_shown(actor_of(request), slug)
    if row is None:
        raise Http404
    set_place(request, row.community)
    return row


@require_safe
def offer(request: HttpRequest, offer: str) -> HttpResponse:
    """Show what it is, what it costs, how many are left and what it opens."""
    row, visitor = offer_or_404(request, offer), visitor_of(request)
    if elsewhere := led_on(request, row):
        return elsewhere
    with timezone.override(ZoneInfo(row.community.timezone)):
        return offer_page(request, row, visitor)


def offer_page(request: HttpRequest, row: Offer, visitor: int) -> HttpResponse:
    """Answer with the page of an offer."""
    if row.state == "draft":
        return render(request, "public/offer.html", words_of(row))
    code = seen_by(request, row.community, visitor, row.pk)
    answer = render(request, "public/offer.html", words_of(row) | {"asked": code})
    return remember(shared(answer, Look(community=row.community_id, offer=row.pk)), visitor)


def words_of(row: Offer) -> dict[str, Any]:
    """Return what the page of an offer shows."""
    address, variants = offer_address(row.slug), variants_of(row)
    picture = picture_of(row, address)
    card = picture.address if picture else f"{address}/card.png"
    first = next((one for one in variants if one.left != 0), None)
    return {
        "offer": row, "community": row.community, "variants": variants, "first": first, "is_out": is_out(row),
        "opens": opens(row), "bundled": bundled(row, variants), "address": address, "picture": picture, "card": card,
        "structured": structured(row, variants, address, picture), **times_of(row),
        "together": sold_together(variants), "teams": open_teams(row, now()),
    }  # fmt: skip


def times_of(row: Offer) -> dict[str, Any]:
    """Return when a service can be booked, by the community's clock; the frame's is another."""
    if not has_times(row):
        return {"is_timed": False}
    return {"is_timed": True, "days": by_day(list(free_times(row.pk, now())[:SHOWN]), ZoneInfo(row.community.timezone))}


def structured(row: Offer, variants: list[Variant], address: str, picture: ShownPicture | None) -> object:
    """Return what search engines read: a product and what it costs (schema.org)."""
    home = public_address(row.community.slug)
    seller = {"@type": "Organization", "@id": f"{home}#organization", "name": row.community.name, "url": home}
    return in_script({
        "@context": "https://schema.org", "@type": "Product", "@id": address, "url": address, "name": row.title,
        "description": row.teaser or row.title, "image": picture.structured if picture else f"{address}/card.png",
        "category": row.kind, "brand": seller,
        "offers": [price_of(row, one, address) for one in variants],
    })  # fmt: skip


def price_of(row: Offer, one: Variant, address: str) -> dict[str, object]:
    """Return a way to buy as search engines read one."""
    stock = "SoldOut" if one.left == 0 else "InStock" if row.state == "open" else "Discontinued"
    currency = row.community.currency
    facts = {"@type": "Offer", "url": address, "price": str(Money(one.price, currency).decimal)}
    named = {"name": one.name} if one.name else {}
    return {**facts, **named, "priceCurrency": currency, "availability": f"https://schema.org/{stock}"}


@require_safe
def offer_picture(request: HttpRequest, offer: str, picture: str) -> HttpResponse:
    """Hand the picture over to whoever may see the page; a new one has another address."""
    row = offer_or_404(request, offer)
    if not row.picture or row.picture != picture:
        raise Http404
    return handed(stored_file(picture), keep=f"private, max-age={SHORTLY}")


@require_safe
def offer_card(request: HttpRequest, offer: str) -> HttpResponse:
    """Hand over the picture that is shown where the page is shared."""
    row = offer_or_404(request, offer)
    data = drawn_card(brand_of(row.community_id), row.title, row.teaser or row.community.name)
    answer = HttpResponse(data, content_type="image/png", headers={"X-Content-Type-Options": "nosniff"})
    answer["Cache-Control"] = f"private, max-age={SHORTLY}"
    return answer
