"""The page on which everybody reads of a project, and of how far it is."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from coterie.joining.domain.sight import Look
from coterie.joining.queries.brand import brand_of
from coterie.kit.clock import now
from coterie.kit.money import Money
from coterie.market.models import Project, Tier
from coterie.market.queries.projects import public_projects, rules_of
from coterie.members.queries.members import member_of
from coterie.platform.files.storing import stored_file
from coterie.rituals.queries.gatherings import gatherings_visible_to
from coterie.web.card_picture import drawn_card
from coterie.web.files import handed
from coterie.web.guests import shared
from coterie.web.place import set_place
from coterie.web.public.addresses import project_address, public_address
from coterie.web.public.arrival import seen_by
from coterie.web.public.landing_sheet import in_script
from coterie.web.public.shown_picture import ShownPicture, picture_of
from coterie.web.public.visitor import remember, visitor_of
from coterie.web.request import actor_of, community_or_404, one_or_404

SHORTLY = 3600


def project_at(request: HttpRequest, slug: str, project_slug: str) -> Project:
    """Find a project that everybody can read of, or 404."""
    community = community_or_404(request, slug)
    set_place(request, community)
    return one_or_404(public_projects(community.pk), offer__slug=project_slug)


@require_safe
def project(request: HttpRequest, slug: str, project_slug: str) -> HttpResponse:
    """Show a project."""
    row, visitor = project_at(request, slug, project_slug), visitor_of(request)
    seen_by(request, row.offer.community, visitor, row.offer_id)
    with timezone.override(ZoneInfo(row.offer.community.timezone)):
        answer = render(request, "public/project.html", words_of(request, row))
    return remember(shared(answer, Look(community=row.offer.community_id, offer=row.offer_id)), visitor)


def words_of(request: HttpRequest, row: Project) -> dict[str, Any]:
    """Return what the page of a project shows."""
    actor, slug, project_slug = actor_of(request), row.offer.community.slug, row.offer.slug
    address, rules = project_address(slug, project_slug), rules_of(row, now())
    picture = picture_of(row.offer, address)
    tiers = list(row.tiers.filter(variant__closed_at=None).select_related("variant").order_by("variant__price", "pk"))
    return {
        "row": row, "community": row.offer.community, "address": address, "picture": picture,
        "card": picture.address if picture else f"{address}/card.png", "rules": rules, "tiers": tiers,
        "structured": structured(row, tiers, address, picture, can_pledge=rules.can_pledge),
        "gathering": gatherings_visible_to(actor, row.offer.community_id).filter(pk=row.gathering or 0).first(),
        "member": member_of(actor, row.offer.community_id),
    }  # fmt: skip


def structured(
    row: Project, tiers: list[Tier], address: str, picture: ShownPicture | None, *, can_pledge: bool
) -> SafeString:
    """Return what search engines read of a project: what it is, and what can be had."""
    community, home = row.offer.community, public_address(row.offer.community.slug)
    seller = {"@type": "Organization", "@id": f"{home}#organization", "name": community.name, "url": home}
    facts: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Product", "name": row.offer.title, "url": address,
        "description": row.offer.teaser, "image": picture.structured if picture else f"{address}/card.png",
        "brand": seller,
        "offers": [offered(row, tier, address, can_pledge=can_pledge) for tier in tiers],
    }  # fmt: skip
    return in_script(facts)


def offered(row: Project, tier: Tier, address: str, *, can_pledge: bool) -> dict[str, Any]:
    """Return a tier as search engines read one."""
    there = can_pledge and tier.variant.left != 0
    currency = row.offer.community.currency
    return {
        "@type": "Offer", "name": tier.variant.name, "url": address, "priceCurrency": currency,
        "price": str(Money(tier.variant.price, currency).decimal), "availabilityEnds": row.ends_at.isoformat(),
        "availability": "https://schema.org/" + ("PreOrder" if there else "SoldOut"),
    }  # fmt: skip


@require_safe
def project_picture(request: HttpRequest, slug: str, project_slug: str, picture: str) -> HttpResponse:
    """Hand the picture of a project over; a new one has another address."""
    row = project_at(request, slug, project_slug).offer
    if not row.picture or row.picture != picture:
        raise Http404
    return handed(stored_file(picture), keep=f"public, max-age={SHORTLY}")


@require_safe
def project_card(request: HttpRequest, slug: str, project_slug: str) -> HttpResponse:
    """Hand over the picture that is shown where a project is shared."""
    row = project_at(request, slug, project_slug)
    data = drawn_card(brand_of(row.offer.community_id), row.offer.title, row.offer.teaser)
    answer = HttpResponse(data, content_type="image/png", headers={"X-Content-Type-Options": "nosniff"})
    patch_cache_control(answer, public=True, max_age=SHORTLY)
    return answer
