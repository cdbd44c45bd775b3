"""One message: its page, and what can be done with it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coterie.communities.enums import Permission
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.kit.errors import Forbidden
from coterie.talk.domain.announcement import pin_message, unpin_message
from coterie.talk.domain.deletion import delete_message, restore_message
from coterie.talk.domain.message import edit_message
from coterie.talk.enums import Emoji
from coterie.talk.queries.announcement import announcement_of
from coterie.talk.queries.conversation import single
from coterie.talk.queries.messages import versions_of
from coterie.talk.queries.shown import Shown
from coterie.talk.queries.unread import seen_by
from coterie.web.attempt import attempt
from coterie.web.member.answer import changed, reloaded, told
from coterie.web.member.bubble import draw_message, frame_of
from coterie.web.member.message_form import WordsForm
from coterie.web.member.place import Room, found, room_page
from coterie.web.request import is_fragment


@require_GET
@room_page
def message(request: HttpRequest, room: Room, message: str) -> HttpResponse:
    """Show one message and what can be done with it; to a page that is told of it, the message alone."""
    if is_fragment(request):
        return told(request, room, message)
    return render(request, "member/message_page.html", deeds(room, message))


@require_GET
@room_page
def actions(request: HttpRequest, room: Room, message: str) -> HttpResponse:
    """Show what can be done with a message."""
    return render(request, "member/actions.html", deeds(room, message))


def deeds(room: Room, key: str) -> dict[str, object]:
    """Return a message with what the asker may do with it."""
    shown = single(room.group, key, reader=room.member, now=now())
    announced = announcement_of(room.group)
    staff = may(room.actor, Permission.MODERATE, room.community)
    pinned = announced is not None and announced.key == key
    mine = {reaction.emoji for reaction in shown.reactions if reaction.mine}
    return {
        "room": room,
        "shown": shown,
        "drawn": draw_message(shown, frame_of(room)).html,
        "url": f"{room.url}/messages/{key}",
        "emoji": [(sign, label, sign in mine) for sign, label in Emoji.choices],
        "staff": staff,
        "pinned": pinned,
        "seen": seen_by(room.group, announced.pinned_at) if staff and pinned and announced else None,
        "asked": asked_by_reader(room, shown),
    }


def asked_by_reader(room: Room, shown: Shown) -> bool:
    """Tell whether a message answers a question of the reader's own."""
    if not (shown.to_question and shown.quote):
        return False
    return single(room.group, shown.quote.key, reader=room.member, now=now()).mine


@require_http_methods(["GET", "POST"])
@room_page
def text(request: HttpRequest, room: Room, message: str) -> HttpResponse:
    """Change one's own words."""
    form = WordsForm(request.POST or None, initial={"text": own_words(room, message)})
    known = {"message": found(room, message), "actor": room.actor, "now": now()}
    edited = attempt(form, edit_message, **known, **form.cleaned_data) if form.is_valid() else None
    if edited:
        return changed(request, room, message)
    page = "member/text_fragment.html" if is_fragment(request) else "member/text_page.html"
    facts = {"room": room, "form": form, "url": f"{room.url}/messages/{message}"}
    return render(request, page, facts, status=422 if form.is_bound else 200)


def own_words(room: Room, key: str) -> str:
    """Return what one said oneself, and has not deleted.

    Raises Forbidden for the words of others.
    """
    shown = single(room.group, key, reader=room.member, now=now())
    if not shown.mine:
        raise Forbidden(_("Only the author and the hosts can do this."))
    if shown.gone:
        raise Http404
    return shown.text


@require_GET
@room_page
def versions(request: HttpRequest, room: Room, message: str) -> HttpResponse:
    """Show what a message said before."""
    before = versions_of(room.actor, found(room, message))
    shown = single(room.group, message, reader=room.member, now=now())
    facts = {"room": room, "versions": before, "shown": shown, "url": f"{room.url}/messages/{message}"}
    return render(request, "member/versions.html", facts)


@require_POST
@room_page
def removal(request: HttpRequest, room: Room, message: str) -> HttpResponse:
    """Take a message away; what was just done can be undone."""
    row = delete_message(message=found(room, message), actor=room.actor, now=now())
    undo = f"{room.url}/messages/{message}/restoration"
    if is_fragment(request) and not row.deleted_by_staff:
        return changed(request, room, message)
    messages.success(request, _("The message was deleted."), extra_tags=undo)
    return reloaded(request, room, message)


@require_POST
@room_page
def restoration(request: HttpRequest, room: Room, message: str) -> HttpResponse:
    """Put a deleted message back."""
    restore_message(message=found(room, message), actor=room.actor, now=now())
    return changed(request, room, message)


@require_POST
@room_page
def pin(request: HttpRequest, room: Room, message: str) -> HttpResponse:
    """Make a message the announcement."""
    pin_message(message=found(room, message), actor=room.actor, now=now())
    undo = f"{room.url}/messages/{message}/pin/removal"
    messages.success(request, _("It stands above the group now."), extra_tags=undo)
    return reloaded(request, room, message)


@require_POST
@room_page
def pin_removal(request: HttpRequest, room: Room, message: str) -> HttpResponse:
    """Take the announcement down."""
    unpin_message(message=found(room, message), actor=room.actor, now=now())
    messages.success(request, _("The announcement is down."), extra_tags=f"{room.url}/messages/{message}/pin")
    return reloaded(request, room, message)
