"""Questions: marking one, settling it, and all that wait for an answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from coterie.kit.clock import now
from coterie.talk.domain.question import accept_answer, mark_question, refuse_answer
from coterie.talk.queries.questions import questions_visible_to
from coterie.web.member.answer import reloaded
from coterie.web.member.place import Room, Standing, found, member_page, room_page
from coterie.web.request import page_of


@require_GET
@member_page("home")
def questions(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show the questions of one's groups, those that wait first."""
    settled = request.GET.get("state") == "settled"
    page = page_of(request, questions_visible_to(standing.actor, standing.community, settled=settled))
    return render(request, "member/questions.html", {"standing": standing, "page_of_rows": page, "settled": settled})


@require_POST
@room_page
def question(request: HttpRequest, room: Room, message: str) -> HttpResponse:
    """Make a message a question, or talk again."""
    mark_question(message=found(room, message), on="on" in request.POST, actor=room.actor, now=now())
    return reloaded(request, room, message)


@require_POST
@room_page
def acceptance(request: HttpRequest, room: Room, message: str) -> HttpResponse:
    """Take an answer as the one that settles its question, or not any more."""
    verb = accept_answer if "on" in request.POST else refuse_answer
    verb(message=found(room, message), actor=room.actor, now=now())
    return reloaded(request, room, message)
