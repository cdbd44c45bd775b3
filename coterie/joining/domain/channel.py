"""Naming where people come from."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.models import Channel
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict, Invalid


@transaction.atomic
def create_channel(
    *, community: int, name: str, platform: str = "", placement: str = "", actor: Actor, now: datetime
) -> Channel:
    """Name a platform and a place on it, so that codes there can be compared."""
    require(actor, Permission.EDIT_CODES, community)
    name = name.strip()[:60]
    if not name:
        raise Invalid(_("Please give a name."), field="name")
    if Channel.objects.filter(community=community, name=name).exists():
        raise Conflict(_("There is a channel of this name."), field="name")
    return Channel.objects.create(
        community_id=community,
        name=name,
        platform=platform.strip()[:30],
        placement=placement.strip()[:60],
        created_at=now,
    )
