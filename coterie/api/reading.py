"""How far you have read, what you are told of, and what was said to you."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from coterie.api.inside import READ, WRITE, group_in, message_in, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import need_scope
from coterie.groups.domain.reading import choose_notify, mark_all_read, mark_read
from coterie.groups.enums import Notify
from coterie.kit.clock import now
from coterie.talk.models import Notice
from coterie.talk.queries.unread import notices_of

router = Router(tags=["me"])
MINE, ROOM = "/me/memberships/{slug}", "/me/memberships/{slug}/groups/{key}"


class ReadingIn(Schema):
    """The last message that you have seen."""

    until: str = Field(max_length=12)


class NotifyIn(Schema):
    """What of a group you want to be told."""

    notify: Notify


class NoticeOut(Schema):
    """A message that is meant for you: you are named, answered, or your answer was taken."""

    why: str
    at: datetime
    new: bool
    message: str = Field(validation_alias="message.key")
    group: str = Field(validation_alias="message.group.key")
    name: str = Field(validation_alias="message.member.name")
    text: str = Field(validation_alias="message.text")

    @staticmethod
    def resolve_new(row: Notice) -> bool:
        """Tell whether you have not read so far yet."""
        seen: datetime = row.seen  # type: ignore[attr-defined]  # annotated by the query
        return row.message.posted_at > seen


@router.get(f"{MINE}/notices", response=Page[NoticeOut])
def notices(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List what was said to you, the newest first."""
    actor = need_scope(request, READ)
    return page_of(notices_of(own_member(actor, slug).pk), part, by_time="at")


@router.put(f"{MINE}/reading", response={204: None})
def read_all(request: HttpRequest, slug: str) -> Status[None]:
    """Keep that you have seen everything."""
    actor = need_scope(request, WRITE)
    mark_all_read(member=own_member(actor, slug).pk, actor=actor, now=now())
    return Status(204, None)


@router.put(f"{ROOM}/reading", response={204: None})
def read(request: HttpRequest, slug: str, key: str, body: ReadingIn) -> Status[None]:
    """Keep how far you have read in a group; it never goes back."""
    actor = need_scope(request, WRITE)
    group, member, until = group_in(actor, slug, key), own_member(actor, slug), message_in(actor, slug, body.until)
    mark_read(group=group.pk, member=member.pk, until=until.posted_at, actor=actor, now=now())
    return Status(204, None)


@router.put(f"{ROOM}/notify", response={204: None})
def notify(request: HttpRequest, slug: str, key: str, body: NotifyIn) -> Status[None]:
    """Choose what of a group you are told."""
    actor = need_scope(request, WRITE)
    group, member = group_in(actor, slug, key), own_member(actor, slug)
    choose_notify(group=group.pk, member=member.pk, notify=body.notify, actor=actor, now=now())
    return Status(204, None)
