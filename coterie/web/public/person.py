"""The card that a member shares."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coterie.joining.designs.card import card as laid_out
from coterie.kit.sheet.raster import picture
from coterie.members.models import Member
from coterie.members.queries.badges import badges_on, shared_card
from coterie.web.place import set_place

WIDTH = 1200


def sharer(key: str) -> Member:
    """Return who shares a card here, or 404."""
    row = shared_card(key)
    if row is None:
        raise Http404
    return row


@require_safe
def person(request: HttpRequest, key: str) -> HttpResponse:
    """Show the card of a member who shares it; no search engine is to keep it."""
    row = sharer(key)
    set_place(request, row.community)
    answer = render(request, "public/person.html", {"member": row, "badges": badges_on(row.pk)})
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def person_card(request: HttpRequest, key: str) -> HttpResponse:
    """Hand over the picture that is shown where the card is shared; it ends when sharing does."""
    row = sharer(key)
    said = row.line or row.title or f"No.{row.number}"
    answer = HttpResponse(drawn(row.community.name, row.name, said), content_type="image/png")
    answer["X-Robots-Tag"], answer["X-Content-Type-Options"] = "noindex", "nosniff"
    answer["Cache-Control"] = "private, max-age=300"
    return answer


@lru_cache(maxsize=64)
def drawn(community: str, name: str, said: str) -> bytes:
    """Return the picture of a card."""
    return picture(laid_out(community, name, said), width=WIDTH)
