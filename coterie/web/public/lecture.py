"""A lecture that everybody may have, as a taste of its course."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from coterie.joining.queries.brand import brand_of
from coterie.market.models import Lecture
from coterie.market.queries.lectures import previews
from coterie.members.queries.members import member_of
from coterie.platform.files.storing import stored_file
from coterie.web.card_picture import drawn_card
from coterie.web.files import enclosed
from coterie.web.place import set_place
from coterie.web.public.addresses import offer_address, preview_address, public_address
from coterie.web.public.landing_sheet import in_script
from coterie.web.request import actor_of, one_or_404

BRIEF = 160
SHORTLY = 3600


def preview_at(request: HttpRequest, offer_slug: str, key: str) -> Lecture:
    """Find a lecture that everybody may have, or 404."""
    row = one_or_404(previews(), chapter__offer__slug=offer_slug, key=key)
    set_place(request, row.chapter.offer.community)
    return row


@require_safe
def preview_lecture(request: HttpRequest, offer_slug: str, key: str) -> HttpResponse:
    """Show a lecture that everybody may have, and where the others are to be had."""
    row = preview_at(request, offer_slug, key)
    offer = row.chapter.offer
    address = preview_address(offer.slug, key)
    words = {
        "row": row, "offer": offer, "community": offer.community, "address": address, "card": f"{address}/card.png",
        "brief": brief_of(row), "structured": structured(row, address), "drawn": True,
        "member": member_of(actor_of(request), offer.community_id),
    }  # fmt: skip
    return render(request, "public/lecture.html", words)


def brief_of(row: Lecture) -> str:
    """Return what a lecture is about, in one line."""
    line = " ".join((row.text or row.chapter.offer.teaser or row.title).split())
    return line if len(line) <= BRIEF else f"{line[: BRIEF - 1]}…"


def structured(row: Lecture, address: str) -> object:
    """Return what search engines read of a lecture."""
    offer = row.chapter.offer
    provider = {"@type": "Organization", "name": offer.community.name, "url": public_address(offer.community.slug)}
    course = {
        "@type": "Course", "name": offer.title, "description": offer.teaser or offer.title, "provider": provider,
        "url": offer_address(offer.slug),
    }  # fmt: skip
    facts: dict[str, object] = {
        "@context": "https://schema.org", "@type": "LearningResource", "name": row.title, "url": address,
        "description": brief_of(row), "isAccessibleForFree": True, "isPartOf": course,
    }  # fmt: skip
    if row.minutes:
        facts["timeRequired"] = f"PT{row.minutes}M"
    return in_script(facts)


@require_safe
def preview_file(request: HttpRequest, offer_slug: str, key: str) -> HttpResponse:
    """Hand over the recording or the file of a lecture that everybody may have."""
    row = preview_at(request, offer_slug, key)
    if not row.file:
        raise Http404
    return enclosed(request, stored_file(row.file), "" if row.kind == "audio" else row.file_name or row.title)


@require_safe
def preview_card(request: HttpRequest, offer_slug: str, key: str) -> HttpResponse:
    """Hand over the picture that is shown where a lecture is shared."""
    row = preview_at(request, offer_slug, key)
    data = drawn_card(brand_of(row.chapter.offer.community_id), row.title, row.chapter.offer.title)
    answer = HttpResponse(data, content_type="image/png", headers={"X-Content-Type-Options": "nosniff"})
    patch_cache_control(answer, public=True, max_age=SHORTLY)
    return answer
