"""Making and changing groups."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.enums import Tier
from coterie.groups.events import GroupChanged, GroupCreated
from coterie.groups.models import Group
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Conflict, Invalid
from coterie.platform.events.log import publish

MOST = 100_000


@transaction.atomic
def create_group(
    *,
    community: int,
    name: str,
    tier: str = Tier.BASIC,
    capacity: int = 200,
    description: str = "",
    actor: Actor,
    now: datetime,
) -> Group:
    """Open a group in the community."""
    require(actor, Permission.EDIT_GROUPS, community)
    facts = checked_facts(name=name, tier=tier, capacity=capacity, description=description)
    if Group.objects.filter(community=community, name=facts["name"]).exists():
        raise Conflict(_("There is a group of this name."), field="name")
    group = Group.objects.create(community_id=community, created_at=now, **facts)
    publish(GroupCreated(at=now, community=community, actor=actor.account, group=group.pk, data={"tier": tier}))
    return group


@transaction.atomic
def edit_group(
    *, group: int, name: str, tier: str, capacity: int, description: str, actor: Actor, now: datetime
) -> Group:
    """Change a group; a capacity below its members only stops new ones."""
    row = locked(Group.objects.filter(pk=group))
    require(actor, Permission.EDIT_GROUPS, row.community_id)
    facts = checked_facts(name=name, tier=tier, capacity=capacity, description=description)
    if Group.objects.filter(community=row.community_id, name=facts["name"]).exclude(pk=group).exists():
        raise Conflict(_("There is a group of this name."), field="name")
    changed = altered(row, facts)
    if changed:
        row.save(update_fields=changed)
        publish(
            GroupChanged(at=now, community=row.community_id, actor=actor.account, group=group, data={"fields": changed})
        )
    return row


def checked_facts(*, name: str, tier: str, capacity: int, description: str) -> dict[str, object]:
    """Return a group's facts as they are kept."""
    if not name.strip():
        raise Invalid(_("Please give a name."), field="name")
    if tier not in Tier.values:
        raise Invalid(_("Choose from the list."), field="tier")
    if not 1 <= capacity <= MOST:
        raise Invalid(_("A group has between 1 and 100,000 seats."), field="capacity")
    return {
        "name": name.strip()[:60],
        "tier": tier,
        "capacity": capacity,
        "description": description.strip()[:300],
    }
