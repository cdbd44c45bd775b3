"""Red envelopes: giving one, and being quick."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.found import community_at, group_named
from coterie.api.inside import READ, WRITE, community_inside, group_in, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of, need_scope
from coterie.communities.enums import Permission
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.queries.members import member_of
from coterie.rewards.domain.envelope import offer_envelope
from coterie.rewards.domain.share import grab_share
from coterie.rewards.enums import Share
from coterie.rewards.models import Envelope
from coterie.rewards.queries.envelopes import envelopes_visible_to, opened

router = Router(tags=["envelopes"])
ALL, MINE = "/communities/{slug}/envelopes", "/me/memberships/{slug}/envelopes"


class EnvelopeIn(Schema):
    """What is in an envelope, and how it is split."""

    amount: int = Field(ge=1, le=10_000_000)
    count: int = Field(ge=1, le=5_000)
    split: Share = Share.LUCKY
    words: str = Field(min_length=1, max_length=60)
    hours: int = Field(24, ge=1, le=72)


class OurEnvelopeIn(EnvelopeIn):
    """An envelope of the community, for one of its groups."""

    group: str = Field(max_length=12)


class EnvelopeOut(Schema):
    """An envelope; without `member` it is the community's."""

    key: str
    group: str
    member: str | None
    words: str
    amount: int
    count: int
    split: Share
    offered_at: datetime
    ends_at: datetime
    closed_at: datetime | None


class OpenedOut(EnvelopeOut):
    """An envelope from inside: how many shares and points are taken, and your own share."""

    taken: int
    points: int
    own: int | None


class Got(Schema):
    """Your share."""

    points: int


def envelope_shown(row: Envelope) -> dict[str, Any]:
    """Return an envelope as the API shows one."""
    facts = {name: getattr(row, name) for name in EnvelopeOut.model_fields if name not in {"group", "member"}}
    return {**facts, "group": row.group.key, "member": row.member.key if row.member else None}


def envelope_in(actor: Actor, slug: str, key: str) -> Envelope:
    """Return an envelope of a group that the actor sees from inside."""
    row = envelopes_visible_to(actor, community_inside(actor, slug).pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such envelope."))
    return row


@router.get(ALL, response=Page[EnvelopeOut])
def envelopes(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the envelopes, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(envelopes_visible_to(actor_of(request), community.pk), part, envelope_shown)


@router.post(ALL, response={201: EnvelopeOut})
def new_envelope(request: HttpRequest, slug: str, body: OurEnvelopeIn) -> Status[dict[str, Any]]:
    """Give an envelope of the community to a group."""
    community = community_at(request, slug, Permission.EDIT_REWARDS)
    facts = {**body.dict(), "group": group_named(community.pk, body.group)}
    row = offer_envelope(**facts, own=False, actor=actor_of(request), now=now())
    return Status(201, envelope_shown(row))


@router.get(MINE, response=Page[EnvelopeOut])
def own_envelopes(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the envelopes of your groups, newest first."""
    actor = need_scope(request, READ)
    return page_of(envelopes_visible_to(actor, community_inside(actor, slug).pk), part, envelope_shown)


@router.get(f"{MINE}/{{key}}", response=OpenedOut)
def envelope(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show an envelope from inside."""
    actor = need_scope(request, READ)
    row = envelope_in(actor, slug, key)
    member = member_of(actor, row.group.community_id)
    inside = opened(row, member.pk if member else None, now())
    return {**envelope_shown(row), "taken": inside.taken, "points": inside.points, "own": inside.own}


@router.put(f"{MINE}/{{key}}/share", response=Got)
def share(request: HttpRequest, slug: str, key: str) -> dict[str, int]:
    """Take a share; a second time tells of the first."""
    actor = need_scope(request, WRITE)
    member = own_member(actor, slug)
    row = envelope_in(actor, slug, key)
    return {"points": grab_share(envelope=row.pk, member=member.pk, actor=actor, now=now())}


@router.post("/me/memberships/{slug}/groups/{key}/envelopes", response={201: EnvelopeOut})
def give(request: HttpRequest, slug: str, key: str, body: EnvelopeIn) -> Status[dict[str, Any]]:
    """Put points of your own into an envelope for a group."""
    actor = need_scope(request, WRITE)
    group = group_in(actor, slug, key)
    own_member(actor, slug)
    row = offer_envelope(group=group.pk, **body.dict(), actor=actor, now=now())
    return Status(201, envelope_shown(row))
