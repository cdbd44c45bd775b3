"""Badges, and the card that a member shares."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.inside import READ, WRITE, own_member
from coterie.api.members import member_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of, need_scope
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.members.domain.badge import give_badge, make_badge, take_badge
from coterie.members.domain.card import edit_card
from coterie.members.enums import Symbol
from coterie.members.models import Badge, Member
from coterie.members.queries.badges import badges_on, badges_visible_to

router = Router(tags=["members"])
ON_MEMBER, CARD = "/communities/{slug}/members/{key}/badges/{badge}", "/me/memberships/{slug}/card"


class BadgeIn(Schema):
    """A new badge."""

    name: str = Field(min_length=1, max_length=30)
    symbol: Symbol
    text: str = Field("", max_length=120, description="what it is given for")


class BadgeOut(BadgeIn):
    """A badge."""

    key: str


class Why(Schema):
    """Why somebody gets a badge; they read it."""

    reason: str = Field(min_length=1, max_length=120)


class GivenOut(Schema):
    """A badge on a member."""

    badge: str
    name: str
    reason: str
    at: datetime


class CardIn(Schema):
    """A line about yourself, and whether others may see your card."""

    line: str = Field("", max_length=120)
    shared: bool


class CardOut(CardIn):
    """Your card; `url` is where others see it."""

    url: str | None
    badges: list[GivenOut]


def shown(row: Badge) -> dict[str, Any]:
    """Return a badge as the API shows one."""
    return {name: getattr(row, name) for name in BadgeOut.model_fields}


def given(member: int) -> list[dict[str, Any]]:
    """Return the badges on a member."""
    return [
        {"badge": one.badge.key, "name": one.badge.name, "reason": one.reason, "at": one.at}
        for one in badges_on(member)
    ]


def card_shown(row: Member) -> dict[str, Any]:
    """Return a card as the API shows it."""
    url = f"{settings.BASE_URL}/p/{row.card_key}" if row.card_key else None
    return {"line": row.line, "shared": url is not None, "url": url, "badges": given(row.pk)}


@router.get("/communities/{slug}/badges", response=Page[BadgeOut])
def badges(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the badges, newest first."""
    community = community_at(request, slug, Permission.SEE_MEMBERS)
    return page_of(badges_visible_to(actor_of(request), community.pk), part, shown)


@router.post("/communities/{slug}/badges", response={201: BadgeOut})
def new_badge(request: HttpRequest, slug: str, body: BadgeIn) -> Status[dict[str, Any]]:
    """Define a badge."""
    community = community_at(request, slug, Permission.EDIT_MEMBERS)
    row = make_badge(community=community.pk, **body.dict(), actor=actor_of(request), now=now())
    return Status(201, shown(row))


@router.put(ON_MEMBER, response=GivenOut)
def give(request: HttpRequest, slug: str, key: str, badge: str, body: Why) -> dict[str, Any]:
    """Give a member a badge; a second time changes nothing."""
    row = member_at(request, slug, key, Permission.EDIT_MEMBERS)
    one = give_badge(member=row.pk, badge=badge, reason=body.reason, actor=actor_of(request), now=now())
    return {"badge": badge, "name": one.badge.name, "reason": one.reason, "at": one.at}


@router.delete(ON_MEMBER, response={204: None})
def take(request: HttpRequest, slug: str, key: str, badge: str) -> Status[None]:
    """Take a badge back."""
    row = member_at(request, slug, key, Permission.EDIT_MEMBERS)
    take_badge(member=row.pk, badge=badge, actor=actor_of(request), now=now())
    return Status(204, None)


@router.get(CARD, response=CardOut)
def card(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Show your card."""
    return card_shown(own_member(need_scope(request, READ), slug))


@router.put(CARD, response=CardOut)
def change_card(request: HttpRequest, slug: str, body: CardIn) -> dict[str, Any]:
    """Change your card; what is not shared any more has no address, and never that one again."""
    actor = need_scope(request, WRITE)
    row = own_member(actor, slug)
    return card_shown(edit_card(member=row.pk, line=body.line, shared=body.shared, actor=actor, now=now()))
