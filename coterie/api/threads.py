"""Threads, and questions with the answers that settle them."""

from django.http import HttpRequest
from ninja import Query, Router, Status

from coterie.api.inside import READ, WRITE, community_inside, message_in
from coterie.api.message import MessageOut, said
from coterie.api.paging import Page, Slice, page_of
from coterie.api.talk import reader_of, seen
from coterie.api.token import need_scope
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.talk.domain.question import accept_answer, mark_question, refuse_answer
from coterie.talk.queries.messages import messages_visible_to, thread_of
from coterie.talk.queries.questions import questions_visible_to

router = Router(tags=["talk"])
ONE = "/communities/{slug}/messages/{key}"


class Questions(Slice):
    """Which questions: with an answer, without, or all."""

    settled: bool | None = None


@router.get(f"{ONE}/thread", response=Page[MessageOut])
def thread(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List the thread in which a message stands, its first message last."""
    actor = need_scope(request, READ)
    row = message_in(actor, slug, key)
    rows = thread_of(messages_visible_to(actor, row.group.community_id), row).select_related("reply_to")
    page = page_of(rows, part, by_time="posted_at")
    return {**page, "items": said(page["items"], reader_of(actor, row.group.community_id))}


@router.get("/me/memberships/{slug}/questions", response=Page[MessageOut])
def questions(request: HttpRequest, slug: str, part: Query[Questions]) -> dict[str, object]:
    """List the questions of your groups, the newest first."""
    actor = need_scope(request, READ)
    community = community_inside(actor, slug).pk
    rows = questions_visible_to(actor, community, settled=part.settled).select_related("reply_to")
    page = page_of(rows, part, by_time="posted_at")
    return {**page, "items": said(page["items"], reader_of(actor, community))}


@router.put(f"{ONE}/question", response=MessageOut)
def ask(request: HttpRequest, slug: str, key: str) -> MessageOut:
    """Make a message of yours a question, or as a host anybody's."""
    actor = need_scope(request, WRITE)
    return seen(mark_question(message=message_in(actor, slug, key).pk, on=True, actor=actor, now=now()), actor)


@router.delete(f"{ONE}/question", response={204: None})
def withdraw(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Make a question talk again."""
    actor = need_scope(request, WRITE)
    mark_question(message=message_in(actor, slug, key).pk, on=False, actor=actor, now=now())
    return Status(204, None)


@router.put(f"{ONE}/acceptance", response=MessageOut)
def accept(request: HttpRequest, slug: str, key: str) -> MessageOut:
    """Take an answer as the one that settles its question, which is returned."""
    actor = need_scope(request, WRITE)
    return seen(accept_answer(message=message_in(actor, slug, key).pk, actor=actor, now=now()), actor)


@router.delete(f"{ONE}/acceptance", response=MessageOut)
def refuse(request: HttpRequest, slug: str, key: str) -> MessageOut:
    """Open a question again whose answer this was; the question is returned."""
    actor: Actor = need_scope(request, WRITE)
    return seen(refuse_answer(message=message_in(actor, slug, key).pk, actor=actor, now=now()), actor)
