"""The door of a gathering: tickets are read by a phone's camera, with or without network."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.rituals.domain.door import Admission, scan_ticket
from coterie.rituals.enums import PlaceState
from coterie.rituals.models import Gathering
from coterie.rituals.queries.gatherings import counts_of, gathering_of_ticket, guests_of
from coterie.web.attempt import attempt
from coterie.web.console.gathering_form import TicketForm
from coterie.web.console.gatherings import gathering_at
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404

SHORT = 16
"""Signs of a digest: enough to know a ticket by, and no ticket can be made of them."""


@console_page("engage", Permission.EDIT_RITUALS)
def gathering_door(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show the door; the address may name a ticket."""
    row = gathering_at(request, community, key)
    return door_page(request, row, TicketForm(initial={"secret": request.GET.get("ticket", "")}), None)


def door_page(request: HttpRequest, row: Gathering, form: TicketForm, said: Admission | None) -> HttpResponse:
    """Answer with the page of the door."""
    guests = guests_of(row).filter(state=PlaceState.TAKEN).values_list("secret", "member__name", "scanned_at")
    known = {digest(secret): [name, scanned is not None] for secret, name, scanned in guests}
    words = {"row": row, "form": form, "said": said, "counts": counts_of(row.pk), "known": known}
    return render(request, "console/gathering_door.html", words, status=422 if form.errors else 200)


def digest(secret: str) -> str:
    """Return by what a door without network knows a ticket."""
    return sha256(secret.encode()).hexdigest()[:SHORT]


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def gathering_scan(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Let somebody in by their ticket, once."""
    row, form = gathering_at(request, community, key), TicketForm(request.POST)
    said = None
    if form.is_valid():
        facts = {"gathering": row.pk, "actor": actor_of(request), "now": now()}
        said = attempt(form, scan_ticket, **form.cleaned_data, **facts)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(told(said) if said else {"entry": "unknown", "words": "", "name": ""})
    return door_page(request, row, TicketForm() if said else form, said)


def told(said: Admission) -> dict[str, str]:
    """Return what the door says, for its script."""
    return {"entry": said.entry.value, "words": str(said.entry.label), "name": said.name}


@console_page("engage", Permission.EDIT_RITUALS)
def ticket(request: HttpRequest, community: Community, secret: str) -> HttpResponse:
    """Lead whoever reads a ticket with the phone's own camera to its door."""
    row = one_or_404(gathering_of_ticket(actor_of(request), community.pk, secret))
    address = redirect("console:gathering_door", community.slug, row.key)["Location"]
    return redirect(f"{address}?ticket={secret}")
