"""The groups that you can enter, and who sits there."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from coterie.accounts.queries.accounts import account_with
from coterie.api.inside import READ, WRITE, community_inside, group_in, own_member
from coterie.api.me import account_of
from coterie.api.paging import Page, Slice, page_of
from coterie.api.signs import AnnouncementOut
from coterie.api.token import need_scope
from coterie.groups.domain.membership import join_group, leave_group
from coterie.groups.models import Group, Membership
from coterie.groups.queries.groups import groups_visible_to, members_in
from coterie.groups.queries.seat import seats_in
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.members.domain.member import admit_member
from coterie.members.enums import MemberState
from coterie.members.models import Member
from coterie.members.queries.members import member_of
from coterie.talk.queries.announcement import announcements_of
from coterie.talk.queries.latest import latest_in
from coterie.talk.queries.unread import unread_in, unseen_notices, until_of

router = Router(tags=["me"])


class LatestOut(Schema):
    """The last message of a group; without words it is a picture."""

    name: str
    text: str
    posted_at: datetime


class RoomOut(Schema):
    """A group that you can enter: whether you sit there, what is announced, what was said last."""

    key: str
    name: str
    tier: str
    description: str
    members: int = Field(validation_alias="taken")
    seated: bool
    unread: int = Field(description="messages of others that you have not seen")
    named: int = Field(description="what was said to you and you have not seen")
    notify: str | None
    announcement: AnnouncementOut | None
    latest: LatestOut | None


class NeighbourOut(Schema):
    """Somebody who sits in a group with you."""

    member: str = Field(validation_alias="member.key")
    name: str = Field(validation_alias="member.name")
    number: int = Field(validation_alias="member.number")
    title: str = Field(validation_alias="member.title")
    joined_at: datetime


class Search(Slice):
    """Whom to look for."""

    words: str = Field("", max_length=60)


@router.get("/me/memberships/{slug}/groups", response=Page[RoomOut])
def rooms(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the groups of a community that you can enter."""
    actor = need_scope(request, READ)
    community = community_inside(actor, slug).pk
    page = page_of(groups_visible_to(actor, community), part)
    return {**page, "items": rooms_of(page["items"], actor, community)}


def rooms_of(groups: Sequence[Group], actor: Actor, community: int) -> list[dict[str, object]]:
    """Return groups as a member sees them, in the same number of queries whatever their number."""
    keys = [group.pk for group in groups]
    seats = seats_in(actor, community)
    own, member = {seat.group: seat for seat in seats}, seats[0].member if seats else 0
    unread, named = unread_in(member, until_of(seats)), unseen_notices(member)
    announced, latest = announcements_of(keys), latest_in(keys)
    facts = ("key", "name", "tier", "description", "taken")
    return [
        {
            **{name: getattr(group, name) for name in facts},
            "seated": group.pk in own,
            "unread": unread.get(group.pk, 0),
            "named": named.get(group.pk, 0),
            "notify": own[group.pk].notify if group.pk in own else None,
            "announcement": announced.get(group.pk),
            "latest": latest.get(group.pk),
        }
        for group in groups
    ]


@router.get("/me/memberships/{slug}/groups/{key}/members", response=Page[NeighbourOut])
def neighbours(request: HttpRequest, slug: str, key: str, part: Query[Search]) -> dict[str, object]:
    """List who sits in a group, those who came last first."""
    group = group_in(need_scope(request, READ), slug, key)
    seats = members_in(group.pk).filter(member__state=MemberState.ACTIVE, member__name__icontains=part.words)
    return page_of(seats, part)


@router.put("/me/memberships/{slug}/groups/{key}", response=NeighbourOut)
def take_seat(request: HttpRequest, slug: str, key: str) -> Membership:
    """Sit down in a group that you run, as a member like everybody."""
    actor = need_scope(request, WRITE)
    group = group_in(actor, slug, key)
    member = member_of(actor, group.community_id) or admitted(request, actor, group.community_id)
    return join_group(group=group.pk, member=member.pk, actor=actor, now=now())


def admitted(request: HttpRequest, actor: Actor, community: int) -> Member:
    """Make an operator a member, by the name of their account."""
    account = account_of(request)
    name = account_with(account).name
    return admit_member(community=community, account=account, name=name, actor=actor, now=now())


@router.delete("/me/memberships/{slug}/groups/{key}", response={204: None})
def leave_room(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Give your seat in a group back."""
    actor = need_scope(request, WRITE)
    group, member = group_in(actor, slug, key), own_member(actor, slug)
    leave_group(group=group.pk, member=member.pk, actor=actor, now=now())
    return Status(204, None)
