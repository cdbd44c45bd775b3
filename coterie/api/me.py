"""Who you are, and where you belong."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status

from coterie.accounts.models import ApiToken
from coterie.accounts.queries.accounts import account_with
from coterie.accounts.queries.tokens import api_tokens_of
from coterie.api.inside import READ, WRITE, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of, caller_of, need_scope
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


class TokenOut(Schema):
    """The token in use; `prefix` is the part of its secret that may be seen."""

    name: str
    prefix: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None


class MembershipOut(Schema):
    """One community where you are a member."""

    community: str
    number: int
    name: str
    title: str
    joined_at: datetime


def shown(row: Member) -> MembershipOut:
    """Return a membership as the API shows one."""
    facts = {name: getattr(row, name) for name in MembershipOut.model_fields if name != "community"}
    return MembershipOut(**facts, community=row.community.slug)


def account_of(request: HttpRequest) -> int:
    """Return whose token this is."""
    account = actor_of(request).account
    if account is None:
        raise NotFound(_("There is no such person."))
    return account


@router.get("/me", response=Me)
def me(request: HttpRequest) -> object:
    """Show your account."""
    need_scope(request, READ)
    return account_with(account_of(request))


@router.get("/me/token", response=TokenOut)
def token(request: HttpRequest) -> ApiToken:
    """Show the token in use, whatever its scopes."""
    return api_tokens_of(account_of(request), now()).get(prefix=caller_of(request).token)


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
