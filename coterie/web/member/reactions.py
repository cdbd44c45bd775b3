"""Signs under a message."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_POST

from coterie.kit.clock import now
from coterie.talk.domain.reaction import react, take_reaction_back
from coterie.web.member.answer import changed
from coterie.web.member.message_form import ReactionForm
from coterie.web.member.place import Room, found, room_page, seated_or_404


@require_POST
@room_page
def reactions(request: HttpRequest, room: Room, message: str) -> HttpResponse:
    """Put a sign under a message."""
    form = ReactionForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    facts = {"message": found(room, message), "member": seated_or_404(room), **form.cleaned_data}
    react(**facts, actor=room.actor, now=now())
    return changed(request, room, message)


@require_POST
@room_page
def removal(request: HttpRequest, room: Room, message: str) -> HttpResponse:
    """Take one's sign away again."""
    form = ReactionForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    facts = {"message": found(room, message), "member": seated_or_404(room), **form.cleaned_data}
    take_reaction_back(**facts, actor=room.actor, now=now())
    return changed(request, room, message)
