"""The address of a test of prices: it leads everybody to the one offer that is theirs."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from coterie.communities.enums import Permission
from coterie.communities.queries.access import may
from coterie.joining.rules import VISITOR_COOKIE
from coterie.kit.clock import now
from coterie.market.domain.showing import show_ladder
from coterie.market.models import Ladder, Offer
from coterie.market.queries.ladders import ladder_with, ladders_shown
from coterie.members.queries.members import member_of
from coterie.web.public.arrival import is_person
from coterie.web.public.visitor import remember, visitor_of
from coterie.web.request import actor_of, one_or_404

LED = "led"
"""Says in an address that its reader came by the test: who keeps no cookie is led there once."""


@require_safe
def ladder(request: HttpRequest, key: str) -> HttpResponse:
    """Lead a visitor to the offer that is theirs; who is no person is led to the first, and not counted."""
    row, visitor = one_or_404(ladders_shown(), key=key), visitor_of(request)
    mark = "" if row.winner or is_known(request) else f"?{LED}"
    answer = HttpResponseRedirect(f"/o/{slug_for(request, row, visitor)}{mark}")
    add_never_cache_headers(answer)
    answer["X-Robots-Tag"] = "noindex"
    return remember(answer, visitor)


def slug_for(request: HttpRequest, row: Ladder, visitor: int) -> str:
    """Return the address of the offer that somebody sees."""
    if row.winner:
        return row.winner.offer.slug
    if not is_person(request):
        return row.rungs.select_related("offer")[0].offer.slug
    actor = actor_of(request)
    member = member_of(actor, row.community_id)
    own = member.pk if member else None
    return show_ladder(ladder=row.pk, visitor=visitor, member=own, actor=actor, now=now()).offer.slug


def is_known(request: HttpRequest) -> bool:
    """Tell whether somebody was here before."""
    return VISITOR_COOKIE in request.COOKIES


def led_on(request: HttpRequest, row: Offer) -> HttpResponse | None:
    """Lead who looks at one size of a running test to the one that is theirs; none where it is, or where all may look.

    Staff looks at all, and so does who is no person.
    """
    test = ladder_with(row.pk)
    if test is None or not is_person(request) or may(actor_of(request), Permission.SEE_CONSOLE, row.community_id):
        return None
    if not is_known(request):
        return None if LED in request.GET else redirect(f"/o/ladder/{test.key}")
    slug = slug_for(request, test, visitor_of(request))
    return None if slug == row.slug else redirect(f"/o/{slug}")
