"""Channels, their placements with tracking codes, and what they cost."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.communities.queries.communities import staff_of
from coterie.joining.domain.channel import archive_channel, create_channel, edit_channel, restore_channel
from coterie.joining.enums import Platform
from coterie.joining.models import Channel
from coterie.joining.queries.channels import channels_visible_to
from coterie.joining.queries.platforms import EDITION, notes_of
from coterie.kit.clock import now
from coterie.kit.errors import NotFound

router = Router(tags=["channels"])
BASE = "/communities/{slug}/channels"


class ChannelIn(Schema):
    """A way by which people come; `owner` is the key of an operator's account."""

    name: str = Field(min_length=1, max_length=60)
    platform: Platform = Platform.OTHER
    owner: str | None = Field(None, max_length=12)
    notes: str = Field("", max_length=1000)
    welcome: str = Field("", max_length=500, description="said to newcomers who came by it")


class ChannelOut(ChannelIn):
    """A channel."""

    key: str
    placements: int
    created_at: datetime
    archived_at: datetime | None


class Archive(Schema):
    """Whether something is put away."""

    archived: bool


class RuleOut(Schema):
    """One rule of a platform, and where it is written."""

    text: str
    source: str


class RulesOut(Schema):
    """What a platform allows and forbids."""

    platform: Platform
    name: str
    edition: int
    rules: list[RuleOut]


class PlatformsOut(Schema):
    """All platforms."""

    platforms: list[RulesOut]


def shown(row: Channel) -> dict[str, Any]:
    """Return a channel as the API shows one."""
    facts = {name: getattr(row, name) for name in ChannelOut.model_fields if hasattr(row, name)}
    placements = row.placements.filter(archived_at=None).count() if not hasattr(row, "places") else row.places
    return {**facts, "owner": row.owner.key if row.owner else None, "placements": placements}


def channel_at(request: HttpRequest, slug: str, key: str, permission: str) -> Channel:
    """Return one channel of a community."""
    community = community_at(request, slug, permission)
    row = channels_visible_to(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such channel."))
    return row


def owner_of(community: int, key: str | None) -> int | None:
    """Return the account of an operator. Raises NotFound for anybody else."""
    if key is None:
        return None
    row = staff_of(community).filter(account__key=key).first()
    if row is None:
        raise NotFound(_("There is no such operator."), field="owner")
    return row.account_id


@router.get("/platforms", response=PlatformsOut)
def platforms(request: HttpRequest) -> dict[str, Any]:
    """List the platforms with what they allow and forbid."""
    return {"platforms": [rules_of(one) for one in Platform]}


def rules_of(platform: Platform) -> dict[str, Any]:
    """Return what a platform allows and forbids."""
    rules = [{"text": str(rule.text), "source": rule.source} for rule in notes_of(platform)]
    return {"platform": platform, "name": str(platform.label), "edition": EDITION, "rules": rules}


@router.get(BASE, response=Page[ChannelOut])
def channels(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the channels, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(channels_visible_to(actor_of(request), community.pk), part, shown)


@router.post(BASE, response={201: ChannelOut})
def new_channel(request: HttpRequest, slug: str, body: ChannelIn) -> Status[dict[str, Any]]:
    """Name a channel."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    facts = body.dict() | {"owner": owner_of(community.pk, body.owner)}
    return Status(201, shown(create_channel(community=community.pk, **facts, actor=actor_of(request), now=now())))


@router.get(f"{BASE}/{{key}}", response=ChannelOut)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a channel."""
    return shown(channel_at(request, slug, key, Permission.SEE_CONSOLE))


@router.put(f"{BASE}/{{key}}", response=ChannelOut)
def change(request: HttpRequest, slug: str, key: str, body: ChannelIn) -> dict[str, Any]:
    """Change a channel."""
    row = channel_at(request, slug, key, Permission.EDIT_CODES)
    facts = body.dict() | {"owner": owner_of(row.community_id, body.owner)}
    return shown(edit_channel(channel=row.pk, **facts, actor=actor_of(request), now=now()))


@router.put(f"{BASE}/{{key}}/archive", response=ChannelOut)
def put_away(request: HttpRequest, slug: str, key: str, body: Archive) -> dict[str, Any]:
    """Put a channel away, or take it out again."""
    row = channel_at(request, slug, key, Permission.EDIT_CODES)
    verb = archive_channel if body.archived else restore_channel
    return shown(verb(channel=row.pk, actor=actor_of(request), now=now()))
