"""Messages of the groups where you sit."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from coterie.api.inside import READ, WRITE, community_inside, group_in, message_in, own_member
from coterie.api.message import MessageOut, said
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import need_scope
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.members.queries.members import member_of
from coterie.talk.domain.deletion import delete_message, restore_message
from coterie.talk.domain.message import edit_message, post_message
from coterie.talk.enums import Sought
from coterie.talk.models import Message
from coterie.talk.queries.messages import messages_visible_to, versions_of
from coterie.talk.queries.search import Narrowing, messages_found

router = Router(tags=["talk"])


class MessageIn(Schema):
    """Something to say; the same `nonce` again is the same message."""

    text: str = Field(min_length=1, max_length=4000)
    reply_to: str | None = Field(None, max_length=12)
    nonce: str | None = Field(None, min_length=1, max_length=40)


class Words(Schema):
    """A message's new text."""

    text: str = Field(min_length=1, max_length=4000)


class VersionOut(Schema):
    """What a message said before, and until when."""

    text: str
    until: datetime


class Search(Slice):
    """What to look for: words, or what narrows, or both."""

    words: str = Field("", max_length=100)
    group: str = Field("", max_length=12, description="key of a group")
    author: str = Field("", max_length=60, description="a part of the name")
    kind: Sought | None = None
    since: datetime | None = None
    until: datetime | None = None


def reader_of(actor: Actor, community: int) -> int | None:
    """Return the member who reads; staff may be none."""
    member = member_of(actor, community)
    return member.pk if member else None


def seen(row: Message, actor: Actor) -> MessageOut:
    """Return one message as the actor sees it."""
    [message] = said([row], reader_of(actor, row.group.community_id))
    return message


@router.get("/communities/{slug}/groups/{key}/messages", response=Page[MessageOut])
def messages(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List the messages of a group, newest first."""
    actor = need_scope(request, READ)
    group = group_in(actor, slug, key)
    rows = messages_visible_to(actor, group.community_id).filter(group=group).select_related("reply_to")
    page = page_of(rows, part, by_time="posted_at")
    return {**page, "items": said(page["items"], reader_of(actor, group.community_id))}


@router.post("/communities/{slug}/groups/{key}/messages", response={201: MessageOut})
def post(request: HttpRequest, slug: str, key: str, body: MessageIn) -> Status[MessageOut]:
    """Say something in a group where you sit."""
    actor = need_scope(request, WRITE)
    group, member = group_in(actor, slug, key), own_member(actor, slug)
    answered = message_in(actor, slug, body.reply_to).pk if body.reply_to else None
    facts: dict[str, Any] = {"group": group.pk, "member": member.pk, "text": body.text, "nonce": body.nonce}
    return Status(201, seen(post_message(**facts, reply_to=answered, actor=actor, now=now()), actor))


@router.get("/communities/{slug}/messages", response=Page[MessageOut])
def search(request: HttpRequest, slug: str, part: Query[Search]) -> dict[str, object]:
    """Find messages by their words, Chinese by any part of them."""
    actor = need_scope(request, READ)
    community = community_inside(actor, slug).pk
    narrow = Narrowing(part.group, part.author, part.since, part.until, part.kind or "")
    rows = messages_found(actor, community, part.words, narrow).select_related("reply_to")
    page = page_of(rows, part, by_time="posted_at")
    return {**page, "items": said(page["items"], reader_of(actor, community))}


@router.get("/communities/{slug}/messages/{key}", response=MessageOut)
def one(request: HttpRequest, slug: str, key: str) -> MessageOut:
    """Show a message."""
    actor = need_scope(request, READ)
    return seen(message_in(actor, slug, key), actor)


@router.get("/communities/{slug}/messages/{key}/versions", response=Page[VersionOut])
def versions(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List what a message said before, for its author and for who moderates."""
    actor = need_scope(request, READ)
    return page_of(versions_of(actor, message_in(actor, slug, key).pk), part)


@router.patch("/communities/{slug}/messages/{key}", response=MessageOut)
def edit(request: HttpRequest, slug: str, key: str, body: Words) -> MessageOut:
    """Change your own words."""
    actor = need_scope(request, WRITE)
    row = message_in(actor, slug, key)
    return seen(edit_message(message=row.pk, text=body.text, actor=actor, now=now()), actor)


@router.delete("/communities/{slug}/messages/{key}", response=MessageOut)
def delete(request: HttpRequest, slug: str, key: str) -> MessageOut:
    """Take a message away."""
    actor = need_scope(request, WRITE)
    return seen(delete_message(message=message_in(actor, slug, key).pk, actor=actor, now=now()), actor)


@router.post("/communities/{slug}/messages/{key}/restoration", response=MessageOut)
def restore(request: HttpRequest, slug: str, key: str) -> MessageOut:
    """Put a deleted message back."""
    actor = need_scope(request, WRITE)
    return seen(restore_message(message=message_in(actor, slug, key).pk, actor=actor, now=now()), actor)
