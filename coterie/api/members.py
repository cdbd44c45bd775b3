"""Members of a community, for its staff."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.groups.queries.groups import seats_of
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.domain.member import edit_member, remove_member
from coterie.members.domain.tag import tag_members, untag_members
from coterie.members.enums import MemberState
from coterie.members.models import Member
from coterie.members.queries.members import filtered, members_visible_to, tags_of

router = Router(tags=["members"])


class MemberOut(Schema):
    """A member."""

    key: str
    number: int
    name: str
    title: str
    state: MemberState
    joined_at: datetime
    tags: list[str] = Field(alias="tag_names")


class MemberIn(Schema):
    """What staff change of a member."""

    name: str = Field(min_length=1, max_length=60)
    title: str = Field("", max_length=30)


class MemberSeat(Schema):
    """A member's seat in a group."""

    group: str = Field(validation_alias="group.key")
    name: str = Field(validation_alias="group.name")
    joined_at: datetime


class TagOut(Schema):
    """A tag in use."""

    name: str


class Filter(Slice):
    """Which members."""

    words: str = Field("", max_length=60)
    state: MemberState | None = None
    tag: str = Field("", max_length=40)


class Tagging(Schema):
    """Members by key, and the tag to put on them or take off."""

    members: list[str] = Field(max_length=1000)
    tag: str = Field(min_length=1, max_length=40)


class Changed(Schema):
    """How many members changed."""

    changed: int


def member_at(request: HttpRequest, slug: str, key: str, permission: str) -> Member:
    """Return one member of a community."""
    community = community_at(request, slug, permission)
    row = members_visible_to(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such member."))
    return row


@router.get("/communities/{slug}/members", response=Page[MemberOut])
def members(request: HttpRequest, slug: str, part: Query[Filter]) -> dict[str, object]:
    """List members, newest first."""
    community = community_at(request, slug, Permission.SEE_MEMBERS)
    rows = members_visible_to(actor_of(request), community.pk)
    rows = filtered(rows, words=part.words, state=part.state or "", tag=part.tag)
    return page_of(rows, part)


@router.get("/communities/{slug}/members/{key}", response=MemberOut)
def one(request: HttpRequest, slug: str, key: str) -> Member:
    """Show one member."""
    return member_at(request, slug, key, Permission.SEE_MEMBERS)


@router.get("/communities/{slug}/members/{key}/groups", response=Page[MemberSeat])
def groups(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List the groups where a member sits."""
    return page_of(seats_of(member_at(request, slug, key, Permission.SEE_MEMBERS).pk), part)


@router.patch("/communities/{slug}/members/{key}", response=MemberOut)
def change(request: HttpRequest, slug: str, key: str, body: MemberIn) -> Member:
    """Change name and title."""
    row = member_at(request, slug, key, Permission.EDIT_MEMBERS)
    return edit_member(member=row.pk, name=body.name, title=body.title, actor=actor_of(request), now=now())


@router.delete("/communities/{slug}/members/{key}", response={204: None})
def removal(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Remove a member from the community."""
    row = member_at(request, slug, key, Permission.EDIT_MEMBERS)
    remove_member(member=row.pk, actor=actor_of(request), now=now())
    return Status(204, None)


@router.get("/communities/{slug}/tags", response=Page[TagOut])
def tags(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the tags in use."""
    return page_of(tags_of(community_at(request, slug, Permission.SEE_MEMBERS).pk), part)


@router.post("/communities/{slug}/tags", response=Changed)
def tag(request: HttpRequest, slug: str, body: Tagging) -> dict[str, int]:
    """Put a tag on members."""
    return tagging(request, slug, body, tag_members)


@router.post("/communities/{slug}/tags/removal", response=Changed)
def untag(request: HttpRequest, slug: str, body: Tagging) -> dict[str, int]:
    """Take a tag off members."""
    return tagging(request, slug, body, untag_members)


def tagging(request: HttpRequest, slug: str, body: Tagging, verb: Callable[..., int]) -> dict[str, int]:
    """Call the verb for the members named by key."""
    community = community_at(request, slug, Permission.EDIT_MEMBERS)
    rows = members_visible_to(actor_of(request), community.pk).filter(key__in=body.members)
    chosen = list(rows.values_list("pk", flat=True))
    facts = {"community": community.pk, "members": chosen, "tag": body.tag}
    return {"changed": verb(**facts, actor=actor_of(request), now=now())}
