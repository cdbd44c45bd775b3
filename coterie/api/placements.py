"""The placements of channels, and what both cost."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.channels import BASE, Archive, channel_at, owner_of
from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.joining.domain.channel_cost import record_cost, withdraw_cost
from coterie.joining.domain.placement import archive_placement, create_placement, edit_placement, restore_placement
from coterie.joining.models import ChannelCost, Placement
from coterie.joining.queries.channels import costs_visible_to, placements_visible_to
from coterie.joining.queries.links import Tagged, Target, link_path, tags_seen, utm_for
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.kit.money import MOST

router = Router(tags=["channels"])
PLACEMENT = "/communities/{slug}/placements/{key}"


class PlacementFacts(Schema):
    """What can be changed of a placement; `owner` is the key of an operator's account."""

    name: str = Field(min_length=1, max_length=60)
    owner: str | None = Field(None, max_length=12)
    notes: str = Field("", max_length=1000)


class PlacementIn(PlacementFacts):
    """A new placement: with a live code that is printed already, else with a new one into `groups` (keys or names)."""

    code: str = Field("", max_length=20)
    groups: list[str] = Field([], max_length=1000)


class PlacementOut(PlacementFacts):
    """A placement with its tracking code."""

    key: str
    channel: str
    code: str
    url: str = Field(description="of the live code; short, for a QR")
    landing_url: str = Field(description="of the public page, with code and tags")
    join_url: str = Field(description="of the door, with code and tags")
    created_at: datetime
    archived_at: datetime | None


class TagsOut(Schema):
    """Tags of links, and how many visitors opened such a link as their first and as their last."""

    source: str
    medium: str
    campaign: str
    content: str
    first: int
    last: int


class TagsSeen(Schema):
    """All tags by which visitors came."""

    tags: list[TagsOut]


class CostIn(Schema):
    """Money in minor units, spread evenly over the days; for one placement (by key), or for the whole channel."""

    amount: int = Field(gt=0, le=MOST)
    currency: str = Field(min_length=3, max_length=3)
    first_day: date
    last_day: date
    placement: str | None = Field(None, max_length=12)
    note: str = Field("", max_length=200)


class CostOut(CostIn):
    """A cost."""

    key: str
    channel: str
    recorded_at: datetime


def shown(row: Placement) -> dict[str, Any]:
    """Return a placement as the API shows one."""
    facts = {name: getattr(row, name) for name in PlacementOut.model_fields if hasattr(row, name)}
    named = {"owner": row.owner.key if row.owner else None, "channel": row.channel.key, "code": row.code.slug}
    return {**facts, **named, **links_to(row)}


def links_to(row: Placement) -> dict[str, str]:
    """Return the links that are handed out for a placement."""
    slug, utm = row.channel.community.slug, utm_for(row)
    targets = {"url": Target.LIVE, "landing_url": Target.LANDING, "join_url": Target.JOIN}
    return {name: settings.BASE_URL + link_path(slug, row, target, utm) for name, target in targets.items()}


def cost_shown(row: ChannelCost) -> dict[str, Any]:
    """Return a cost as the API shows one."""
    facts = {name: getattr(row, name) for name in CostOut.model_fields}
    return {**facts, "channel": row.channel.key, "placement": row.placement.key if row.placement else None}


def placement_at(request: HttpRequest, slug: str, key: str, permission: str) -> Placement:
    """Return one placement of a community."""
    community = community_at(request, slug, permission)
    row = placements_visible_to(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such placement."))
    return row


@router.get(f"{BASE}/{{key}}/placements", response=Page[PlacementOut])
def placements(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List the placements of a channel, newest first."""
    row = channel_at(request, slug, key, Permission.SEE_CONSOLE)
    return page_of(placements_visible_to(actor_of(request), row.community_id).filter(channel=row), part, shown)


@router.post(f"{BASE}/{{key}}/placements", response={201: PlacementOut})
def new_placement(request: HttpRequest, slug: str, key: str, body: PlacementIn) -> Status[dict[str, Any]]:
    """Name a placement; it has a tracking code of its own."""
    row = channel_at(request, slug, key, Permission.EDIT_CODES)
    facts = body.dict() | {"owner": owner_of(row.community_id, body.owner)}
    return Status(201, shown(create_placement(channel=row.pk, **facts, actor=actor_of(request), now=now())))


@router.get(f"{BASE}/{{key}}/tags", response=TagsSeen)
def tags(request: HttpRequest, slug: str, key: str) -> dict[str, list[Tagged]]:
    """List the tags by which visitors came to a channel, the most frequent first."""
    return {"tags": tags_seen(channel=channel_at(request, slug, key, Permission.SEE_CONSOLE).pk)}


@router.get(PLACEMENT, response=PlacementOut)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a placement."""
    return shown(placement_at(request, slug, key, Permission.SEE_CONSOLE))


@router.put(PLACEMENT, response=PlacementOut)
def change(request: HttpRequest, slug: str, key: str, body: PlacementFacts) -> dict[str, Any]:
    """Change a placement; its tracking code stays."""
    row = placement_at(request, slug, key, Permission.EDIT_CODES)
    facts = body.dict() | {"owner": owner_of(row.channel.community_id, body.owner)}
    return shown(edit_placement(placement=row.pk, **facts, actor=actor_of(request), now=now()))


@router.put(f"{PLACEMENT}/archive", response=PlacementOut)
def put_away(request: HttpRequest, slug: str, key: str, body: Archive) -> dict[str, Any]:
    """Put a placement away, or take it out again; its code goes on leading people in."""
    row = placement_at(request, slug, key, Permission.EDIT_CODES)
    verb = archive_placement if body.archived else restore_placement
    return shown(verb(placement=row.pk, actor=actor_of(request), now=now()))


@router.get(f"{BASE}/{{key}}/costs", response=Page[CostOut])
def costs(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List what a channel and its placements cost, the last recorded first."""
    row = channel_at(request, slug, key, Permission.SEE_CONSOLE)
    return page_of(costs_visible_to(actor_of(request), row.community_id).filter(channel=row), part, cost_shown)


@router.post(f"{BASE}/{{key}}/costs", response={201: CostOut})
def new_cost(request: HttpRequest, slug: str, key: str, body: CostIn) -> Status[dict[str, Any]]:
    """Record a cost."""
    row = channel_at(request, slug, key, Permission.EDIT_CODES)
    place = placement_at(request, slug, body.placement, Permission.EDIT_CODES).pk if body.placement else None
    facts = body.dict() | {"placement": place}
    return Status(201, cost_shown(record_cost(channel=row.pk, **facts, actor=actor_of(request), now=now())))


@router.delete("/communities/{slug}/costs/{key}", response={204: None})
def withdraw(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Let a cost not count any more."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    row = costs_visible_to(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such cost."))
    withdraw_cost(cost=row.pk, actor=actor_of(request), now=now())
    return Status(204, None)
