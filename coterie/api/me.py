"""Who you are, and where you belong."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.accounts.queries.accounts import account_with
from coterie.api.inside import READ, WRITE, community_inside, group_in, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import need_scope
from coterie.groups.domain.membership import leave_group
from coterie.groups.queries.groups import groups_visible_to
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.domain.member import leave_community
from coterie.members.models import Member
from coterie.members.queries.members import memberships_of

router = Router(tags=["me"])


class Me(Schema):
    """Your account."""

    key: str
    name: str
    email: str | None
    language: str
    timezone: str


class MembershipOut(Schema):
    """One community where you are a member."""

    community: str
    number: int
    name: str
    title: str
    joined_at: datetime


class RoomOut(Schema):
    """A group that you can enter."""

    key: str
    name: str
    tier: str
    members: int = Field(alias="taken")


def shown(row: Member) -> MembershipOut:
    """Return a membership as the API shows one."""
    facts = {name: getattr(row, name) for name in MembershipOut.model_fields if name != "community"}
    return MembershipOut(**facts, community=row.community.slug)


@router.get("/me", response=Me)
def me(request: HttpRequest) -> object:
    """Show your account."""
    account = need_scope(request, READ).account
    if account is None:
        raise NotFound(_("There is no such person."))
    return account_with(account)


@router.get("/me/memberships", response=Page[MembershipOut])
def memberships(request: HttpRequest, part: Query[Slice]) -> dict[str, object]:
    """List the communities where you are a member."""
    return page_of(memberships_of(need_scope(request, READ)), part, shown)


@router.delete("/me/memberships/{slug}", response={204: None})
def leave(request: HttpRequest, slug: str) -> Status[None]:
    """Leave a community."""
    actor = need_scope(request, WRITE)
    leave_community(member=own_member(actor, slug).pk, actor=actor, now=now())
    return Status(204, None)


@router.get("/me/memberships/{slug}/groups", response=Page[RoomOut])
def rooms(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the groups of a community that you can enter."""
    actor = need_scope(request, READ)
    return page_of(groups_visible_to(actor, community_inside(actor, slug).pk), part)


@router.delete("/me/memberships/{slug}/groups/{key}", response={204: None})
def leave_room(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Give your seat in a group back."""
    actor = need_scope(request, WRITE)
    group, member = group_in(actor, slug, key), own_member(actor, slug)
    leave_group(group=group.pk, member=member.pk, actor=actor, now=now())
    return Status(204, None)
