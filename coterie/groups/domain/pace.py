"""The pace of a group, and where it leads."""

from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.events import GroupChanged
from coterie.groups.models import Group
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Invalid
from coterie.platform.events.log import publish

SLOWEST = 86_400
"""Seconds between two messages of one member, at most."""


@transaction.atomic
def pace_group(
    *,
    group: int,
    slow_seconds: int,
    quiet_from: time | None,
    quiet_to: time | None,
    leads_to: int | None,
    actor: Actor,
    now: datetime,
) -> Group:
    """Decide how fast members speak, when only staff do, and which group comes after this one.

    Raises Invalid for a pace beyond a day, quiet hours with one end, or a way that leads in a circle.
    """
    row = locked(Group.objects.filter(pk=group))
    require(actor, Permission.EDIT_GROUPS, row.community_id)
    check_pace(slow_seconds, quiet_from, quiet_to)
    check_way(row, leads_to)
    facts: dict[str, Any] = {
        "slow_seconds": slow_seconds,
        "quiet_from": quiet_from,
        "quiet_to": quiet_to,
        "leads_to_id": leads_to,
    }
    if changed := altered(row, facts):
        row.save(update_fields=changed)
        facts = {"at": now, "community": row.community_id, "actor": actor.account, "group": group}
        publish(GroupChanged(**facts, data={"fields": changed}))
    return row


def check_pace(slow_seconds: int, quiet_from: time | None, quiet_to: time | None) -> None:
    """Refuse a pace that makes no sense."""
    if not 0 <= slow_seconds <= SLOWEST:
        raise Invalid(_("Between 0 seconds and a day."), field="slow_seconds")
    if (quiet_from is None) != (quiet_to is None) or (quiet_from is not None and quiet_from == quiet_to):
        raise Invalid(_("Quiet hours have a beginning and an end."), field="quiet_to")


def check_way(row: Group, leads_to: int | None) -> None:
    """Refuse a way to a group of somewhere else, or back to where it began."""
    seen = {row.pk}
    while leads_to is not None:
        if leads_to in seen:
            raise Invalid(_("This way leads in a circle."), field="leads_to")
        seen.add(leads_to)
        step = Group.objects.filter(pk=leads_to, community=row.community_id).values_list("leads_to").first()
        if step is None:
            raise Invalid(_("Choose from the list."), field="leads_to")
        [leads_to] = step
