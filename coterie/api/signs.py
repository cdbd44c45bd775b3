"""What is put on a message: signs of its readers, and the place above the group."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema, Status

from coterie.api.inside import READ, WRITE, group_in, message_in, own_member
from coterie.api.token import need_scope
from coterie.kit.clock import now
from coterie.talk.domain.announcement import pin_message, unpin_message
from coterie.talk.domain.reaction import react, take_reaction_back
from coterie.talk.queries.announcement import Announcement, announcement_of

router = Router(tags=["talk"])


class AnnouncementOut(Schema):
    """The message that stands above a group."""

    key: str
    text: str
    name: str
    posted_at: datetime
    pinned_at: datetime


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


@router.get("/communities/{slug}/groups/{key}/announcement", response={200: AnnouncementOut | None})
def announcement(request: HttpRequest, slug: str, key: str) -> Announcement | None:
    """Show the announcement of a group, null when there is none."""
    return announcement_of(group_in(need_scope(request, READ), slug, key).pk)


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
