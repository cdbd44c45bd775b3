"""The card that a member shares."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coterie.communities.rules import numbered
from coterie.members.models import Member
from coterie.members.queries.badges import badges_on, shared_card
from coterie.web.card_picture import card_answer
from coterie.web.place import set_place


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
    said = row.line or row.title or numbered(row.community.number_pattern, row.number)
    answer = card_answer(row.community_id, row.name, said)
    answer["X-Robots-Tag"] = "noindex"
    return answer
