"""Groups of a community and who sits in them."""

from datetime import datetime, time
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.members import member_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.groups.domain.group import create_group, edit_group
from coterie.groups.domain.membership import join_group, remove_from_group
from coterie.groups.domain.move import move_members
from coterie.groups.domain.pace import pace_group
from coterie.groups.enums import Tier
from coterie.groups.models import Group, Membership
from coterie.groups.queries.groups import groups_run_by, members_in
from coterie.kit.clock import now
from coterie.kit.errors import NotFound

router = Router(tags=["groups"])


class GroupIn(Schema):
    """A group's facts."""

    name: str = Field(min_length=1, max_length=60)
    tier: Tier = Tier.BASIC
    capacity: int = Field(200, ge=1, le=100_000)
    description: str = Field("", max_length=300)


class PaceIn(Schema):
    """How fast members speak, when only hosts do (by the community's clock), and which group comes next."""

    slow_seconds: int = Field(0, ge=0, le=86_400)
    quiet_from: time | None = None
    quiet_to: time | None = None
    leads_to: str | None = Field(None, max_length=12)


class PaceOut(PaceIn):
    """The pace of a group."""

    leads_to: str | None = Field(None, validation_alias="leads_to.key")


class MoveIn(Schema):
    """Who goes to which group; they keep their seats here where they stay."""

    to: str = Field(max_length=12)
    members: list[str] = Field(min_length=1, max_length=500)
    stay: bool = False


class MovedOut(Schema):
    """Who came to the other group and was not there before."""

    moved: list[str]


class GroupOut(GroupIn):
    """A group."""

    key: str
    taken: int
    created_at: datetime


class SeatOut(Schema):
    """A member's seat."""

    member: str = Field(alias="member.key")
    name: str = Field(alias="member.name")
    joined_at: datetime


def group_at(request: HttpRequest, slug: str, key: str, permission: str) -> Group:
    """Return one group of a community."""
    community = community_at(request, slug, permission)
    row = groups_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such group."))
    return row


@router.get("/communities/{slug}/groups", response=Page[GroupOut])
def groups(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the groups."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(groups_run_by(actor_of(request), community.pk), part)


@router.post("/communities/{slug}/groups", response={201: GroupOut})
def new_group(request: HttpRequest, slug: str, body: GroupIn) -> Status[Group]:
    """Open a group."""
    community = community_at(request, slug, Permission.EDIT_GROUPS)
    return Status(201, create_group(community=community.pk, **body.dict(), actor=actor_of(request), now=now()))


@router.get("/communities/{slug}/groups/{key}", response=GroupOut)
def one(request: HttpRequest, slug: str, key: str) -> Group:
    """Show a group."""
    return group_at(request, slug, key, Permission.SEE_CONSOLE)


@router.put("/communities/{slug}/groups/{key}", response=GroupOut)
def change(request: HttpRequest, slug: str, key: str, body: GroupIn) -> Group:
    """Change a group."""
    row = group_at(request, slug, key, Permission.EDIT_GROUPS)
    return edit_group(group=row.pk, **body.dict(), actor=actor_of(request), now=now())


@router.get("/communities/{slug}/groups/{key}/members", response=Page[SeatOut])
def seats(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List who sits in a group."""
    row = group_at(request, slug, key, Permission.SEE_MEMBERS)
    return page_of(members_in(row.pk), part)


@router.put("/communities/{slug}/groups/{key}/members/{member}", response=SeatOut)
def seat(request: HttpRequest, slug: str, key: str, member: str) -> Membership:
    """Seat a member in a group."""
    group = group_at(request, slug, key, Permission.EDIT_MEMBERS)
    person = member_at(request, slug, member, Permission.EDIT_MEMBERS)
    return join_group(group=group.pk, member=person.pk, actor=actor_of(request), now=now())


@router.delete("/communities/{slug}/groups/{key}/members/{member}", response={204: None})
def unseat(request: HttpRequest, slug: str, key: str, member: str) -> Status[None]:
    """Take a member's seat in a group away."""
    group = group_at(request, slug, key, Permission.EDIT_MEMBERS)
    person = member_at(request, slug, member, Permission.EDIT_MEMBERS)
    remove_from_group(group=group.pk, member=person.pk, actor=actor_of(request), now=now())
    return Status(204, None)


@router.get("/communities/{slug}/groups/{key}/pace", response=PaceOut)
def pace(request: HttpRequest, slug: str, key: str) -> Group:
    """Show the pace of a group, and where it leads."""
    return group_at(request, slug, key, Permission.SEE_CONSOLE)


@router.put("/communities/{slug}/groups/{key}/pace", response=PaceOut)
def set_pace(request: HttpRequest, slug: str, key: str, body: PaceIn) -> Group:
    """Decide how fast members speak, and where the group leads."""
    row = group_at(request, slug, key, Permission.EDIT_GROUPS)
    leads_to = group_at(request, slug, body.leads_to, Permission.EDIT_GROUPS).pk if body.leads_to else None
    facts = body.dict() | {"leads_to": leads_to}
    return pace_group(group=row.pk, **facts, actor=actor_of(request), now=now())


@router.post("/communities/{slug}/groups/{key}/moves", response=MovedOut)
def move(request: HttpRequest, slug: str, key: str, body: MoveIn) -> dict[str, list[str]]:
    """Seat members of this group in another one, all of them or none."""
    row = group_at(request, slug, key, Permission.EDIT_MEMBERS)
    to = group_at(request, slug, body.to, Permission.EDIT_MEMBERS)
    people = {member_at(request, slug, one, Permission.EDIT_MEMBERS).pk: one for one in body.members}
    facts: dict[str, Any] = {"group": row.pk, "to": to.pk, "members": list(people), "stay": body.stay}
    moved = move_members(**facts, actor=actor_of(request), now=now())
    return {"moved": [people[member] for member in moved]}
