"""A group's page: the announcement, what was said, and the place to speak."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.platform.live.admission import admission
from coterie.talk.domain.message import post_message
from coterie.talk.queries.announcement import announcement_of
from coterie.talk.queries.conversation import said_in, single
from coterie.talk.queries.shown import Shown
from coterie.web.attempt import attempt
from coterie.web.member.answer import new_nonce, posted
from coterie.web.member.message_form import MessageForm
from coterie.web.member.part import part_of
from coterie.web.member.pictures import shots_of
from coterie.web.member.place import Room, room_page, seated_or_404
from coterie.web.request import is_fragment


@dataclass(frozen=True, slots=True)
class Composer:
    """What stands in the place to speak: words typed before, what is answered, what was wrong."""

    nonce: str
    text: str = ""
    answering: Shown | None = None
    error: str = ""


@require_GET
@room_page
def group(request: HttpRequest, room: Room) -> HttpResponse:
    """Show what was said in a group, newest at the end, and the announcement above it."""
    return page(request, room, Composer(new_nonce(), answering=answered(room, request.GET.get("reply", ""))))


@require_http_methods(["GET", "POST"])
@room_page
def messages(request: HttpRequest, room: Room) -> HttpResponse:
    """Show another part of the conversation, or say something in it."""
    if request.method == "GET":
        return render(request, "member/part.html", {"room": room, "part": part_of(request, room)})
    form = MessageForm(request.POST)
    said = form.is_valid() and attempt(form, post_message, **facts_of(form, request, room))
    return posted(request, room, said.key) if said else refused(request, room, form)


def facts_of(form: MessageForm, request: HttpRequest, room: Room) -> dict[str, object]:
    """Return what the form says as the verb wants it."""
    typed = form.cleaned_data
    answers = said_in(room.group).filter(key=typed["reply"]).values_list("pk", flat=True).first()
    return {
        "group": room.group,
        "member": seated_or_404(room),
        "text": typed["text"],
        "reply_to": answers,
        "pictures": shots_of(request, room.actor),
        "nonce": typed["nonce"],
        "actor": room.actor,
        "now": now(),
    }


def refused(request: HttpRequest, room: Room, form: MessageForm) -> HttpResponse:
    """Show why a message was not taken; what was typed stays."""
    error = " ".join(message for errors in form.errors.values() for message in errors)
    if is_fragment(request):
        answer = render(request, "member/composer_error.html", {"error": error}, status=422)
        answer["HX-Retarget"], answer["HX-Reswap"] = "#composer-note", "innerHTML"
        return answer
    typed = Composer(
        form["nonce"].value() or new_nonce(), form["text"].value() or "", answered(room, form["reply"].value()), error
    )
    return page(request, room, typed, status=422)


def page(request: HttpRequest, room: Room, composer: Composer, status: int = 200) -> HttpResponse:
    """Return the page with something in the composer."""
    facts = {
        "room": room,
        "announcement": announcement_of(room.group),
        "part": part_of(request, room),
        "composer": composer,
        "live": admission(f"group:{room.group}", now=now()),
    }
    return render(request, "member/group.html", facts, status=status)


def answered(room: Room, key: str | None) -> Shown | None:
    """Return the message that is being answered, if there is one to answer."""
    try:
        shown = single(room.group, key, reader=room.member, now=now()) if key else None
    except NotFound:
        return None
    return None if shown and shown.gone else shown
