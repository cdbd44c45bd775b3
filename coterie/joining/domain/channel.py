"""Channels: naming them, changing them, putting them away."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import staff_of
from coterie.joining.enums import Platform
from coterie.joining.events import ChannelChanged, ChannelCreated
from coterie.joining.models import Channel
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.platform.events.log import publish

COLUMNS = {"owner": "owner_id"}
LENGTHS = {"name": 60, "notes": 1000, "welcome": 500}


class ChannelFacts(TypedDict, total=False):
    """What an operator says of a channel; what is left out stays, or is as usual."""

    name: str
    platform: str
    owner: int | None
    notes: str
    welcome: str
    """Said to newcomers who came by it."""


@transaction.atomic
def create_channel(*, community: int, actor: Actor, now: datetime, **facts: Unpack[ChannelFacts]) -> Channel:
    """Name a way by which people come, so that its places can be compared with others.

    Raises Invalid or Conflict naming what is wrong, NotFound for an owner who is no operator here.
    """
    require(actor, Permission.EDIT_CODES, community)
    kept = checked_facts(community, {"name": "", **facts})
    row = Channel.objects.create(community_id=community, created_at=now, **kept)
    data = {"platform": str(row.platform)}
    publish(ChannelCreated(at=now, community=community, actor=actor.account, channel=row.pk, data=data))
    return row


def checked_facts(community: int, facts: ChannelFacts, *, but: int | None = None) -> dict[str, object]:
    """Return a channel's facts as they are kept; `but` is the channel that they are of."""
    kept = trimmed(community, dict(facts), LENGTHS)
    if kept.get("platform", Platform.OTHER) not in Platform.values:
        raise Invalid(_("Choose from the list."), field="platform")
    named = Channel.objects.filter(community=community, name=kept.get("name", "")).exclude(pk=but or 0)
    if "name" in kept and named.exists():
        raise Conflict(_("There is a channel of this name."), field="name")
    return kept


def trimmed(community: int, facts: dict[str, object], lengths: dict[str, int]) -> dict[str, object]:
    """Return facts with texts of their length, a name that is one, and an owner who is an operator here."""
    kept = {COLUMNS.get(name, name): value for name, value in facts.items()}
    kept |= {name: str(kept[name]).strip()[:most] for name, most in lengths.items() if name in kept}
    if kept.get("name", "-") == "":
        raise Invalid(_("Please give a name."), field="name")
    owner = kept.get("owner_id")
    if isinstance(owner, int) and not staff_of(community).filter(account=owner).exists():
        raise NotFound(_("There is no such operator."), field="owner")
    return kept


@transaction.atomic
def edit_channel(*, channel: int, actor: Actor, now: datetime, **facts: Unpack[ChannelFacts]) -> Channel:
    """Change what is given of a channel."""
    row = locked(Channel.objects.filter(pk=channel))
    require(actor, Permission.EDIT_CODES, row.community_id)
    return changed(row, checked_facts(row.community_id, facts, but=row.pk), actor, now)


@transaction.atomic
def archive_channel(*, channel: int, actor: Actor, now: datetime) -> Channel:
    """Put a channel away: it is offered nowhere any more, and its codes and figures stay."""
    row = locked(Channel.objects.filter(pk=channel))
    require(actor, Permission.EDIT_CODES, row.community_id)
    return changed(row, {"archived_at": row.archived_at or now}, actor, now)


@transaction.atomic
def restore_channel(*, channel: int, actor: Actor, now: datetime) -> Channel:
    """Take a channel out again."""
    row = locked(Channel.objects.filter(pk=channel))
    require(actor, Permission.EDIT_CODES, row.community_id)
    return changed(row, {"archived_at": None}, actor, now)


def changed(row: Channel, facts: dict[str, object], actor: Actor, now: datetime) -> Channel:
    """Write and tell what is different; nothing otherwise."""
    fields = altered(row, facts)
    if fields:
        row.save(update_fields=fields)
        facts_told = {"community": row.community_id, "actor": actor.account, "channel": row.pk}
        publish(ChannelChanged(at=now, **facts_told, data={"fields": fields}))
    return row
