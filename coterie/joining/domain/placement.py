"""Placements: where exactly on a channel, each with a tracking code of its own."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.enums import Tier
from coterie.groups.queries.groups import public_groups
from coterie.joining.domain.channel import LENGTHS, trimmed
from coterie.joining.domain.code import create_code, edit_code
from coterie.joining.domain.slot import MOST_SEATS
from coterie.joining.events import PlacementChanged, PlacementCreated
from coterie.joining.models import Channel, LiveCode, Placement
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Conflict, NotFound
from coterie.platform.events.log import publish


class PlacementFacts(TypedDict, total=False):
    """What an operator says of a placement; what is left out stays, or is as usual."""

    name: str
    owner: int | None
    notes: str


@transaction.atomic
def create_placement(
    *,
    channel: int,
    code: str = "",
    groups: Sequence[str] = (),
    actor: Actor,
    now: datetime,
    **facts: Unpack[PlacementFacts],
) -> Placement:
    """Name one place of a channel; its tracking code is the live code given, else a new one.

    A new code leads into `groups` (keys or names), else into every basic group, else into a new one. Raises Conflict
    for a code that belongs to another place.
    """
    parent = locked(Channel.objects.filter(pk=channel))
    require(actor, Permission.EDIT_CODES, parent.community_id)
    kept = checked_facts(parent, {"name": "", **facts})
    tracking = known_code(parent, code, actor, now) if code else new_code(parent, str(kept["name"]), groups, actor, now)
    row = Placement.objects.create(channel=parent, code=tracking, created_at=now, **kept)
    publish(created(row, parent.community_id, actor, now))
    return row


def created(row: Placement, community: int, actor: Actor, now: datetime) -> PlacementCreated:
    """Return the event of a new placement."""
    return PlacementCreated(
        at=now, community=community, actor=actor.account, subject=row.pk, channel=row.channel_id, code=row.code_id
    )


def checked_facts(channel: Channel, facts: PlacementFacts, *, but: int | None = None) -> dict[str, object]:
    """Return a placement's facts as they are kept; `but` is the placement that they are of."""
    kept = trimmed(channel.community_id, dict(facts), LENGTHS)
    named = Placement.objects.filter(channel=channel, name=kept.get("name", "")).exclude(pk=but or 0)
    if "name" in kept and named.exists():
        raise Conflict(_("This channel has a placement of this name."), field="name")
    return kept


def known_code(channel: Channel, slug: str, actor: Actor, now: datetime) -> LiveCode:
    """Return a live code that is printed already, moved to the channel."""
    row = LiveCode.objects.filter(community=channel.community_id, slug=slug.lower(), is_front_door=False).first()
    if row is None:
        raise NotFound(_("There is no such code."), field="code")
    if Placement.objects.filter(code=row).exists():
        raise Conflict(_("This code belongs to another placement."), field="code")
    return edit_code(code=row.pk, channel=channel.pk, actor=actor, now=now)


def new_code(channel: Channel, name: str, groups: Sequence[str], actor: Actor, now: datetime) -> LiveCode:
    """Make a live code for a placement; the groups' capacity is its limit."""
    open_to_all = public_groups(channel.community_id).filter(tier=Tier.BASIC).values_list("key", flat=True)
    targets = list(groups or open_to_all)
    return create_code(
        community=channel.community_id,
        title=f"{channel.name} · {name}"[:60],
        channel=channel.pk,
        groups=targets,
        capacity=MOST_SEATS if targets else 200,
        actor=actor,
        now=now,
    )


@transaction.atomic
def edit_placement(*, placement: int, actor: Actor, now: datetime, **facts: Unpack[PlacementFacts]) -> Placement:
    """Change what is given of a placement; its tracking code stays."""
    row = locked(Placement.objects.filter(pk=placement))
    require(actor, Permission.EDIT_CODES, row.channel.community_id)
    return changed(row, checked_facts(row.channel, facts, but=row.pk), actor, now)


@transaction.atomic
def archive_placement(*, placement: int, actor: Actor, now: datetime) -> Placement:
    """Put a placement away; whoever still scans its code comes in, and is counted."""
    row = locked(Placement.objects.filter(pk=placement))
    require(actor, Permission.EDIT_CODES, row.channel.community_id)
    return changed(row, {"archived_at": row.archived_at or now}, actor, now)


@transaction.atomic
def restore_placement(*, placement: int, actor: Actor, now: datetime) -> Placement:
    """Take a placement out again."""
    row = locked(Placement.objects.filter(pk=placement))
    require(actor, Permission.EDIT_CODES, row.channel.community_id)
    return changed(row, {"archived_at": None}, actor, now)


def changed(row: Placement, facts: dict[str, object], actor: Actor, now: datetime) -> Placement:
    """Write and tell what is different; nothing otherwise."""
    fields = altered(row, facts)
    if fields:
        row.save(update_fields=fields)
        told = {"community": row.channel.community_id, "actor": actor.account, "subject": row.pk}
        publish(PlacementChanged(at=now, **told, channel=row.channel_id, code=row.code_id, data={"fields": fields}))
    return row
