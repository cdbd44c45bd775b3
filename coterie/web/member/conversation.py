"""A group's page: the announcement, what was said, and the place to speak."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.talk.domain.message import post_message
from coterie.talk.enums import MessageKind
from coterie.talk.queries.conversation import said_in, single
from coterie.talk.queries.shown import Shown
from coterie.web.attempt import attempt
from coterie.web.member.answer import posted
from coterie.web.member.composer import Composer, new_nonce
from coterie.web.member.hanging import things_of
from coterie.web.member.message_form import MessageForm
from coterie.web.member.part import part_of
from coterie.web.member.place import Room, room_page, seated_or_404
from coterie.web.member.sheet import sheet
from coterie.web.request import is_fragment


@require_GET
@room_page
def group(request: HttpRequest, room: Room) -> HttpResponse:
    """Show what was said in a group, newest at the end, and the announcement above it."""
    return sheet(request, room, Composer(new_nonce(), answering=answered(room, request.GET.get("reply", ""))))


@require_http_methods(["GET", "POST"])
@room_page
def messages(request: HttpRequest, room: Room) -> HttpResponse:
    """Show another part of the conversation, or say something in it."""
    if request.method == "GET":
        return HttpResponse(part_of(request, room).drawn)
    form = MessageForm(request.POST)
    said = attempt(form, partial(say, request, room), **form.cleaned_data) if form.is_valid() else None
    return posted(request, room, said) if said else refused(request, room, form)


def say(request: HttpRequest, room: Room, *, text: str, reply: str, nonce: str, question: bool) -> str:
    """Post what was typed, with what came along; return the message's key."""
    member = seated_or_404(room)
    answers = said_in(room.group).filter(key=reply).values_list("pk", flat=True).first()
    said = post_message(
        group=room.group,
        member=member,
        text=text,
        reply_to=answers,
        things=things_of(request, room.community),
        kind=MessageKind.QUESTION if question else MessageKind.TALK,
        nonce=nonce,
        actor=room.actor,
        now=now(),
    )
    return said.key


def refused(request: HttpRequest, room: Room, form: MessageForm) -> HttpResponse:
    """Show why a message was not taken; what was typed stays."""
    error = " ".join(str(message) for errors in form.errors.values() for message in errors)
    if is_fragment(request):
        answer = render(request, "member/composer_error.html", {"error": error}, status=422)
        answer["HX-Retarget"], answer["HX-Reswap"] = "#composer-note", "innerHTML"
        return answer
    typed = Composer(
        form["nonce"].value() or new_nonce(), form["text"].value() or "", answered(room, form["reply"].value()), error
    )
    return sheet(request, room, typed, status=422)


def answered(room: Room, key: str | None) -> Shown | None:
    """Return the message that is being answered, if there is one to answer."""
    try:
        shown = single(room.group, key, reader=room.member, now=now()) if key else None
    except NotFound:
        return None
    return None if shown and shown.gone else shown
