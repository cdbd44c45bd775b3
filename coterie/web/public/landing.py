"""Landing pages, as visitors see them."""

from zlib import crc32

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from coterie.joining.domain.sight import Look
from coterie.joining.queries.brand import brand_of
from coterie.joining.queries.landings import landing_shown
from coterie.joining.queries.replies import has_replies
from coterie.web.card_picture import drawn_card
from coterie.web.guests import shared
from coterie.web.place import set_place
from coterie.web.public.arrival import asked_code, note_look
from coterie.web.public.landing_sheet import landing_words
from coterie.web.public.visitor import remember, visitor_of
from coterie.web.request import community_or_404


@require_safe
def landing(request: HttpRequest, slug: str, landing_slug: str) -> HttpResponse:
    """Show the version of a landing page that is for this visitor."""
    community, visitor = community_or_404(request, slug), visitor_of(request)
    shown = landing_shown(community.pk, landing_slug, visitor)
    if shown is None:
        raise Http404
    set_place(request, community)
    version = shown.version
    look = Look(community=community.pk, page=shown.page.pk, version=version.number, test=shown.test, arm=shown.arm)
    code = asked_code(request, community)
    note_look(request, look, code, visitor)
    words = landing_words(community, shown.page, version) | ({"code": code} if code else {})
    words["asks"] = has_replies(community.pk)
    return remember(shared(render(request, "public/landing.html", words), look), visitor)


@require_safe
def landing_card(request: HttpRequest, slug: str, landing_slug: str) -> HttpResponse:
    """Hand over the picture that is shown where the page is shared; of a test, that of its version A."""
    community = community_or_404(request, slug)
    shown = landing_shown(community.pk, landing_slug, visitor=0)
    if shown is None or shown.page.shown is None:
        raise Http404
    version = shown.page.shown
    etag = quote_etag(f"{version.pk} {community.accent} {community.logo} {crc32(community.name.encode())}")
    data = drawn_card(brand_of(community.pk), version.title, version.description)
    answer = HttpResponse(data, content_type="image/png", headers={"ETag": etag, "X-Content-Type-Options": "nosniff"})
    patch_cache_control(answer, public=True, max_age=3600)
    return get_conditional_response(request, etag=etag, response=answer) or answer
