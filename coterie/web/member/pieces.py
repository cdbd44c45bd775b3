"""What is published, as members read it."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coterie.kit.clock import now
from coterie.rituals.domain.piece_reader import see_piece
from coterie.rituals.models import Material, Piece
from coterie.rituals.queries.pieces import pieces_visible_to
from coterie.web.exhibit import exhibits_of
from coterie.web.member.place import Standing, member_page
from coterie.web.public.addresses import piece_address
from coterie.web.public.reading import picture_of
from coterie.web.request import one_or_404, page_of


@require_safe
@member_page("rituals")
def pieces(request: HttpRequest, standing: Standing) -> HttpResponse:
    """List what one can read, the latest first."""
    rows = page_of(request, pieces_visible_to(standing.actor, standing.community))
    return render(request, "member/pieces.html", {"standing": standing, "rows": rows})


def piece_at(standing: Standing, key: str) -> Piece:
    """Find a piece that one may read, or 404."""
    return one_or_404(pieces_visible_to(standing.actor, standing.community), key=key)


@require_safe
@member_page("rituals")
def piece(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Show a piece; staff who are no members do not count as readers."""
    row = piece_at(standing, key)
    if standing.member:
        see_piece(piece=row, visitor=None, member=standing.member, actor=standing.actor, now=now())
    words = {
        "standing": standing, "row": row, "exhibits": exhibits_of(row, partial(picture_address, standing.slug, key)),
        "address": piece_address(standing.slug, key) if row.is_public else "",
    }  # fmt: skip
    return render(request, "member/piece.html", words)


def picture_address(slug: str, key: str, material: Material) -> str:
    """Return where members see a picture of a piece."""
    return reverse("member:piece_picture", args=[slug, key, material.key])


@require_safe
@member_page("rituals")
def piece_picture(request: HttpRequest, standing: Standing, key: str, material: str) -> HttpResponse:
    """Hand a picture of a piece over."""
    return picture_of(piece_at(standing, key), material)
