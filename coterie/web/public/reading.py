"""Pieces for everybody: the page of one, its card and pictures, and the feed."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from coterie.communities.models import Community
from coterie.joining.queries.brand import brand_of
from coterie.joining.queries.codes import front_door
from coterie.kit.clock import now
from coterie.members.queries.members import member_of
from coterie.platform.files.storing import stored_file
from coterie.rituals.domain.piece_reader import see_piece
from coterie.rituals.models import Material, Piece
from coterie.rituals.queries.pieces import materials_of, public_pieces
from coterie.web.card_picture import drawn_card
from coterie.web.exhibit import exhibits_of
from coterie.web.files import handed
from coterie.web.place import set_place
from coterie.web.public.addresses import feed_address, piece_address, public_address
from coterie.web.public.arrival import is_person, seen_by
from coterie.web.public.landing_sheet import in_script
from coterie.web.public.visitor import remember, visitor_of
from coterie.web.request import actor_of, community_or_404, one_or_404

BRIEF, IN_FEED = 160, 50
"""Signs of a piece in a search result, and how many pieces a feed has."""
SHORTLY = 3600


def piece_at(request: HttpRequest, slug: str, key: str) -> Piece:
    """Find a piece that everybody can read, or 404."""
    community = community_or_404(request, slug)
    set_place(request, community)
    return one_or_404(public_pieces(community.pk), key=key)


@require_safe
def reading(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show a piece; people count as readers, machines do not."""
    row, visitor = piece_at(request, slug, key), visitor_of(request)
    member = member_of(actor_of(request), row.community_id)
    if is_person(request):
        seen_by(request, row.community, visitor)
        who = {"visitor": visitor, "member": member.pk if member else None}
        see_piece(piece=row, **who, actor=actor_of(request), now=now())
    return remember(render(request, "public/piece.html", words_of(row) | {"member": member}), visitor)


def words_of(row: Piece) -> dict[str, object]:
    """Return what the page of a piece shows."""
    community, address = row.community, piece_address(row.community.slug, row.key)
    exhibits = exhibits_of(row, partial(picture_address, row))
    picture = next((one.picture for one in exhibits if one.picture), "")
    card = public_address(community.slug).removesuffix(f"/c/{community.slug}") + picture if picture else ""
    words = {"row": row, "community": community, "address": address, "brief": brief_of(row), "exhibits": exhibits}
    words |= {"card": card or f"{address}/card.png", "feed": feed_address(community.slug)}
    return words | {"door": front_door(community.pk), "structured": structured(row, str(words["card"]))}


def picture_address(row: Piece, material: Material) -> str:
    """Return where everybody sees a picture of a piece."""
    return reverse("reading_picture", args=[row.community.slug, row.key, material.key])


def brief_of(row: Piece) -> str:
    """Return how a piece begins, in one line."""
    line = " ".join(row.body.split())
    return line if len(line) <= BRIEF else f"{line[: BRIEF - 1]}…"


def by_of(row: Piece) -> str:
    """Return under whose name a piece appears: the profile of its column, else its author."""
    author = row.author.name if row.author else row.community.name
    return row.column.profile.name if row.column.profile else author


def structured(row: Piece, card: str) -> object:
    """Return what search engines read of a piece."""
    home = public_address(row.community.slug)
    publisher = {"@type": "Organization", "@id": f"{home}#organization", "name": row.community.name, "url": home}
    facts: dict[str, object] = {
        "@context": "https://schema.org", "@type": "Article", "headline": row.title, "description": brief_of(row),
        "articleSection": row.column.name, "url": piece_address(row.community.slug, row.key), "image": card,
        "datePublished": row.published_at.isoformat() if row.published_at else "",
        "author": {"@type": "Person", "name": by_of(row)}, "publisher": publisher,
    }  # fmt: skip
    return in_script(facts)


@require_safe
def reading_picture(request: HttpRequest, slug: str, key: str, material: str) -> HttpResponse:
    """Hand a picture of a piece over."""
    return picture_of(piece_at(request, slug, key), material)


def picture_of(row: Piece, material: str) -> HttpResponse:
    """Answer with a picture of a piece that the asker may read, or 404."""
    found = next((one for one in materials_of(row) if one.key == material and one.picture), None)
    if found is None:
        raise Http404
    return handed(stored_file(found.picture), keep=f"private, max-age={SHORTLY}")


@require_safe
def reading_card(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Hand over the picture that is shown where a piece is shared."""
    row = piece_at(request, slug, key)
    data = drawn_card(brand_of(row.community_id), row.title, row.column.name)
    answer = HttpResponse(data, content_type="image/png", headers={"X-Content-Type-Options": "nosniff"})
    patch_cache_control(answer, public=True, max_age=SHORTLY)
    return answer


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand over the latest pieces as an Atom feed (RFC 4287)."""
    community = community_or_404(request, slug)
    rows = list(public_pieces(community.pk).filter(to_feed=True)[:IN_FEED])
    words = {"community": community, "entries": [entry_of(row) for row in rows], "updated": updated(community, rows)}
    words |= {"self": feed_address(slug), "home": public_address(slug)}
    return render(request, "public/feed.xml", words, content_type="application/atom+xml; charset=utf-8")


def entry_of(row: Piece) -> dict[str, object]:
    """Return a piece as the feed tells of it."""
    return {"row": row, "address": piece_address(row.community.slug, row.key), "by": by_of(row)}


def updated(community: Community, rows: list[Piece]) -> object:
    """Return when the feed changed last."""
    return rows[0].published_at if rows else community.opened_at or now()
