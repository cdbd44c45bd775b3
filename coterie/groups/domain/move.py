"""Moving members from one group to another, all of them or none."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.domain.membership import freed, seated
from coterie.groups.models import Group, Membership
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock
from coterie.kit.errors import Invalid, NotFound
from coterie.members.enums import MemberState


@transaction.atomic
def move_members(
    *, group: int, to: int, members: Collection[int], stay: bool, actor: Actor, now: datetime
) -> list[int]:
    """Seat members of a group in another one; return who was not there yet.

    They keep their old seats where they `stay`. Raises Invalid for a group elsewhere, NotFound for who does not sit
    here, GroupFull when not all of them fit in: then nobody moved.
    """
    rows = {row.pk: row for row in lock(Group.objects.filter(pk__in=(group, to)).order_by("pk"))}
    if group not in rows:
        raise NotFound
    require(actor, Permission.EDIT_MEMBERS, rows[group].community_id)
    if to not in rows or to == group or rows[to].community_id != rows[group].community_id:
        raise Invalid(_("Choose from the list."), field="to")
    inside = seats_among(group, members)
    if inside != set(members) or not members:
        raise NotFound(_("This member is not in the group."))
    there = seats_among(to, members)
    for member in sorted(inside):
        seated(group=to, member=member, actor=actor, now=now)
        if not stay:
            freed(rows[group], member, removed=False, actor=actor, now=now)
    return sorted(inside - there)


def seats_among(group: int, members: Collection[int]) -> set[int]:
    """Return which of the members sit in a group."""
    rows = Membership.objects.filter(group=group, member__in=members, member__state=MemberState.ACTIVE, left_at=None)
    return set(rows.values_list("member", flat=True))
