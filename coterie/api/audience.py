"""What the audience asks a guest, and how good a session was found."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status

from coterie.api.inside import READ, WRITE, own_member
from coterie.api.rituals import time_at
from coterie.api.sessions import time_in
from coterie.api.token import actor_of, need_scope
from coterie.communities.enums import Permission
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.queries.members import member_of
from coterie.rituals.domain.audience import ask_guest, mark_answered, rate_session, take_question, vote_for_question
from coterie.rituals.models import Occurrence
from coterie.rituals.queries.guests import Asked, Verdict, audience_of, questions_for, verdict_on

router = Router(tags=["guests"])
MINE = "/me/memberships/{slug}/occurrences/{key}"
RUN = "/communities/{slug}/occurrences/{key}/questions/{question}"


class AskedAnswerOut(Schema):
    """An answer in the talk."""

    key: str
    name: str
    text: str
    posted_at: datetime


class AskedOut(Schema):
    """A question of the audience; once taken it stands in the talk as `message`."""

    key: str
    text: str
    name: str
    votes: int
    mine: bool
    taken_at: datetime | None
    answered_at: datetime | None
    message: str | None
    answers: list[AskedAnswerOut]


class AudienceOut(Schema):
    """What the audience asks: what is open now first, then what most want to know, answered ones last."""

    questions: list[AskedOut]


class AskIn(Schema):
    """What you want to know."""

    text: str = Field(min_length=1, max_length=300)


class RatingIn(Schema):
    """How good it was, from 1 to 5, and why."""

    stars: int = Field(ge=1, le=5)
    words: str = Field("", max_length=300)


class VerdictOut(Schema):
    """How good a session was found: the mean, by how many, how often each number from 1 to 5, and what was said."""

    mean: float
    people: int
    counts: tuple[int, int, int, int, int]
    words: list[str]


class Answered(Schema):
    """Whether a question has its answer."""

    on: bool


def reader_of(actor: Actor, row: Occurrence) -> int | None:
    """Return the member who reads; staff may be none."""
    member = member_of(actor, row.community_id)
    return member.pk if member else None


def question_of(row: Occurrence, key: str) -> int:
    """Return a question of one time."""
    found = audience_of(row.pk).filter(key=key).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(_("There is no such question."))
    return found


@router.get(f"{MINE}/questions", response=AudienceOut)
def questions(request: HttpRequest, slug: str, key: str) -> dict[str, Sequence[Asked]]:
    """Show what the audience asks, at most 300 questions."""
    actor = need_scope(request, READ)
    row = time_in(actor, slug, key)
    return {"questions": questions_for(row, reader=reader_of(actor, row))}


@router.post(f"{MINE}/questions", response={201: AudienceOut})
def ask(request: HttpRequest, slug: str, key: str, body: AskIn) -> Status[dict[str, Sequence[Asked]]]:
    """Ask the guest something."""
    actor = need_scope(request, WRITE)
    own_member(actor, slug)
    row = time_in(actor, slug, key)
    ask_guest(occurrence=row.pk, text=body.text, actor=actor, now=now())
    return Status(201, {"questions": questions_for(row, reader=reader_of(actor, row))})


@router.put(f"{MINE}/questions/{{question}}/vote", response={204: None})
def vote(request: HttpRequest, slug: str, key: str, question: str) -> Status[None]:
    """Want to know it too."""
    return voted(request, slug, key, question, on=True)


@router.delete(f"{MINE}/questions/{{question}}/vote", response={204: None})
def no_vote(request: HttpRequest, slug: str, key: str, question: str) -> Status[None]:
    """Want to know it no more."""
    return voted(request, slug, key, question, on=False)


def voted(request: HttpRequest, slug: str, key: str, question: str, *, on: bool) -> Status[None]:
    """Change a vote."""
    actor = need_scope(request, WRITE)
    own_member(actor, slug)
    vote_for_question(question=question_of(time_in(actor, slug, key), question), on=on, actor=actor, now=now())
    return Status(204, None)


@router.get(f"{MINE}/rating", response={200: VerdictOut | None})
def verdict(request: HttpRequest, slug: str, key: str) -> Verdict | None:
    """Show how good a session was found, null before the first word."""
    return verdict_on(time_in(need_scope(request, READ), slug, key).pk)


@router.put(f"{MINE}/rating", response={200: VerdictOut | None})
def rate(request: HttpRequest, slug: str, key: str, body: RatingIn) -> Verdict | None:
    """Say how good a session was that is over."""
    actor = need_scope(request, WRITE)
    own_member(actor, slug)
    row = time_in(actor, slug, key)
    rate_session(occurrence=row.pk, stars=body.stars, words=body.words, actor=actor, now=now())
    return verdict_on(row.pk)


@router.put(f"{RUN}/taking", response={204: None})
def take(request: HttpRequest, slug: str, key: str, question: str) -> Status[None]:
    """Put a question to the guest: it is said in the group."""
    row = time_at(request, slug, key, Permission.EDIT_RITUALS)
    take_question(question=question_of(row, question), actor=actor_of(request), now=now())
    return Status(204, None)


@router.put(f"{RUN}/answered", response={204: None})
def answered(request: HttpRequest, slug: str, key: str, question: str, body: Answered) -> Status[None]:
    """Note that a question has its answer, or not yet."""
    row = time_at(request, slug, key, Permission.EDIT_RITUALS)
    mark_answered(question=question_of(row, question), on=body.on, actor=actor_of(request), now=now())
    return Status(204, None)
