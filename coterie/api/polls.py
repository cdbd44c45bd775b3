"""Polls: a message that lets a group choose."""

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import AwareDatetime

from coterie.api.inside import WRITE, group_in, message_in, own_member
from coterie.api.message import MessageOut
from coterie.api.talk import seen
from coterie.api.token import need_scope
from coterie.kit.clock import now
from coterie.talk.domain.poll import ask_poll, choose, close_poll

router = Router(tags=["talk"])
ONE = "/communities/{slug}/messages/{key}"


class PollIn(Schema):
    """What a group can choose; the same `nonce` again asks once."""

    text: str = Field(min_length=1, max_length=500)
    options: list[str] = Field(min_length=2, max_length=12)
    most: int = Field(1, ge=1, le=12, description="how many one may choose")
    open_until: AwareDatetime | None = None
    nonce: str | None = Field(None, min_length=1, max_length=40)


@router.post("/communities/{slug}/groups/{key}/polls", response={201: MessageOut})
def ask(request: HttpRequest, slug: str, key: str, body: PollIn) -> Status[MessageOut]:
    """Ask a group to choose."""
    actor = need_scope(request, WRITE)
    group, member = group_in(actor, slug, key), own_member(actor, slug)
    row = ask_poll(group=group.pk, member=member.pk, actor=actor, now=now(), **body.dict())
    return Status(201, seen(row, actor))


@router.put(f"{ONE}/choices/{{option}}", response=MessageOut)
def take(request: HttpRequest, slug: str, key: str, option: int) -> MessageOut:
    """Choose an option, the first of which is 0."""
    return chosen(request, slug, key, option, on=True)


@router.delete(f"{ONE}/choices/{{option}}", response=MessageOut)
def take_back(request: HttpRequest, slug: str, key: str, option: int) -> MessageOut:
    """Take your choice back."""
    return chosen(request, slug, key, option, on=False)


def chosen(request: HttpRequest, slug: str, key: str, option: int, *, on: bool) -> MessageOut:
    """Choose or take back, and return the poll."""
    actor = need_scope(request, WRITE)
    row, member = message_in(actor, slug, key), own_member(actor, slug)
    choose(message=row.pk, member=member.pk, option=option, on=on, actor=actor, now=now())
    return seen(row, actor)


@router.put(f"{ONE}/poll/end", response=MessageOut)
def close(request: HttpRequest, slug: str, key: str) -> MessageOut:
    """Take no more choices."""
    actor = need_scope(request, WRITE)
    row = message_in(actor, slug, key)
    close_poll(message=row.pk, actor=actor, now=now())
    return seen(row, actor)
