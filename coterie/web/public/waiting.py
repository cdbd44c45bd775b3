"""The waiting line: one letter for who leaves an address, and the way back to the seat from that letter."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from coterie.joining.domain.line import leave_address
from coterie.joining.domain.seats.line import SEAT_OFFERED, topic_of
from coterie.joining.models import LiveCode
from coterie.joining.queries.seat import LinePlace, line_place
from coterie.joining.rules import visitor_in
from coterie.kit.clock import now
from coterie.platform.live.admission import admission
from coterie.web.attempt import attempt
from coterie.web.public.seat import door
from coterie.web.public.visitor import remember
from coterie.web.public.waiting_form import WaitingForm
from coterie.web.request import actor_of


def words_of(code: LiveCode, place: LinePlace, form: WaitingForm) -> dict[str, object]:
    """Return what the waiting page shows."""
    stream = "/live/" + admission(topic_of(place.ticket), now=now())
    return {"code": code, "line": place, "form": form, "stream": stream, "told": SEAT_OFFERED, "again": page_of(code)}


def page_of(code: LiveCode) -> str:
    """Return the address of the waiting page."""
    return f"{reverse('join', args=[code.community.slug])}?code={code.slug}&wait=1"


@require_POST
def address(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Keep an address for one letter."""
    community, row, visitor = door(request, slug, code)
    place = line_place(row.pk, visitor)
    if place is None:
        return HttpResponseRedirect(f"/g/{row.slug}")
    form = WaitingForm(request.POST)
    if form.is_valid():
        facts = {"code": row.pk, "visitor": visitor, "language": get_language() or ""}
        attempt(form, leave_address, **form.cleaned_data, **facts, actor=actor_of(request), now=now())
    if not form.is_valid():
        return render(
            request, "public/waiting.html", {"community": community, **words_of(row, place, form)}, status=422
        )
    return redirect(page_of(row))


@require_safe
def offer(request: HttpRequest, slug: str, code: str, visitor: str) -> HttpResponse:
    """Let the browser in which the letter was opened be the visitor that waited."""
    _community, row, _visitor = door(request, slug, code)
    number = visitor_in(visitor)
    if number is None:
        raise Http404
    return remember(HttpResponseRedirect(f"/g/{row.slug}"), number)
