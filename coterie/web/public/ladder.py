"""The address of a test of prices: it leads everybody to the one offer that is theirs."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from coterie.kit.clock import now
from coterie.market.domain.showing import show_ladder
from coterie.market.models import Ladder
from coterie.market.queries.ladders import ladders_shown
from coterie.members.queries.members import member_of
from coterie.web.public.arrival import is_person
from coterie.web.public.visitor import remember, visitor_of
from coterie.web.request import actor_of, one_or_404


@require_safe
def ladder(request: HttpRequest, key: str) -> HttpResponse:
    """Lead a visitor to the offer that is theirs; who is no person is led to the first, and not counted."""
    row, visitor = one_or_404(ladders_shown(), key=key), visitor_of(request)
    answer = HttpResponseRedirect(f"/o/{slug_for(request, row, visitor)}")
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
