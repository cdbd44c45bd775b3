"""A gathering as a member sees it: taking a place, the ticket, how it was."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from coterie.kit import qr
from coterie.kit.clock import now
from coterie.market.queries.projects import public_projects
from coterie.platform.files.storing import stored_file
from coterie.rituals.domain.place import give_back, take_place
from coterie.rituals.enums import PlaceState
from coterie.rituals.models import Gathering, Ticket
from coterie.rituals.queries.gatherings import (
    counts_of,
    gatherings_visible_to,
    is_over,
    place_in_line,
    ticket_of,
)
from coterie.web.files import FOR_EVER, handed
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.request import one_or_404


def gathering_at(standing: Standing, key: str) -> Gathering:
    """Find a gathering to which one is invited, or 404."""
    return one_or_404(gatherings_visible_to(standing.actor, standing.community), key=key)


@require_safe
@member_page("rituals")
def gathering(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Show a gathering, one's place or place in line, and the ticket."""
    row = gathering_at(standing, key)
    words = {"standing": standing, "row": row, "over": is_over(row, now()), "member": standing.member}
    words["project"] = public_projects(standing.community).filter(gathering=row.pk).first()
    return render(request, "member/gathering.html", words | place_words(standing, row))


def place_words(standing: Standing, row: Gathering) -> dict[str, object]:
    """Return what the page says of places, and of the reader's own."""
    ticket, counts = ticket_of(row.pk, standing.member), counts_of(row.pk)
    return {
        "ticket": ticket,
        "taken": counts[PlaceState.TAKEN] + counts[PlaceState.OFFERED],
        "waiting": counts[PlaceState.WAITING],
        "in_line": place_in_line(ticket) if ticket and ticket.state == PlaceState.WAITING else 0,
        "code": ticket_code(standing, ticket) if ticket and ticket.state == PlaceState.TAKEN else "",
    }


def ticket_code(standing: Standing, ticket: Ticket) -> str:
    """Return the QR code of a ticket; it leads the staff to the door."""
    path = reverse("console:ticket", args=[standing.slug, ticket.secret])
    return mark_safe(qr.svg(f"{settings.BASE_URL}{path}"))  # noqa: S308 - our own drawing


@require_POST
@member_page("rituals")
def place(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Take a place, accept an offer, stand in line; or give it back."""
    row = gathering_at(standing, key)
    own_or_404(standing)
    verb = give_back if request.POST.get("on") == "0" else take_place
    verb(gathering=row.pk, actor=standing.actor, now=now())
    return redirect("member:gathering", standing.slug, key)


@require_safe
@member_page("rituals")
def photo(_request: HttpRequest, standing: Standing, key: str, file: str) -> HttpResponse:
    """Hand over a picture of a gathering, as small as a list wants it."""
    if file not in gathering_at(standing, key).photos:
        raise Http404
    return handed(stored_file(file), keep=FOR_EVER)
