"""The first page of an install, and the small files that machines ask for."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from coterie.communities.queries.communities import communities_run_by, public_communities
from coterie.communities.queries.profiles import public_profiles
from coterie.joining.queries.landings import public_landings
from coterie.market.queries.lectures import previews
from coterie.market.queries.offers import listed_on_sale
from coterie.market.queries.projects import public_projects
from coterie.members.queries.members import memberships_of
from coterie.rituals.queries.pieces import public_pieces
from coterie.web.assets import BUILD, built_names
from coterie.web.public.addresses import (
    landing_address,
    offer_address,
    piece_address,
    preview_address,
    profile_address,
    project_address,
    public_address,
)
from coterie.web.request import actor_of

ICONS = (192, 512)
MOST, MOST_LANDINGS, MOST_FACES, MOST_PIECES, MOST_OFFERS = 15_000, 10_000, 10_000, 10_000, 5_000
MOST_PROJECTS = 1_000
"""Addresses in one sitemap; the protocol allows 50,000."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the ways in: one's communities, or the open ones."""
    actor = actor_of(request)
    runs, memberships = communities_run_by(actor), memberships_of(actor)
    others = public_communities().exclude(pk__in=runs.values("pk")).exclude(pk__in=memberships.values("community"))
    words = {"runs": runs[:50], "memberships": memberships[:50], "open_communities": others[:50]}
    return render(request, "public/home.html", words)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what is theirs."""
    lines = (
        "User-agent: *",
        "Disallow: /console/",
        "Disallow: /m/",
        "Disallow: /g/",
        "Disallow: /account/",
        f"Sitemap: {settings.BASE_URL}/sitemap.xml",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the member space to phones that install it."""
    icons = [{"src": static(f"mark-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in ICONS]
    words = {"name": "Coterie", "short_name": "Coterie", "start_url": "/m/", "scope": "/", "display": "standalone",
             "background_color": "#fdfaf5", "theme_color": "#fdfaf5", "icons": icons}  # fmt: skip
    return JsonResponse(words, content_type="application/manifest+json")


@require_safe
def push_worker(request: HttpRequest) -> HttpResponse:
    """Hand over the script that shows what is pushed; it lies at the top, so that it may do so for every page."""
    script = (BUILD / built_names()["push_worker.js"]).read_bytes()
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the public pages."""
    slugs = public_communities().values_list("slug", flat=True)[:MOST]
    landings = public_landings().values_list("community__slug", "slug")[:MOST_LANDINGS]
    faces = public_profiles().values_list("community__slug", "key")[:MOST_FACES]
    pieces = public_pieces().values_list("community__slug", "key")[:MOST_PIECES]
    addresses = [public_address(slug) for slug in slugs] + [landing_address(*names) for names in landings]
    addresses += [profile_address(*names) for names in faces]
    addresses += [piece_address(*names) for names in pieces]
    tastes = previews().values_list("chapter__offer__slug", "key")[:MOST_PIECES]
    addresses += [preview_address(*names) for names in tastes]
    projects = public_projects().values_list("offer__community__slug", "offer__slug")[:MOST_PROJECTS]
    addresses += [project_address(*names) for names in projects]
    addresses += [offer_address(slug) for slug in listed_on_sale().values_list("slug", flat=True)[:MOST_OFFERS]]
    return render(request, "public/sitemap.xml", {"addresses": addresses}, content_type="application/xml")
