"""The page of a team that buys together, which its members share."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coterie.kit.clock import now
from coterie.market.enums import OfferState
from coterie.market.models import Offer, Variant
from coterie.market.queries.shop import variants_of
from coterie.market.queries.teams import TeamSeen, has_seat_in, team_called
from coterie.web.public.addresses import offer_address, team_address
from coterie.web.public.arrival import seen_by
from coterie.web.public.offer import offer_or_404, structured
from coterie.web.public.shown_picture import picture_of
from coterie.web.public.visitor import remember, visitor_of
from coterie.web.request import actor_of


@require_safe
def team(request: HttpRequest, offer: str, team: str) -> HttpResponse:
    """Show how many are missing, and until when; whoever comes can join."""
    row, visitor = offer_or_404(request, offer), visitor_of(request)
    found = team_called(row, team, now())
    if found is None:
        raise Http404
    code = seen_by(request, row.community, visitor, row.pk)
    with timezone.override(ZoneInfo(row.community.timezone)):
        answer = render(request, "public/team.html", {**words_of(request, row, found), "asked": code})
    return remember(answer, visitor)


def words_of(request: HttpRequest, row: Offer, found: TeamSeen) -> dict[str, Any]:
    """Return what the page of a team shows."""
    variants, home = variants_of(row), offer_address(row.slug)
    structure = structured(row, variants, home, picture_of(row, home))
    own = has_seat_in(actor_of(request), row, found.key)
    can_join = own is None and can_be_joined(row, variants, found)
    return {
        "offer": row, "community": row.community, "team": found, "own": own, "can_join": can_join,
        "address": team_address(row.slug, found.key), "card": f"{home}/card.png", "structured": structure,
    }  # fmt: skip


def can_be_joined(row: Offer, variants: list[Variant], found: TeamSeen) -> bool:
    """Tell whether a seat is free, and something to buy with it is left."""
    left = any(one.key == found.variant and one.left != 0 for one in variants)
    return row.state == OfferState.OPEN and found.is_open and found.free > 0 and left
