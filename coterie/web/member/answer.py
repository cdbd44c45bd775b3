"""Answering after a message was changed: its fragment to htmx, the page around it to everybody else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from coterie.kit.clock import now
from coterie.talk.queries.conversation import single
from coterie.web.member.announcement import draw_announcement
from coterie.web.member.bubble import draw_message, frame_of
from coterie.web.member.composer import new_nonce
from coterie.web.member.place import Room
from coterie.web.request import is_fragment


def fragment(request: HttpRequest, room: Room, key: str, **more: object) -> HttpResponse:
    """Return one message as a fragment; the header lets the page replace it where it stands already.

    The message that it answers comes along, because its number of answers changed.
    """
    shown = single(room.group, key, reader=room.member, now=now())
    drawn = [draw_message(shown, frame_of(room)).html]
    if shown.quote:
        answered = single(room.group, shown.quote.key, reader=room.member, now=now())
        drawn.append(draw_message(answered, frame_of(room), elsewhere=True).html)
    facts = {"room": room, "drawn": drawn, **more}
    answer = render(request, "member/message_fragment.html", facts)
    answer["X-Message"] = f"message-{key}"
    return answer


def told(request: HttpRequest, room: Room, key: str) -> HttpResponse:
    """Return a message that somebody else changed, with the announcement, which may be what changed."""
    return fragment(request, room, key, announcement=draw_announcement(room, told=True))


def posted(request: HttpRequest, room: Room, key: str) -> HttpResponse:
    """Answer a new message: it comes to the end, and the composer is as good as new."""
    if not is_fragment(request):
        return redirect(f"{room.url}#message-{key}")
    return fragment(request, room, key, nonce=new_nonce())


def changed(request: HttpRequest, room: Room, key: str) -> HttpResponse:
    """Answer a change of a message: it is drawn anew where it stands."""
    if not is_fragment(request):
        return redirect(around(room, key))
    answer = fragment(request, room, key)
    answer["HX-Retarget"], answer["HX-Reswap"] = f"#message-{key}", "outerHTML"
    return answer


def reloaded(request: HttpRequest, room: Room, key: str) -> HttpResponse:
    """Answer what concerns more than the message itself: the whole page, with what is to be said about it."""
    if not is_fragment(request):
        return redirect(around(room, key))
    return HttpResponse(headers={"HX-Redirect": around(room, key)})


def around(room: Room, key: str) -> str:
    """Return the address of a message in its conversation."""
    return f"{room.url}?around={key}#message-{key}"
