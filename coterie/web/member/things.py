"""What a member was given: shown once they are in, and kept for later."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from coterie.groups.queries.seat import seats_in
from coterie.joining.queries.baits import hung_at, things_of
from coterie.joining.queries.codes import code_at, front_door, seat_of
from coterie.platform.files.folder import ending_of
from coterie.platform.files.storing import stored_file
from coterie.web.files import handed
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.public.visitor import visitor_of


@require_safe
@member_page("profile")
def things(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show one's own things; who has just come in also learns if what was promised is out."""
    rows = list(things_of(standing.member)) if standing.member else []
    words = {"standing": standing, "things": rows, "seats": seats_in(standing.actor, standing.community)}
    if request.GET.get("new") == "1":
        words |= arrived(request, standing, {row.bait_id for row in rows})
    return render(request, "member/things.html", words)


def arrived(request: HttpRequest, standing: Standing, baits: set[int]) -> dict[str, object]:
    """Return what to say to somebody who has just come in: whether the promise was kept, and where to go on."""
    asked = code_at(request.GET.get("code", ""))
    code = asked if asked and asked.community_id == standing.community else front_door(standing.community)
    seat = seat_of(code.pk, visitor_of(request)) if code else None
    return {"new": True, "kept": hung_at(code) in baits, "onward": seat.external_url if seat else ""}


@require_safe
@member_page("profile")
def thing_file(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Hand a file over to the member it was given to, to be saved and never run."""
    thing = things_of(own_or_404(standing)).filter(key=key).exclude(bait__file="").first()
    if thing is None:
        raise Http404
    stored = stored_file(thing.bait.file)
    answer = handed(stored, keep="private, no-store")
    name = f"{slugify(thing.bait.title, allow_unicode=True) or 'file'}.{ending_of(stored.media_type)}"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return answer
