"""Messages of the groups where you sit."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import need_scope
from coterie.communities.models import Community
from coterie.communities.queries.access import role_of
from coterie.communities.queries.communities import communities_visible_to
from coterie.groups.models import Group
from coterie.groups.queries.groups import groups_visible_to
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.models import Member
from coterie.members.queries.members import member_of
from coterie.talk.domain.announcement import pin_message, unpin_message
from coterie.talk.domain.deletion import delete_message, restore_message
from coterie.talk.domain.message import edit_message, post_message
from coterie.talk.domain.reaction import react, take_reaction_back
from coterie.talk.models import Message
from coterie.talk.queries.messages import messages_visible_to
from coterie.talk.queries.search import messages_found

router = Router(tags=["talk"])
READ, WRITE = "read_member", "write_member"


class MessageIn(Schema):
    """Something to say; the same `nonce` again is the same message."""

    text: str = Field(min_length=1, max_length=4000)
    reply_to: str | None = Field(None, max_length=12)
    nonce: str | None = Field(None, min_length=1, max_length=40)


class Words(Schema):
    """A message's new text."""

    text: str = Field(min_length=1, max_length=4000)


class MessageOut(Schema):
    """A message; the text of a deleted one is empty."""

    key: str
    member: str
    name: str
    text: str
    reply_to: str | None
    posted_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None


class Search(Slice):
    """What to look for."""

    words: str = Field(min_length=1, max_length=100)


def shown(row: Message) -> MessageOut:
    """Return a message as the API shows one."""
    return MessageOut(
        key=row.key,
        member=row.member.key,
        name=row.member.name,
        text="" if row.deleted_at else row.text,
        reply_to=row.reply_to.key if row.reply_to else None,
        posted_at=row.posted_at,
        edited_at=row.edited_at,
        deleted_at=row.deleted_at,
    )


def community_in(actor: Actor, slug: str) -> Community:
    """Return a community that the actor may know of."""
    row = communities_visible_to(actor).filter(slug=slug).first()
    if row is None:
        raise NotFound(_("There is no such community."))
    return row


def community_inside(actor: Actor, slug: str) -> Community:
    """Return a community to which the actor belongs, as a member or as staff."""
    row = community_in(actor, slug)
    if member_of(actor, row.pk) is None and role_of(actor, row.pk) is None:
        raise NotFound(_("You are not a member of this community."))
    return row


def group_in(actor: Actor, slug: str, key: str) -> Group:
    """Return a group whose inside the actor may see."""
    row = groups_visible_to(actor, community_in(actor, slug).pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such group."))
    return row


def message_in(actor: Actor, slug: str, key: str) -> Message:
    """Return a message that the actor may see."""
    row = messages_visible_to(actor, community_in(actor, slug).pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such message."))
    return row


def own_member(actor: Actor, slug: str) -> Member:
    """Return the actor's membership."""
    member = member_of(actor, community_in(actor, slug).pk)
    if member is None:
        raise NotFound(_("You are not a member of this community."))
    return member


@router.get("/communities/{slug}/groups/{key}/messages", response=Page[MessageOut])
def messages(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List the messages of a group, newest first."""
    actor = need_scope(request, READ)
    group = group_in(actor, slug, key)
    rows = messages_visible_to(actor, group.community_id).filter(group=group).select_related("member", "reply_to")
    return page_of(rows, part, shown, by_time="posted_at")


@router.post("/communities/{slug}/groups/{key}/messages", response={201: MessageOut})
def post(request: HttpRequest, slug: str, key: str, body: MessageIn) -> Status[MessageOut]:
    """Say something in a group where you sit."""
    actor = need_scope(request, WRITE)
    group, member = group_in(actor, slug, key), own_member(actor, slug)
    answered = message_in(actor, slug, body.reply_to).pk if body.reply_to else None
    facts: dict[str, Any] = {"group": group.pk, "member": member.pk, "text": body.text, "nonce": body.nonce}
    return Status(201, shown(post_message(**facts, reply_to=answered, actor=actor, now=now())))


@router.get("/communities/{slug}/messages", response=Page[MessageOut])
def search(request: HttpRequest, slug: str, part: Query[Search]) -> dict[str, object]:
    """Find messages by their words, Chinese by any part of them."""
    actor = need_scope(request, READ)
    rows = messages_found(actor, community_inside(actor, slug).pk, part.words).select_related("member", "reply_to")
    return page_of(rows, part, shown, by_time="posted_at")


@router.get("/communities/{slug}/messages/{key}", response=MessageOut)
def one(request: HttpRequest, slug: str, key: str) -> MessageOut:
    """Show a message."""
    return shown(message_in(need_scope(request, READ), slug, key))


@router.patch("/communities/{slug}/messages/{key}", response=MessageOut)
def edit(request: HttpRequest, slug: str, key: str, body: Words) -> MessageOut:
    """Change your own words."""
    actor = need_scope(request, WRITE)
    row = message_in(actor, slug, key)
    return shown(edit_message(message=row.pk, text=body.text, actor=actor, now=now()))


@router.delete("/communities/{slug}/messages/{key}", response=MessageOut)
def delete(request: HttpRequest, slug: str, key: str) -> MessageOut:
    """Take a message away."""
    actor = need_scope(request, WRITE)
    return shown(delete_message(message=message_in(actor, slug, key).pk, actor=actor, now=now()))


@router.post("/communities/{slug}/messages/{key}/restoration", response=MessageOut)
def restore(request: HttpRequest, slug: str, key: str) -> MessageOut:
    """Put a deleted message back."""
    actor = need_scope(request, WRITE)
    return shown(restore_message(message=message_in(actor, slug, key).pk, actor=actor, now=now()))


@router.put("/communities/{slug}/messages/{key}/reactions/{emoji}", response={204: None})
def sign(request: HttpRequest, slug: str, key: str, emoji: str) -> Status[None]:
    """Put a sign under a message."""
    actor = need_scope(request, WRITE)
    row, member = message_in(actor, slug, key), own_member(actor, slug)
    react(message=row.pk, member=member.pk, emoji=emoji, actor=actor, now=now())
    return Status(204, None)


@router.delete("/communities/{slug}/messages/{key}/reactions/{emoji}", response={204: None})
def unsign(request: HttpRequest, slug: str, key: str, emoji: str) -> Status[None]:
    """Take your sign away."""
    actor = need_scope(request, WRITE)
    row, member = message_in(actor, slug, key), own_member(actor, slug)
    take_reaction_back(message=row.pk, member=member.pk, emoji=emoji, actor=actor, now=now())
    return Status(204, None)


@router.put("/communities/{slug}/messages/{key}/announcement", response={204: None})
def pin(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Make a message the announcement of its group."""
    actor = need_scope(request, WRITE)
    pin_message(message=message_in(actor, slug, key).pk, actor=actor, now=now())
    return Status(204, None)


@router.delete("/communities/{slug}/messages/{key}/announcement", response={204: None})
def unpin(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Take the announcement down."""
    actor = need_scope(request, WRITE)
    unpin_message(message=message_in(actor, slug, key).pk, actor=actor, now=now())
    return Status(204, None)
