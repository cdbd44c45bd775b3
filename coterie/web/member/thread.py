"""A thread: a message with everything that was answered below it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from coterie.kit.clock import now
from coterie.talk.queries.conversation import thread as thread_of
from coterie.web.member.composer import Composer, new_nonce
from coterie.web.member.part import lines
from coterie.web.member.place import Room, room_page


@require_GET
@room_page
def thread(request: HttpRequest, room: Room, message: str) -> HttpResponse:
    """Show a thread from its first message, and the place to answer it."""
    after = request.GET.get("after")
    talk = thread_of(room.group, message, reader=room.member, now=now(), after=after)
    first = next((shown for shown in talk.messages if not shown.gone), None)
    facts = {
        "room": room,
        "items": mark_safe("".join(lines(talk.messages, room))),  # noqa: S308 - drawn by templates
        "url": f"{room.url}/messages/{message}",
        "newer": talk.newer,
        "composer": Composer(new_nonce(), answering=None if after else first),
    }
    return render(request, "member/thread.html", facts)
