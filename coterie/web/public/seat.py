"""A seat behind the QR code of another group: the picture, what to do with it, and "I am in"."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coterie.communities.models import Community
from coterie.joining.domain.outside import confirm_seat
from coterie.joining.errors import NoSeat
from coterie.joining.models import LiveCode
from coterie.joining.queries.codes import codes_of_open_doors
from coterie.joining.queries.seat import picture_seat
from coterie.kit.clock import now
from coterie.platform.files.storing import stored_file
from coterie.web.files import handed
from coterie.web.place import set_place
from coterie.web.public.visitor import visitor_of
from coterie.web.request import actor_of, community_or_404, one_or_404


def door(request: HttpRequest, slug: str, code: str) -> tuple[Community, LiveCode, int]:
    """Return the community, its code and who stands there."""
    community = community_or_404(request, slug)
    set_place(request, community)
    return community, one_or_404(codes_of_open_doors(community.pk), slug=code), visitor_of(request)


@require_safe
def seat(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show the picture; who has no seat behind one, or one whose picture has ended, is led to another by the code."""
    community, row, visitor = door(request, slug, code)
    found = picture_seat(row.pk, visitor, now=now())
    if found is None:
        return HttpResponseRedirect(f"/g/{row.slug}")
    answer = render(request, "public/seat.html", {"community": community, "code": row, "seat": found})
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def picture(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Hand the picture over to who has a seat behind it; never one that has ended."""
    _community, row, visitor = door(request, slug, code)
    found = picture_seat(row.pk, visitor, now=now())
    if found is None:
        raise Http404
    return handed(stored_file(found.picture), keep="no-store")


@require_POST
def confirmation(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Take "I am in" as a join."""
    community, row, visitor = door(request, slug, code)
    try:
        confirm_seat(code=row.pk, visitor=visitor, actor=actor_of(request), now=now())
    except NoSeat as error:
        words = {"code": row, "error": error, "title": _("Your seat has gone")}
        return render(request, "public/seat_gone.html", words, status=409)
    return redirect("seat", community.slug, row.slug)
